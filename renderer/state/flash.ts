import { create } from 'zustand';
import type { EngineFault } from '../lib/fault.ts';

/** One message in the flashbar. */
export type Flash = {
  readonly id: string;
  readonly type: 'success' | 'info' | 'warning' | 'error' | 'in-progress';
  readonly header?: string;
  readonly text: string;
  readonly fault?: EngineFault;
  /** When it was put up, milliseconds of the window's own clock. */
  readonly since: number;
  /** What takes the act back that this tells of. */
  readonly undo?: () => void;
  /** Of work in progress: how far, in percent, and how to end it early. */
  readonly progress?: { readonly percent: number; readonly info?: string; readonly cancel?: () => void };
};

export const useFlashes = create<{ readonly items: readonly Flash[] }>(() => ({ items: [] }));

let next = 0;

/** An act that ends by opening another page leaves its outcome there: what is this fresh stays, in milliseconds. */
const FRESH = 1000;

function put(item: Omit<Flash, 'id' | 'since'>, id = `flash-${++next}`): string {
  const flashed: Flash = { ...item, id, since: performance.now() };
  useFlashes.setState(({ items }) => ({
    items: items.some((shown) => shown.id === id)
      ? items.map((shown) => (shown.id === id ? flashed : shown))
      : [flashed, ...items].slice(0, 8),
  }));
  return id;
}

/**
 * The flashbar: outcomes of what the user did.
 *
 * Faults stay until dismissed. Good news goes when the next page is opened.
 */
export const flash = {
  success: (text: string): string => put({ type: 'success', text }),
  info: (text: string): string => put({ type: 'info', text }),
  warning: (text: string): string => put({ type: 'warning', text }),
  /** Offers to take back what a message tells of, if it still stands there. */
  undoable: (id: string, undo: () => void): void =>
    useFlashes.setState(({ items }) => ({ items: items.map((item) => (item.id === id ? { ...item, undo } : item)) })),
  /** A refusal, with its code, message, reason and the way to its trace. */
  fault: (fault: EngineFault, operation?: string): string =>
    put({
      type: 'error',
      header: operation === undefined ? fault.code : `${operation}: ${fault.code}`,
      text: fault.message,
      fault,
    }),
  dismiss: (id: string): void =>
    useFlashes.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) })),
  /** Called when another page is opened. */
  leavePage: (): void =>
    useFlashes.setState(({ items }) => ({
      items: items.filter(
        ({ type, since }) => type === 'error' || type === 'in-progress' || performance.now() - since < FRESH,
      ),
    })),
};

/** Long work that reports how far it is; made by `startProgress`. */
export type Progress = {
  /** `done` of `total` units; `info` says what is being worked on. */
  step(done: number, info?: string): void;
  succeed(text: string): void;
  fail(fault: EngineFault): void;
  readonly signal: AbortSignal;
};

/**
 * Shows long work in the flashbar with a count and a way to cancel it.
 *
 * The worker checks `signal.aborted` between units. `title` is for example `Importing users`.
 */
export function startProgress(title: string, total: number): Progress {
  const abort = new AbortController();
  const id = `progress-${++next}`;
  const cancel = (): void => abort.abort();
  const show = (done: number, info?: string): void => {
    put(
      {
        type: 'in-progress',
        text: title,
        progress: {
          percent: total === 0 ? 100 : Math.round((done / total) * 100),
          info: `${done} of ${total}${info === undefined ? '' : ` · ${info}`}`,
          cancel,
        },
      },
      id,
    );
  };
  show(0);
  return {
    step: show,
    succeed: (text) => void put({ type: abort.signal.aborted ? 'warning' : 'success', text }, id),
    fail: (fault) => void put({ type: 'error', header: `${title}: ${fault.code}`, text: fault.message, fault }, id),
    signal: abort.signal,
  };
}
