import { contextBridge, ipcRenderer, webUtils } from 'electron';

// Functions only, no Electron object: what the page gets is what the loopback host offers, and the system's dialogs. It sees handles, never a path of a file that it did not get from the host.
contextBridge.exposeInMainWorld('bilocate', {
  ask: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  choose: (what: string, name: string): Promise<unknown> => ipcRenderer.invoke('choose', what, name),
  drop: (files: File[]): Promise<unknown> => ipcRenderer.invoke('drop', files.map((file) => webUtils.getPathForFile(file))),
  copy: (text: string): Promise<unknown> => ipcRenderer.invoke('copy', text),
  onNews: (listener: (news: unknown) => void): (() => void) => {
    const pass = (_event: unknown, news: unknown) => listener(news);
    ipcRenderer.on('news', pass);
    return () => ipcRenderer.off('news', pass);
  },
});
