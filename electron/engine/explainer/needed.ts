import type { Input } from '../../../shared/contract.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';

/** What is asked for, as authorization knows it: action, resource, and further condition keys of the request. */
export const neededOf = ({
  Action,
  Resource,
  Context = {},
}: Pick<Input<'poolkeeper', 'WhoCan'>, 'Action' | 'Resource' | 'Context'>): Needed => ({
  action: Action,
  resource: Resource,
  context: Context,
});
