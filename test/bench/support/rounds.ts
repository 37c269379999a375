/** One of several that are measured side by side. */
export type Contestant = {
  readonly name: string;
  /** Does the thing once and answers how long it took, in milliseconds. What it prepares is not counted. */
  readonly run: () => number | Promise<number>;
};

export type Measured = {
  readonly name: string;
  /** Milliseconds, in the order in which they were taken. */
  readonly samples: readonly number[];
  /** The median of each round. */
  readonly rounds: readonly number[];
};

/**
 * Measures contestants in turns: each round lets every one of them do `each` samples, and each round begins
 * with another one. What slows the machine down for a while slows all of them down.
 */
export async function alternate(
  contestants: readonly Contestant[],
  { rounds, each, warmUp = each }: { readonly rounds: number; readonly each: number; readonly warmUp?: number },
): Promise<Measured[]> {
  for (const { run } of contestants) for (let count = 0; count < warmUp; count++) await run();
  const measured = contestants.map(({ name }) => ({ name, samples: [] as number[], rounds: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (round + turn) % contestants.length;
      const { run } = contestants[index] as Contestant;
      // What the one before left behind is not this one's to clear away.
      globalThis.gc?.();
      const samples: number[] = [];
      for (let count = 0; count < each; count++) samples.push(await run());
      measured[index]?.samples.push(...samples);
      measured[index]?.rounds.push(median(samples));
    }
  }
  return measured;
}

/** Milliseconds that something takes. */
export async function timed(run: () => unknown): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** How many times as long as the baseline: the median over the rounds, so that drift cancels. */
export function ratio(measured: Measured, baseline: Measured): number {
  return median(measured.rounds.map((time, round) => time / (baseline.rounds[round] ?? Number.NaN)));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which a share of the others lies; between two of them, in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
