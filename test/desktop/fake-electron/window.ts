/** `BrowserWindow` and `ipcMain`: a page of Chromium with a preload in a scope of its own. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, IpcMainInvokeEvent, WindowOpenHandlerResponse } from 'electron';
import type { Frame, Page, Route } from 'playwright-core';
import { app, preventable } from './app.ts';
import { browser, fromChromium, toChromium } from './chromium.ts';
import { answerScheme, applyPermissions } from './session.ts';

type InvokeHandler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;
type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => WindowOpenHandlerResponse;

const invokeHandlers = new Map<string, InvokeHandler>();

export const ipcMain = {
  handle(channel: string, handler: InvokeHandler): void {
    if (invokeHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    invokeHandlers.set(channel, handler);
  },
};

/** Runs before every document of the page, as a sandboxed preload does: top frame only, `require` knows `electron`. */
const preloadScript = (source: string): string => `(() => {
  if (window.top !== window) return;
  const invokeMain = window.__fakeInvoke;
  const listeners = new Map();
  const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  window.__fakeDeliver = (channel, args) => { for (const listener of of(channel)) listener({}, ...args); };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
    },
    ipcRenderer: {
      invoke: async (channel, ...args) => {
        const answer = await invokeMain(channel, structuredClone(args));
        if ('error' in answer) throw new Error("Error invoking remote method '" + channel + "': " + answer.error);
        return answer.value;
      },
      on: (channel, listener) => { of(channel).add(listener); },
      off: (channel, listener) => { of(channel).delete(listener); },
    },
  };
  const require = (name) => { if (name === 'electron') return electron; throw new Error('module not found: ' + name); };
  ((require, module, exports) => { ${source}
  })(require, { exports: {} }, {});
})();`;

export class WebContents extends EventEmitter {
  page: Page | undefined;
  /** Address of a navigation that the application itself began. */
  loading: string | undefined;
  openHandler: OpenHandler = () => ({ action: 'allow' });
  #outbox: Promise<unknown> = Promise.resolve();

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  isDestroyed = (): boolean => this.page?.isClosed() ?? false;
  getURL = (): string => fromChromium(this.page?.url() ?? '');

  /** Delivers in order; what a document that is going away misses is lost, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    const message = structuredClone({ channel, args });
    this.#outbox = this.#outbox.then(() => this.page?.evaluate(deliver, message)).catch(() => undefined);
  }
}

function deliver({ channel, args }: { channel: string; args: unknown[] }): void {
  (globalThis as { __fakeDeliver?: (channel: string, args: unknown[]) => void }).__fakeDeliver?.(channel, args);
}

export class BrowserWindow extends EventEmitter {
  static readonly byPage = new Map<Page, BrowserWindow>();
  static getAllWindows = (): BrowserWindow[] => [...(app.windows as Set<BrowserWindow>)];
  readonly webContents = new WebContents();
  readonly #options: BrowserWindowConstructorOptions;
  readonly #page: Promise<Page>;
  #state = { maximized: false, minimized: false, visible: false };

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.#options = options;
    app.windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.#page = this.#open();
  }

  async #open(): Promise<Page> {
    const context = await browser();
    const blank = context.pages().find((page) => page.url() === 'about:blank' && !BrowserWindow.byPage.has(page));
    const page = blank ?? (await context.newPage());
    BrowserWindow.byPage.set(page, this);
    this.webContents.page = page;
    await page.exposeBinding('__fakeInvoke', ({ frame }, channel: string, args: unknown[]) =>
      this.#invoke(frame, channel, args),
    );
    const preload = this.#options.webPreferences?.preload;
    if (preload !== undefined) await page.addInitScript(preloadScript(readFileSync(preload, 'utf8')));
    await page.route('**/*', (route) => this.#answer(route));
    page.on('popup', (popup) => void popup.close());
    const devtools = await context.newCDPSession(page);
    await devtools.send('Page.enable');
    devtools.on('Page.windowOpen', ({ url, windowName }) => {
      this.webContents.openHandler({ url: fromChromium(url), frameName: windowName, disposition: 'foreground-tab' });
    });
    page.on('close', () => {
      BrowserWindow.byPage.delete(page);
      this.emit('closed');
      app.windowClosed(this);
    });
    return page;
  }

  async #invoke(frame: Frame, channel: string, args: unknown[]): Promise<{ value: unknown } | { error: string }> {
    const handler = invokeHandlers.get(channel);
    if (handler === undefined) return { error: `Error: No handler registered for '${channel}'` };
    const event = { sender: this.webContents, senderFrame: frameOf(frame), type: 'frame', processId: 1, frameId: 1 };
    try {
      return { value: structuredClone(await handler(event as unknown as IpcMainInvokeEvent, ...args)) };
    } catch (error) {
      return { error: String(error) };
    }
  }

  /** Every request of the page: the application is asked before a page moves, a scheme's handler answers its own. */
  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const own = this.webContents.loading === request.url();
    if (request.isNavigationRequest() && !own && this.#isPrevented(request.frame(), fromChromium(request.url())))
      return route.abort('aborted');
    if (!(await answerScheme(route))) await route.continue();
  }

  #isPrevented(frame: Frame, url: string): boolean {
    const isMainFrame = frame.parentFrame() === null;
    const event = preventable({ url, isMainFrame, isSameDocument: false });
    this.webContents.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.webContents.emit('will-navigate', event);
    return event.defaultPrevented;
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.#page;
    await applyPermissions(page.context(), address);
    this.webContents.loading = toChromium(address);
    await page.goto(toChromium(address), { waitUntil: 'load' });
    this.webContents.loading = undefined;
    this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
    process.send?.({ opened: fromChromium(page.url()) });
  }

  close(): void {
    this.emit('close', preventable({}));
    void this.#page.then((page) => page.close());
  }
  destroy = (): void => void this.#page.then((page) => page.close());
  isDestroyed = (): boolean => this.webContents.isDestroyed();
  show(): void {
    this.#state.visible = true;
  }
  isVisible = (): boolean => this.#state.visible;
  focus(): void {
    this.emit('focus');
  }
  restore(): void {
    this.#state.minimized = false;
  }
  minimize(): void {
    this.#state.minimized = true;
  }
  isMinimized = (): boolean => this.#state.minimized;
  maximize(): void {
    this.#state.maximized = true;
  }
  isMaximized = (): boolean => this.#state.maximized;
  getNormalBounds() {
    const { x = 0, y = 0, width = 800, height = 600 } = this.#options;
    return { x, y, width, height };
  }
}

type SenderFrame = { readonly url: string; readonly parent: SenderFrame | null };

function frameOf(frame: Frame): SenderFrame {
  const parent = frame.parentFrame();
  return { url: fromChromium(frame.url()), parent: parent === null ? null : frameOf(parent) };
}
