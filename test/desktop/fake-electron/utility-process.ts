/** `utilityProcess`: a child of Node with the same port. */
import { fork as forkNode, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';

const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));

/** Children that run, by the name they were given, for `app.getAppMetrics()`. */
export const running = new Map<number, string>();

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(script: string, args: readonly string[], { serviceName = 'Node Utility Process' }: ForkOptions) {
    super();
    this.#child = forkNode(script, [...args], {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const { pid } = this.#child;
    if (pid !== undefined) running.set(pid, serviceName);
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => {
      if (pid !== undefined) running.delete(pid);
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: unknown): void {
    // A message to a process that just ended is lost, as in Electron.
    if (this.#child.connected) this.#child.send(message as object, () => {});
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (script: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess =>
    new UtilityProcess(script, args, options),
};
