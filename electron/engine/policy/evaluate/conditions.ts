import type { Context } from './context.ts';
import type { Condition } from './policy.ts';

/** Whether a condition holds, and why, in words. */
export type ConditionResult = {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  /** The request's values; absent if it does not have the key. */
  readonly given?: readonly string[];
  readonly holds: boolean;
  readonly why: string;
};

/**
 * Decides one comparison of a `Condition` element.
 *
 * An absent key fails every operator but the negated ones, `…IfExists`, `ForAllValues` and `Null`. Several
 * values of the policy are alternatives: one must match, or none for a negated operator. A key that has
 * several values and stands under an operator without a set prefix, of which AWS says nothing, holds when any
 * value does (for a negated one: when all do).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function decideCondition(condition: Condition, context: Context): ConditionResult {
  const { operator, key, values } = condition;
  const given = context.values(key);
  return {
    operator: operator.name,
    key,
    wanted: values.map(({ text }) => text),
    ...(given === undefined ? {} : { given }),
    ...(decideNull(condition, given) ?? compare(condition, given ?? [], context)),
  };
}

type Verdict = { readonly holds: boolean; readonly why: string };

/** What is decided by a key's presence alone. `Null` and the set operators take empty text for nothing. */
function decideNull({ operator, key, values }: Condition, given: readonly string[] | undefined): Verdict | undefined {
  const isNull = given === undefined || given.every((value) => value === '');
  const missing = given === undefined ? `the request has no ${key}` : `${key} is empty`;
  if (operator.asksPresence) {
    const holds = values.some(({ text }) => text.toLowerCase() === String(isNull));
    const found = isNull ? missing : `the request has ${key}`;
    return { holds, why: holds ? `${found}, as asked` : `${found}, but must ${isNull ? 'have one' : 'not'}` };
  }
  if (given === undefined && operator.ifExists)
    return { holds: true, why: `${missing}, and the operator ends in IfExists` };
  if (isNull && operator.set === 'ForAllValues')
    return { holds: true, why: `${missing}: ForAllValues holds for nothing` };
  if (isNull && operator.set === 'ForAnyValue')
    return { holds: false, why: `${missing}: ForAnyValue needs at least one value` };
  if (given !== undefined) return undefined;
  return operator.negated ? { holds: true, why: `${missing}, so it is not equal` } : { holds: false, why: missing };
}

function compare({ operator, key, values }: Condition, given: readonly string[], { single }: Context): Verdict {
  const matches = given.map((value) => values.map((wanted) => operator.compare(wanted, value, single)));
  const held = matches.map((row) => row.some(({ matched }) => matched) !== operator.negated);
  const all = operator.set === undefined ? operator.negated : operator.set === 'ForAllValues';
  const holds = all ? held.every(Boolean) : held.some(Boolean);
  const { unresolved } = matches.flat().find((match) => match.unresolved !== undefined) ?? {};
  const note = unresolved === undefined ? '' : ` (\${${unresolved}} has no value)`;
  const shown = given.map((value) => `"${value}"`).join(', ');
  return { holds, why: `${key} is ${shown}: ${holds ? 'holds' : 'does not hold'}${note}` };
}
