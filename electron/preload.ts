/**
 * The window's only way out: calls of the contract, and the engine's events.
 *
 * Runs sandboxed before the page; the two channel names are `shared/port.ts`'s, said again here because a
 * sandboxed preload is one file of its own.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { EngineEvent, Reply } from '../shared/contract.ts';

contextBridge.exposeInMainWorld('poolkeeper', {
  invoke: (service: string, operation: string, input: unknown): Promise<Reply<unknown>> =>
    ipcRenderer.invoke('invoke', { service, operation, input }) as Promise<Reply<unknown>>,
  subscribe: (listener: (event: EngineEvent) => void): (() => void) => {
    const heard = (_event: IpcRendererEvent, event: EngineEvent): void => listener(event);
    ipcRenderer.on('event', heard);
    return () => void ipcRenderer.off('event', heard);
  },
});
