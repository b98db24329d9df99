import { Notification } from 'electron';

/** Until they are clicked or gone: one that nothing holds is collected, and its click with it. */
const shown = new Set<Notification>();
/** Some desktops never say that one is gone. */
const MOST_SHOWN = 20;

/** Shows an alert as the desktop does; nothing where it cannot. @param onClick when the person clicks it */
export function notify(title: string, text: string, onClick?: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body: text, silent: true });
  shown.add(notification);
  for (const old of [...shown].slice(0, -MOST_SHOWN)) shown.delete(old);
  const gone = () => void shown.delete(notification);
  notification.once('close', gone).once('failed', gone);
  notification.once('click', () => {
    gone();
    onClick?.();
  });
  notification.show();
}
