import { contextBridge, ipcRenderer, webUtils } from 'electron';

// Functions only, no Electron object: what the page gets is what the loopback host offers, and the paths of files that the analyst dropped.
contextBridge.exposeInMainWorld('bilocate', {
  ask: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  onNews: (listener: (news: unknown) => void): (() => void) => {
    const pass = (_event: unknown, news: unknown) => listener(news);
    ipcRenderer.on('news', pass);
    return () => ipcRenderer.off('news', pass);
  },
  pathsOf: (files: File[]): string[] => files.map((file) => webUtils.getPathForFile(file)),
});
