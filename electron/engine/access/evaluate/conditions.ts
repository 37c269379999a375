import type { Context } from './context.ts';
import type { Condition } from './document.ts';

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
 * several values and stands under an operator without a set prefix holds when any value does (for a
 * negated one: when all do).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function decideCondition(condition: Condition, context: Context): ConditionResult {
  const { operator, key } = condition;
  const given = context.values(key);
  const { holds, why } = given === undefined ? withoutKey(condition) : withKey(condition, given, context);
  return {
    operator: operator.name,
    key,
    wanted: condition.values.map(({ text }) => text),
    ...(given === undefined ? {} : { given }),
    holds,
    why,
  };
}

type Verdict = { readonly holds: boolean; readonly why: string };

function withoutKey({ operator, key, values }: Condition): Verdict {
  const missing = `the request has no ${key}`;
  if (operator.asksPresence) {
    const holds = values.some(({ text }) => text.toLowerCase() === 'true');
    return { holds, why: holds ? `${missing}, as asked` : `${missing}, but it must have one` };
  }
  if (operator.ifExists) return { holds: true, why: `${missing}, and the operator ends in IfExists` };
  if (operator.set === 'ForAllValues') return { holds: true, why: `${missing}: ForAllValues holds for nothing` };
  if (operator.set === 'ForAnyValue') return { holds: false, why: `${missing}: ForAnyValue needs at least one value` };
  return operator.negated ? { holds: true, why: `${missing}, so it is not equal` } : { holds: false, why: missing };
}

function withKey(condition: Condition, given: readonly string[], context: Context): Verdict {
  const { operator, key, values } = condition;
  if (operator.asksPresence) {
    const holds = values.some(({ text }) => text.toLowerCase() === 'false');
    return { holds, why: holds ? `the request has ${key}, as asked` : `the request has ${key}, but must not` };
  }
  const holdsFor = (value: string): boolean => {
    const some = values.some((wanted) => operator.compare(wanted, value, context.single).matched);
    return operator.negated ? !some : some;
  };
  const shown = `${key} is ${given.map((value) => `"${value}"`).join(', ') || 'empty'}`;
  const unresolved = unresolvedOf(condition, context);
  const words = (holds: boolean): Verdict => ({
    holds,
    why: `${shown}: ${holds ? 'holds' : 'does not hold'}${unresolved === undefined ? '' : ` (\${${unresolved}} has no value)`}`,
  });
  switch (operator.set) {
    case 'ForAllValues':
      return words(notNull(given).every(holdsFor));
    case 'ForAnyValue':
      return words(notNull(given).some(holdsFor));
    default:
      return words(operator.negated ? given.every(holdsFor) : given.some(holdsFor));
  }
}

/** For the set operators an empty string is a value that is not there. */
const notNull = (values: readonly string[]): readonly string[] => values.filter((value) => value !== '');

function unresolvedOf({ operator, values }: Condition, context: Context): string | undefined {
  for (const wanted of values) {
    const { unresolved } = operator.compare(wanted, '', context.single);
    if (unresolved !== undefined) return unresolved;
  }
  return undefined;
}
