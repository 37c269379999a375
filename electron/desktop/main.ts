/** The desktop application: set up one concern after the other, each in its own file. */
import { join } from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { workspaceFlags } from '../options.ts';
import { registerConsoleScheme, serveConsole } from './console-protocol.ts';
import { hostEngine } from './engine-host.ts';
import { guardEverything } from './guards.ts';
import { relayCalls, relayEvent } from './ipc.ts';
import { setMenu } from './menu.ts';
import { openWindow } from './window.ts';

/** Beside this bundle: the preload's, the engine process's, and the console's folder. */
const here = import.meta.dirname;

app.setName('Poolkeeper');
registerConsoleScheme();
// A second start shows the window of the first: one process owns the database.
if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit();

function run(): void {
  const data = app.getPath('userData');
  let window: BrowserWindow | undefined;
  let stopped = false;

  const engine = hostEngine(
    join(here, 'engine-process.js'),
    workspaceFlags(process.argv, process.env, join(data, 'workspace.db')),
    {
      event: (event) => relayEvent(event, window?.webContents),
      ready: (endpoint) => console.log(`poolkeeper ready ${endpoint}`),
      restarting: (code, wait) => console.error(`The engine ended with code ${code}; it starts again in ${wait} ms.`),
      gaveUp: (why) => {
        console.error(`Poolkeeper has no engine: ${why}`);
        dialog.showErrorBox('Poolkeeper has no engine', why);
        app.quit();
      },
    },
  );

  const show = (): void => {
    if (window === undefined) {
      window = openWindow(join(here, 'preload.cjs'), join(data, 'window.json'));
      window.once('closed', () => (window = undefined));
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  };

  guardEverything();
  serveConsole(join(here, 'renderer'));
  relayCalls(engine, () => window?.webContents);
  setMenu(() => void shell.openPath(data));
  engine.start();
  show();

  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (stopped) return;
    // The database is closed in order first; then quitting goes on.
    event.preventDefault();
    void engine.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
  // Only a terminal or a service manager sends these; Electron would end without asking the engine.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
