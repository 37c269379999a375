/** The one window: sandboxed, isolated, showing `app://console`. */
import { BrowserWindow, nativeTheme } from 'electron';
import { CONSOLE_URL } from './console-protocol.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

/** Colours of the design system's page, so that nothing flashes before it is painted. */
const BACKGROUND = { dark: '#161d26', light: '#ffffff' };

/**
 * Opens the window.
 *
 * @param preload absolute path of the preload's bundle
 * @param stateFile where the window's place is kept
 */
export function openWindow(preload: string, stateFile: string): BrowserWindow {
  const { bounds, width, height, maximized } = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...(bounds ?? { width, height }),
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Poolkeeper',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  keepWindowState(window, stateFile);
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(CONSOLE_URL);
  return window;
}
