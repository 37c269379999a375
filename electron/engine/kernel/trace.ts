import type { Fault, StepOutcome, TraceStep } from '../../../shared/contract.ts';
import { faultOf } from './fault.ts';
import { masked } from './mask.ts';

type Draft = {
  name: string;
  where?: string;
  outcome: StepOutcome;
  reason?: string;
  detail?: Record<string, unknown>;
  took: number;
};

/** One row of a flow: what a reader calls it, where it is specified, what it does. */
export type FlowStep<State, Ctx, Out> = readonly [
  name: string,
  where: string,
  run: (state: State, ctx: Ctx) => Out | undefined | void | Promise<Out | undefined | void>,
];

/**
 * Records the named steps of one call.
 *
 * `elapsed` gives monotonic milliseconds; it only measures.
 */
export class Tracer {
  readonly #steps: Draft[] = [];
  readonly #open: Draft[] = [];
  readonly #elapsed: () => number;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /**
   * Runs one named step and records what came of it.
   *
   * A refusal inside marks the step refused with its reason, any other error marks it failed; both go
   * on to the caller. Works for plain and for asynchronous steps. A step right inside one of the same name
   * is that step: a row of a flow may name what the finder it calls names too.
   */
  step<T>(name: string, run: () => T, where?: string): T {
    if (this.#open.at(-1)?.name === name) return run();
    const draft: Draft = { name, ...(where === undefined ? {} : { where }), outcome: 'ok', took: 0 };
    this.#steps.push(draft);
    this.#open.push(draft);
    const started = this.#elapsed();
    const close = (): void => {
      draft.took = this.#elapsed() - started;
      const at = this.#open.lastIndexOf(draft);
      if (at >= 0) this.#open.splice(at, 1);
    };
    const fail = (error: unknown): never => {
      const fault = faultOf(error);
      draft.outcome = fault === undefined ? 'failed' : 'refused';
      draft.reason ??= fault?.reason ?? fault?.message ?? String(error);
      close();
      throw error;
    };
    try {
      const result = run();
      if (result instanceof Promise) {
        return result.then((value: unknown) => {
          close();
          return value;
        }, fail) as T;
      }
      close();
      return result;
    } catch (error) {
      return fail(error);
    }
  }

  /** Adds what explains the step that runs now, or ran last: a reason in words, values in `detail`. */
  note(reason: string | undefined, detail?: Record<string, unknown>): void {
    const draft = this.#open.at(-1) ?? this.#steps.at(-1);
    if (draft === undefined) return;
    if (reason !== undefined) draft.reason = reason;
    if (detail !== undefined) draft.detail = { ...draft.detail, ...(masked(detail) as Record<string, unknown>) };
  }

  /** Marks the running step as one that did not apply, with the reason. */
  skip(reason: string): void {
    const draft = this.#open.at(-1);
    if (draft === undefined) return;
    draft.outcome = 'skipped';
    draft.reason = reason;
  }

  /**
   * Runs a flow: a table of named steps, in order, until one returns a value or refuses.
   *
   * The rows that were not run are recorded as `not reached`, so that the whole flow can be drawn.
   */
  async flow<State, Ctx, Out>(steps: readonly FlowStep<State, Ctx, Out>[], state: State, ctx: Ctx): Promise<Out> {
    for (const [index, [name, where, run]] of steps.entries()) {
      let result: Out | undefined | void;
      try {
        result = await this.step(name, () => run(state, ctx), where);
      } catch (error) {
        this.#rest(steps.slice(index + 1));
        throw error;
      }
      if (result !== undefined) {
        this.#rest(steps.slice(index + 1));
        return result as Out;
      }
    }
    throw new Error('the flow ended without a result');
  }

  #rest(steps: readonly FlowStep<never, never, unknown>[]): void {
    for (const [name, where] of steps) this.#steps.push({ name, where, outcome: 'not reached', took: 0 });
  }

  /** What was recorded; a fault that no step caught gets a last step of its own. */
  finish(fault?: Fault): readonly TraceStep[] {
    if (fault !== undefined && !this.#steps.some((step) => step.outcome === 'refused' || step.outcome === 'failed'))
      this.#steps.push({ name: 'answer', outcome: 'refused', reason: fault.reason ?? fault.message, took: 0 });
    return this.#steps;
  }
}
