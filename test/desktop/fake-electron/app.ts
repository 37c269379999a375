/** `app`: the life cycle, from ready to quit. */
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './chromium.ts';
import { running } from './utility-process.ts';

/** An event whose default can be prevented, as Electron passes them. */
export function preventable<Details extends object>(details: Details) {
  const event = { ...details, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
}

/** What `app` must know of a window. */
type Closable = { close(): void; once(event: 'closed', listener: () => void): unknown };

const flag = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

class App extends EventEmitter {
  readonly windows = new Set<Closable>();
  readonly isPackaged = false;
  #name = 'Electron';
  #quitting = false;
  #lock: FSWatcher | undefined;

  getPath(_name: 'userData'): string {
    const folder = flag('user-data-dir');
    if (folder === undefined) throw new Error('The fake Electron needs --user-data-dir.');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  getName = (): string => this.#name;
  setName(name: string): void {
    this.#name = name;
  }
  getVersion = (): string => '0.0.0';
  setAboutPanelOptions(): void {}
  whenReady = (): Promise<void> => Promise.resolve();
  getAppMetrics = () =>
    [...running].map(([pid, name]) => ({ pid, name, type: 'Utility' as const, serviceName: 'node.mojom.NodeService' }));

  /** The first application on a data folder gets the lock; a later one knocks and does not. */
  requestSingleInstanceLock(): boolean {
    const lock = join(this.getPath('userData'), 'SingletonLock');
    const knock = join(this.getPath('userData'), 'SingletonKnock');
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) {
        writeFileSync(knock, String(process.pid));
        return false;
      }
      writeFileSync(lock, String(process.pid));
    }
    writeFileSync(knock, '');
    this.#lock = watch(knock, () => {
      if (readFileSync(knock, 'utf8') !== '') this.emit('second-instance', preventable({}), [], process.cwd(), {});
    });
    process.on('exit', () => rmSync(lock, { force: true }));
    return true;
  }

  quit(): void {
    if (this.#quitting) return;
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    const closing = [...this.windows].map((window) => new Promise<void>((done) => window.once('closed', done)));
    for (const window of this.windows) window.close();
    void Promise.all(closing).then(async () => {
      this.emit('will-quit', preventable({}));
      this.emit('quit', {}, 0);
      this.#lock?.close();
      await closeBrowser();
      process.exit(0);
    });
  }

  /** Called by a window that is gone. */
  windowClosed(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = new App();
