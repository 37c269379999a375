import type { Workspace } from '../kernel/workspace.ts';
import type { GrowingRun } from './recorder.ts';

const MAX_RUNS_KEPT = 50;

/** The latest runs of a workspace, in memory. */
class Runs {
  readonly #runs = new Map<string, { run: GrowingRun; stop: AbortController }>();

  add(run: GrowingRun, stop: AbortController): void {
    this.#runs.set(run.id, { run, stop });
    for (const id of this.#runs.keys()) {
      if (this.#runs.size <= MAX_RUNS_KEPT) break;
      this.#runs.get(id)?.stop.abort();
      this.#runs.delete(id);
    }
  }

  get(id: string): GrowingRun | undefined {
    return this.#runs.get(id)?.run;
  }

  stop(id: string): void {
    this.#runs.get(id)?.stop.abort();
  }
}

const ofWorkspace = new WeakMap<Workspace, Runs>();

/** The runs of a workspace. */
export function runs(workspace: Workspace): Runs {
  let known = ofWorkspace.get(workspace);
  if (known === undefined) {
    known = new Runs();
    ofWorkspace.set(workspace, known);
  }
  return known;
}
