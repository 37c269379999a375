import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchPattern, parsePattern } from '../../../electron/engine/access/evaluate/pattern.ts';
import type { Explanation } from '../../../electron/engine/access/evaluate/evaluate.ts';
import { parsePolicy, type DocumentKind } from '../../../electron/engine/access/evaluate/document.ts';
import { ACCOUNT, evaluate, ROLE, SESSION, type Asked, type Given, type Json } from './policies.ts';

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const action = oneOf('s3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', '*', 'sqs:SendMessage');
const resource = oneOf(
  '*',
  'arn:aws:s3:::catalog/*',
  'arn:aws:s3:::catalog/free/*',
  'arn:aws:s3:::catalog/${aws:userid}/*',
  'arn:aws:s3:::c?talog',
);
const condition = oneOf<Json>(
  {},
  { StringEquals: { 'aws:userid': 'me' } },
  { StringNotEquals: { 'aws:userid': 'me' } },
  { 'ForAnyValue:StringLike': { 'a:list': ['x*', 'y'] } },
  { 'ForAllValues:StringEquals': { 'a:list': ['x', 'y'] } },
  { Null: { 'a:list': 'true' } },
  { NumericLessThanIfExists: { 'a:n': '5' } },
);
const identityStatement = fc
  .record({
    effect: oneOf('Allow', 'Allow', 'Deny'),
    action,
    resource,
    condition,
    notAction: fc.boolean(),
    notResource: fc.boolean(),
  })
  .map((made): Json => ({
    Effect: made.effect,
    [made.notAction ? 'NotAction' : 'Action']: made.action,
    [made.notResource ? 'NotResource' : 'Resource']: made.resource,
    Condition: made.condition,
  }));
const names = oneOf<unknown>('*', { AWS: SESSION }, { AWS: ROLE }, { AWS: ACCOUNT }, { AWS: '999999999999' });
const resourceStatement = fc.tuple(identityStatement, names).map(([made, Principal]): Json => ({ ...made, Principal }));
const asked: fc.Arbitrary<Asked> = fc.record({
  action: oneOf('s3:GetObject', 's3:PutObject', 'sqs:SendMessage'),
  resource: oneOf('arn:aws:s3:::catalog/free/a', 'arn:aws:s3:::catalog/me/a', 'arn:aws:s3:::catalog', '*'),
  context: oneOf<Record<string, string | string[]>>(
    {},
    { 'aws:userid': 'me' },
    { 'aws:userid': 'you', 'a:list': ['x', 'q'] },
    { 'a:n': '7', 'a:list': [] },
  ),
});
const some = fc.array(identityStatement, { minLength: 1, maxLength: 4 });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const given: fc.Arbitrary<Given> = fc
  .record({
    identity: some,
    boundary: maybe(some),
    session: maybe(fc.array(some, { maxLength: 2 })),
    resource: maybe(fc.array(resourceStatement, { minLength: 1, maxLength: 3 })),
  })
  .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as Given);

const RUNS = { numRuns: 1500 };

test('a further deny never widens: what was refused stays refused', () => {
  fc.assert(
    fc.property(
      given,
      asked,
      identityStatement,
      oneOf('identity', 'boundary', 'resource'),
      (policies, request, extra, layer) => {
        const before = evaluate(policies, request).decision;
        const deny = { ...extra, Effect: 'Deny', ...(layer === 'resource' ? { Principal: '*' } : {}) };
        if (layer !== 'identity' && policies[layer as 'boundary' | 'resource'] === undefined) return;
        const after = evaluate(
          { ...policies, [layer]: [...(policies[layer as 'identity'] ?? []), deny] },
          request,
        ).decision;
        if (before !== 'allowed') expect(after).not.toBe('allowed');
      },
    ),
    RUNS,
  );
});

test('the order of statements never matters', () => {
  fc.assert(
    fc.property(given, asked, (policies, request) => {
      const turned: Given = {
        ...policies,
        identity: [...(policies.identity ?? [])].reverse(),
        ...(policies.resource === undefined ? {} : { resource: [...policies.resource].reverse() }),
        ...(policies.session === undefined ? {} : { session: [...policies.session].reverse() }),
      };
      expect(evaluate(turned, request).decision).toBe(evaluate(policies, request).decision);
    }),
    RUNS,
  );
});

test('a statement that does not apply never changes the answer', () => {
  fc.assert(
    fc.property(given, asked, (policies, request) => {
      const whole = evaluate(policies, request);
      const applying = (whole.layers[0]?.policies[0]?.statements ?? [])
        .filter(({ applies }) => applies)
        .map(({ index }) => index);
      const identity = (policies.identity ?? []).filter((_, index) => applying.includes(index));
      expect(
        evaluate(
          {
            ...policies,
            ...(identity.length === 0
              ? { identity: [{ Effect: 'Allow', Action: 'none:None', Resource: '*' }] }
              : { identity }),
          },
          request,
        ).decision,
      ).toBe(whole.decision);
    }),
    RUNS,
  );
});

test('explanation and decision agree', () => {
  fc.assert(
    fc.property(given, asked, (policies, request) => {
      const explanation = evaluate(policies, request);
      expect(explanation.decision).toBe(decisionOf(explanation));
      for (const { says, policies: explained } of explanation.layers)
        for (const { statements } of explained)
          for (const { applies, parts, conditions, effect } of statements) {
            expect(applies).toBe(parts.every(({ matched }) => matched) && conditions.every(({ holds }) => holds));
            if (applies && effect === 'Deny') expect(says).toBe('deny');
          }
      expect(explanation.deciding === undefined).toBe(explanation.decision === 'implicit deny');
      expect(explanation.reason).not.toBe('');
    }),
    RUNS,
  );
});

/** The decision, worked out again from what the explanation says of each layer. */
function decisionOf({ layers }: Explanation): Explanation['decision'] {
  if (layers.some(({ says }) => says === 'deny')) return 'explicit deny';
  const says = (layer: string): boolean =>
    layers.filter((one) => one.layer === layer).every((one) => one.says === 'allow');
  const grades = layers
    .filter(({ layer }) => layer === 'resource')
    .flatMap(({ policies }) =>
      policies.flatMap(({ statements }) => statements.filter(({ applies }) => applies).map(({ grade }) => grade)),
    );
  if (grades.includes('direct')) return 'allowed';
  if (grades.includes('role')) return says('boundary') && says('session') ? 'allowed' : 'implicit deny';
  return says('identity') && says('boundary') && says('session') ? 'allowed' : 'implicit deny';
}

test('patterns agree with a regular expression', () => {
  const alphabet = oneOf('a', 'b', '*', '?', ':', '/');
  fc.assert(
    fc.property(
      fc.array(alphabet, { maxLength: 8 }),
      fc.array(oneOf('a', 'b', ':', '/'), { maxLength: 10 }),
      (pattern, letters) => {
        const parsed = parsePattern(pattern.join(''), { wildcards: true, variables: true });
        const expression = new RegExp(
          `^${pattern.map((char) => (char === '*' ? '.*' : char === '?' ? '.' : char)).join('')}$`,
        );
        expect(matchPattern(parsed, letters.join(''), () => undefined).matched).toBe(expression.test(letters.join('')));
      },
    ),
    { numRuns: 5000 },
  );
});

test('reading a document never throws, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify({ Version: '2012-10-17', Statement: value })),
      ),
      oneOf<DocumentKind>('identity', 'trust', 'resource', 'session'),
      (text, kind) => {
        const read = parsePolicy(text, kind);
        if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 3000 },
  );
});
