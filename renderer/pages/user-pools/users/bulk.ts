import { make } from '../../../client/calls.ts';
import { queryClient } from '../../../client/queries.ts';
import type { PlannedCall } from '../../../lib/cli.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { flash, startProgress } from '../../../state/flash.ts';
import { counted } from '../../../lib/words.ts';

/** What came of acting on many things. */
type BulkResult = {
  readonly done: number;
  readonly failed: readonly { readonly name: string; readonly fault: EngineFault }[];
  /** Not tried, because the work was cancelled. */
  readonly left: number;
};

/**
 * Acts on many things one after the other, with count and cancel in the flashbar.
 *
 * A refusal does not stop the others. `past` completes the closing sentence: `disabled`.
 */
export async function runBulk(
  title: string,
  names: readonly string[],
  past: string,
  callFor: (name: string) => PlannedCall,
): Promise<BulkResult> {
  const progress = startProgress(title, names.length);
  const failed: { name: string; fault: EngineFault }[] = [];
  let tried = 0;
  for (const name of names) {
    if (progress.signal.aborted) break;
    progress.step(tried, name);
    try {
      await make(callFor(name));
    } catch (error) {
      failed.push({ name, fault: asFault(error) });
    }
    tried += 1;
  }
  void queryClient.invalidateQueries({ queryKey: ['cognito-idp'] });
  const result: BulkResult = { done: tried - failed.length, failed, left: names.length - tried };
  progress.succeed(summary(result, past));
  const [first] = failed;
  if (first !== undefined) flash.fault(first.fault, first.name);
  return result;
}

/** The closing sentence of bulk work. */
function summary({ done, failed, left }: BulkResult, past: string): string {
  return [
    `${counted(done, 'user')} ${past}.`,
    failed.length > 0 ? `${failed.length} refused.` : '',
    left > 0 ? `Cancelled: ${left} left as they were.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
