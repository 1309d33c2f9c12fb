import { contextBridge, ipcRenderer } from 'electron';
import type { ShellApi } from '../server/contracts/shell.ts';

// Each call is named here; the page gets no way to name a channel. The other side checks sender and schema.
const api: ShellApi = {
  info: () => ipcRenderer.invoke('shell:info'),
  showDataFolder: () => ipcRenderer.invoke('shell:showDataFolder'),
  showPanel: () => ipcRenderer.invoke('shell:showPanel'),
  startsAtLogin: () => ipcRenderer.invoke('shell:startsAtLogin'),
  startAtLogin: (on) => ipcRenderer.invoke('shell:startAtLogin', on),
};

contextBridge.exposeInMainWorld('ringhouse', api);
