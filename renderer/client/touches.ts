import type { Change } from '../../shared/contract.ts';
import { isStaleAfter, parentMember } from '../../shared/resources.ts';

/**
 * Whether a change makes the answer of a call stale.
 *
 * A page never asks for a refresh: it reads an operation with `useCall`, and when anybody changes what the operation
 * answers, the answer is read again. Which operations those are stands in the row of the change's kind, in
 * `shared/resources.ts`. An answer about another pool or bucket than the one where the change happened stays.
 */
export function touches({ kind, parent }: Change, service: string, operation: string, input: unknown): boolean {
  if (!isStaleAfter(kind, service, operation)) return false;
  const member = parentMember(kind);
  if (member === undefined || parent === undefined || typeof input !== 'object' || input === null) return true;
  const asked = (input as Readonly<Record<string, unknown>>)[member];
  return typeof asked !== 'string' || asked === parent;
}
