/**
 * The workspace clock: the machine's time, moved by an offset or frozen.
 *
 * Everything that expires asks this clock. Whole epoch milliseconds.
 */
export class Clock {
  readonly #machineNow: () => number;
  #offset: number;
  #frozenAt: number | undefined;

  constructor(machineNow: () => number, state: { offset: number; frozenAt?: number } = { offset: 0 }) {
    this.#machineNow = machineNow;
    this.#offset = state.offset;
    this.#frozenAt = state.frozenAt;
  }

  now(): number {
    return this.#frozenAt ?? Math.round(this.#machineNow() + this.#offset);
  }

  get state(): { offset: number; frozenAt?: number } {
    return { offset: this.#offset, ...(this.#frozenAt === undefined ? {} : { frozenAt: this.#frozenAt }) };
  }

  set(state: { offset?: number | undefined; frozenAt?: number | null | undefined }): void {
    if (state.offset !== undefined) this.#offset = Math.round(state.offset);
    if (state.frozenAt !== undefined) this.#frozenAt = state.frozenAt === null ? undefined : Math.round(state.frozenAt);
  }
}
