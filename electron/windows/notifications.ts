import { Notification } from 'electron';

/** Shows an alert as the desktop does; nothing where it cannot. */
export function notify(title: string, text: string): void {
  if (Notification.isSupported()) new Notification({ title, body: text, silent: true }).show();
}
