/**
 * What parts need before they are loaded: imported first by `mount.tsx`.
 *
 * Cloudscape's modules are written for bundlers (folders and styles are imported); Node is told how to read them.
 * The window's bridge leads to the engine that a test starts.
 */
import { registerHooks } from 'node:module';
import type { EngineEvent, Reply } from '../../../shared/contract.ts';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

registerHooks({
  resolve: (specifier, context, next) => {
    try {
      return next(specifier, context);
    } catch (error) {
      if (codeOf(error) === 'ERR_UNSUPPORTED_DIR_IMPORT') return next(`${specifier}/index.js`, context);
      throw error;
    }
  },
  load: (url, context, next) =>
    url.endsWith('.css') ? { format: 'module', source: '', shortCircuit: true } : next(url, context),
});

/** A call that a part made. */
export type Made = { readonly service: string; readonly operation: string; readonly input: unknown };

type Bridge = {
  invoke(service: string, operation: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
};

const unset: Bridge = {
  invoke: () => Promise.reject(new Error('No engine was started.')),
  subscribe: () => () => undefined,
};
let bridge = unset;

/** Leads the window's calls to an engine; without one they are rejected. */
export function setBridge(next: Bridge = unset): void {
  bridge = next;
}

window.poolkeeper = {
  invoke: (service, operation, input) => bridge.invoke(service, operation, input),
  subscribe: (listener) => bridge.subscribe(listener),
};

// What jsdom does not have and Cloudscape asks for.
window.matchMedia ??= (query) =>
  ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
