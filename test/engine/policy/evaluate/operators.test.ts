import { expect, test } from 'vitest';
import { operatorNames } from '../../../../electron/engine/policy/evaluate/operators.ts';
import { evaluate, statement } from './policies.ts';

/** Each operator with a value of the policy, a value of the request that it holds for, and one that it does not. */
const OPERATORS: readonly (readonly [operator: string, wanted: string, holds: string, fails: string])[] = [
  ['StringEquals', 'gold', 'gold', 'Gold'],
  ['StringNotEquals', 'gold', 'Gold', 'gold'],
  ['StringEqualsIgnoreCase', 'gold', 'GOLD', 'silver'],
  ['StringNotEqualsIgnoreCase', 'gold', 'silver', 'GOLD'],
  ['StringLike', 'g?l*', 'golden', 'Golden'],
  ['StringNotLike', 'g?l*', 'silver', 'golden'],
  ['NumericEquals', '10', '10.0', '11'],
  ['NumericNotEquals', '10', '11', '1e1'],
  ['NumericLessThan', '10', '9.5', '10'],
  ['NumericLessThanEquals', '10', '10', '10.5'],
  ['NumericGreaterThan', '10', '10.5', '10'],
  ['NumericGreaterThanEquals', '10', '10', '9.5'],
  ['DateEquals', '2026-11-23T12:00:00Z', '2026-11-23T13:00:00+01:00', '2026-11-23T12:00:01Z'],
  ['DateNotEquals', '2026-11-23T12:00:00Z', '2026-11-23T12:00:01Z', '1795435200'],
  ['DateLessThan', '2026-11-23T12:00:00Z', '2026-11-23T11:59:59Z', '2026-11-23T12:00:00Z'],
  ['DateLessThanEquals', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z', '2026-11-23T12:00:01Z'],
  ['DateGreaterThan', '2026-11-23T12:00:00Z', '2026-11-23T12:00:01Z', '2026-11-23T12:00:00Z'],
  ['DateGreaterThanEquals', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z', '2026-11-23T11:59:59Z'],
  ['Bool', 'true', 'TRUE', 'false'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'QmluYXJ6'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', '203.0.114.0'],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.0', '203.0.113.1'],
  [
    'ArnEquals',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:111122223333:topic',
    'arn:aws:sqs:eu-west-1:111122223333:topic',
  ],
  [
    'ArnLike',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:111122223333:topic',
    'arn:aws:sns:eu-west-1:999999999999:topic',
  ],
  [
    'ArnNotEquals',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sns:eu-west-1:999999999999:topic',
    'arn:aws:sns:eu-west-1:111122223333:topic',
  ],
  [
    'ArnNotLike',
    'arn:aws:sns:*:111122223333:t*',
    'arn:aws:sqs:eu-west-1:111122223333:topic',
    'arn:aws:sns:eu-west-1:111122223333:topic',
  ],
];
const negated = (operator: string): boolean => /^(?:Not|.*Not)/.test(operator);

const decides = (operator: string, wanted: string, given: readonly string[] | undefined): boolean =>
  evaluate(
    { identity: [statement({ Condition: { [operator]: { 'app:k': wanted } } })] },
    { context: given === undefined ? {} : { 'app:k': given } },
  ).decision === 'allowed';

test('every operator but Null is in the table', () => {
  expect([...OPERATORS.map(([name]) => name), 'Null'].toSorted()).toEqual([...operatorNames].toSorted());
});

type Rule = readonly [
  rule: string,
  operator: (name: string) => string,
  given: (holds: string, fails: string) => readonly string[] | undefined,
  outcome: (name: string) => boolean,
];
const plain = (name: string): string => name;
const RULES: readonly Rule[] = [
  ['a value that compares so holds', plain, (holds) => [holds], () => true],
  ['a value that does not compare so fails', plain, (_holds, fails) => [fails], () => false],
  ['an absent key fails, but not under a negated operator', plain, () => undefined, negated],
  ['an absent key holds with IfExists', (name) => `${name}IfExists`, () => undefined, () => true],
  ['a present key is compared with IfExists too', (name) => `${name}IfExists`, (_holds, fails) => [fails], () => false],
  ['ForAllValues holds for nothing', (name) => `ForAllValues:${name}`, () => undefined, () => true],
  [
    'ForAllValues fails with one value that does not compare so',
    (name) => `ForAllValues:${name}`,
    (holds, fails) => [holds, fails],
    () => false,
  ],
  ['ForAnyValue fails for nothing', (name) => `ForAnyValue:${name}`, () => undefined, () => false],
  [
    'ForAnyValue holds with one value that compares so',
    (name) => `ForAnyValue:${name}`,
    (holds, fails) => [fails, holds],
    () => true,
  ],
];

const cases = OPERATORS.flatMap(([name, wanted, holds, fails]) =>
  RULES.map(
    ([rule, operator, given, outcome]) =>
      [`${name}: ${rule}`, operator(name), wanted, given(holds, fails), outcome(name)] as const,
  ),
);

test.each(cases)('%s', (_rule, operator, wanted, given, outcome) => {
  expect(decides(operator, wanted, given)).toBe(outcome);
});
