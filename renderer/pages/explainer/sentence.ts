import type { AccessChange } from '../../../shared/poolkeeper/operations.ts';

/** What is to be done, in words. */
export function sentence({ what, layer, where, statement }: AccessChange): string {
  if (layer === 'group')
    return what === 'add'
      ? `Add the user ${String(statement['Username'])} to ${where}.`
      : `Take the user ${String(statement['Username'])} out of ${where}.`;
  if (layer === 'mapping') return `Add this rule to ${where}:`;
  if (what === 'set') return `Set this on ${where}:`;
  return what === 'add' ? `Add this statement to ${where}:` : `Remove this statement from ${where}:`;
}
