/** The engine's process as the shell sees it: started, restarted with back-off, stopped in order. */
import { utilityProcess, type UtilityProcess } from 'electron';
import type { EngineEvent, Reply } from '../../shared/contract.ts';
import type { FromEngine, PortCall, ToEngine } from '../../shared/port.ts';

/** Waits before a restart, by how many ends came in a row. */
const BACK_OFF_MS = [100, 500, 2000, 5000] as const;
/** An engine that stood this long starts the row anew. */
const STEADY_MS = 60_000;
/** How long an orderly stop may take. */
const STOP_TIMEOUT_MS = 5000;

export type EngineHost = {
  /** Starts the process. */
  start(): void;
  /** Forwards a call. Never rejects: where no engine can answer, the reply is a fault that says so. */
  call(call: PortCall): Promise<Reply<unknown>>;
  /** Lets the engine finish and close its database, then ends it. */
  stop(): Promise<void>;
};

type HostEvents = {
  readonly event: (event: EngineEvent) => void;
  readonly ready: (endpoint: string) => void;
  /** The process ended by itself and is started again after `wait` milliseconds. */
  readonly restarting: (code: number, wait: number) => void;
  /** There will be no engine: why, in words. */
  readonly gaveUp: (why: string) => void;
};

type Pending = { readonly call: PortCall; readonly answer: (reply: Reply<unknown>) => void; sent: boolean };

/**
 * Makes the host of the engine's process.
 *
 * Calls that come before the engine is ready wait for it. Calls that an engine was answering when it ended are
 * answered with `InternalErrorException`, not sent again: nobody knows what they had done.
 *
 * @param script absolute path of the engine process's bundle
 * @param args its command line
 */
export function hostEngine(script: string, args: readonly string[], events: HostEvents): EngineHost {
  const pending = new Map<number, Pending>();
  let child: UtilityProcess | undefined;
  let state: 'starting' | 'ready' | 'stopping' | 'gone' = 'starting';
  let why = '';
  let endsInARow = 0;
  let readyAt = 0;
  let lastId = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const post = (message: ToEngine): void => child?.postMessage(message);

  const send = (id: number, one: Pending): void => {
    one.sent = true;
    post({ id, ...one.call });
  };

  const settle = (id: number, reply: Reply<unknown>): void => {
    pending.get(id)?.answer(reply);
    pending.delete(id);
  };

  const settleAll = (message: string, which: (one: Pending) => boolean = () => true): void => {
    for (const [id, one] of pending) if (which(one)) settle(id, noEngine(message));
  };

  const heard = (message: FromEngine): void => {
    if ('event' in message) events.event(message.event);
    else if ('reply' in message) settle(message.id, message.reply);
    else if ('failed' in message) {
      why = message.failed;
      child?.kill();
    } else becomeReady(message.ready.endpoint);
  };

  const becomeReady = (endpoint: string): void => {
    state = 'ready';
    readyAt = performance.now();
    for (const [id, one] of pending) if (!one.sent) send(id, one);
    events.ready(endpoint);
  };

  const giveUp = (reason: string): void => {
    state = 'gone';
    why = reason;
    settleAll(reason);
    events.gaveUp(reason);
  };

  const ended = (code: number): void => {
    child = undefined;
    settleAll('The engine stopped while it was answering and is being started again.', (one) => one.sent);
    if (state === 'stopping' || state === 'gone') return;
    if (why !== '') return giveUp(why);
    endsInARow = state === 'ready' && performance.now() - readyAt >= STEADY_MS ? 1 : endsInARow + 1;
    const wait = BACK_OFF_MS[endsInARow - 1];
    if (wait === undefined) return giveUp(`The engine ended ${endsInARow} times in a row, last with code ${code}.`);
    state = 'starting';
    events.restarting(code, wait);
    retry = setTimeout(start, wait);
  };

  const start = (): void => {
    state = 'starting';
    child = utilityProcess.fork(script, [...args], { serviceName: 'Poolkeeper engine', stdio: 'inherit' });
    child.on('message', (message: FromEngine) => heard(message));
    child.once('exit', ended);
  };

  return {
    start,
    call: (call) => {
      if (state === 'gone' || state === 'stopping') return Promise.resolve(noEngine(why || 'The engine is stopping.'));
      return new Promise((answer) => {
        const id = ++lastId;
        const one: Pending = { call, answer, sent: false };
        pending.set(id, one);
        if (state === 'ready') send(id, one);
      });
    },
    stop: async () => {
      clearTimeout(retry);
      const running = child;
      if (state !== 'gone') state = 'stopping';
      if (running === undefined) return;
      const exited = new Promise<void>((done) => running.once('exit', () => done()));
      post({ stop: true });
      const late = setTimeout(() => running.kill(), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(late);
      settleAll('The engine has stopped.');
    },
  };
}

const noEngine = (message: string): Reply<unknown> => ({
  ok: false,
  fault: { code: 'InternalErrorException', message, status: 500 },
  traceId: '',
});
