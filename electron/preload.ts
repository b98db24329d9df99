import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { channelOf, type Desktop, type DesktopEvent, EVENT_CHANNEL } from '../shared/api/desktop.ts';

const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';

const desktop: Desktop = {
  platform,
  control: (act) => ipcRenderer.invoke(channelOf('control'), act),
  pickFiles: (kind) => ipcRenderer.invoke(channelOf('pickFiles'), kind),
  pickFolder: () => ipcRenderer.invoke(channelOf('pickFolder')),
  reveal: (path) => ipcRenderer.invoke(channelOf('reveal'), path),
  notify: (title, text) => ipcRenderer.invoke(channelOf('notify'), title, text),
  badge: (count) => ipcRenderer.invoke(channelOf('badge'), count),
  show: (conversationId) => ipcRenderer.invoke(channelOf('show'), conversationId),
  update: () => ipcRenderer.invoke(channelOf('update')),
  actOnUpdate: (act) => ipcRenderer.invoke(channelOf('actOnUpdate'), act),
  listen(listener) {
    // Only what was sent crosses: the event itself would hand out the whole of `ipcRenderer`.
    const hear = (_event: IpcRendererEvent, told: DesktopEvent) => listener(told);
    ipcRenderer.on(EVENT_CHANNEL, hear);
    void ipcRenderer.invoke(channelOf('listening'));
    return () => void ipcRenderer.off(EVENT_CHANNEL, hear);
  },
};

contextBridge.exposeInMainWorld('lintelDesktop', desktop);
