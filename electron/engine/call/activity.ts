import type { Trace } from '../../../shared/contract.ts';
import type { TraceLog } from '../kernel/workspace.ts';

/** The latest traces, newest last, in memory: what the activity page lists. */
export class Activity implements TraceLog {
  readonly #most: number;
  #traces: Trace[] = [];

  constructor(most = 5000) {
    this.#most = most;
  }

  add(trace: Trace): void {
    this.#traces.push(trace);
    // Cut in large strokes: shifting one by one would cost a copy a call.
    if (this.#traces.length > this.#most * 1.2) this.#traces = this.#traces.slice(-this.#most);
  }

  get(id: string): Trace | undefined {
    return this.#traces.findLast((trace) => trace.id === id);
  }

  /** Newest first, after the trace `before`, those for which `wanted` says yes. */
  list(
    limit: number,
    before: string | undefined,
    wanted: (trace: Trace) => boolean,
  ): { traces: Trace[]; more: boolean } {
    const traces: Trace[] = [];
    let index = before === undefined ? this.#traces.length : this.#traces.findLastIndex((trace) => trace.id === before);
    while (--index >= 0) {
      const trace = this.#traces[index] as Trace;
      if (!wanted(trace)) continue;
      if (traces.length === limit) return { traces, more: true };
      traces.push(trace);
    }
    return { traces, more: false };
  }

  clear(): void {
    this.#traces = [];
  }
}
