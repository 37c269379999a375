/**
 * A fake of Electron's main-process module, for machines without its binary.
 *
 * It behaves as documented in what the shell uses. It does not cover: the isolation of worlds and the sandbox of
 * the page's process, native menus and dialogs, ASAR, Electron's own Node.
 */
import type Electron from 'electron';
import { app } from './app.ts';
import { protocol, session } from './session.ts';
import { utilityProcess } from './utility-process.ts';
import { BrowserWindow, ipcMain } from './window.ts';

/** What the shell asked of the system, for tests to look at. */
export const recorded = {
  opened: [] as string[],
  errors: [] as { title: string; content: string }[],
  menu: undefined as Electron.MenuItemConstructorOptions[] | undefined,
};

const shell = {
  openExternal: (url: string) => Promise.resolve(void recorded.opened.push(url)),
  openPath: (path: string) => Promise.resolve((recorded.opened.push(path), '')),
} satisfies Partial<Electron.Shell>;

const dialog = {
  showErrorBox: (title: string, content: string) => {
    recorded.errors.push({ title, content });
    process.stderr.write(`${title}: ${content}\n`);
  },
} satisfies Partial<Electron.Dialog>;

const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => ({ template }),
  setApplicationMenu: (menu: { template: Electron.MenuItemConstructorOptions[] } | null) => {
    recorded.menu = menu?.template;
  },
};

const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
const nativeTheme = { shouldUseDarkColors: false };

export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell, utilityProcess };
