import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completed, matchArn, matchResource } from '../../../../electron/engine/policy/evaluate/arn.ts';
import { Context } from '../../../../electron/engine/policy/evaluate/context.ts';
import { parsePolicy } from '../../../../electron/engine/policy/evaluate/document.ts';
import type { DocumentKind, Listing, PolicyDocument } from '../../../../electron/engine/policy/evaluate/policy.ts';
import { duplicateKey } from '../../../../electron/engine/policy/evaluate/json.ts';
import {
  evaluateAccess,
  type Explanation,
  type LayerName,
  type Policies,
} from '../../../../electron/engine/policy/evaluate/evaluate.ts';
import { matchPattern, parsePattern } from '../../../../electron/engine/policy/evaluate/pattern.ts';
import {
  ACCOUNT,
  evaluate,
  policy,
  ROLE,
  SESSION,
  viewer,
  when,
  type Asked,
  type Given,
  type Json,
} from './policies.ts';

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

const options = fc.record({ crossAccount: fc.boolean(), resourceMustAllow: fc.boolean() });
/** `RUNS=20` makes them quick, for a run that repeats them many times. */
const RUNS = { numRuns: Number(process.env['RUNS'] ?? 1000) };

/** The statements of each layer, one after the other; layers that are not there are left out. */
const layersOf = ({ identity, boundary, session = [], resource }: Given): readonly (readonly Json[])[] => [
  ...(identity === undefined ? [] : [identity]),
  ...(boundary === undefined ? [] : [boundary]),
  ...session,
  ...(resource === undefined ? [] : [resource]),
];
/** The same policies with each layer's statements changed; a layer keeps one that never applies. */
function changed(given: Given, change: (statements: readonly Json[], index: number) => readonly Json[]): Given {
  let index = 0;
  const next = (statements: readonly Json[], more: Json = {}): readonly Json[] => {
    const left = change(statements, index);
    index += 1;
    return left.length > 0 ? left : [{ Effect: 'Allow', Action: 'none:None', Resource: '*', ...more }];
  };
  const { identity, boundary, session, resource, ...rest } = given;
  return {
    ...rest,
    ...(identity === undefined ? {} : { identity: next(identity) }),
    ...(boundary === undefined ? {} : { boundary: next(boundary) }),
    ...(session === undefined ? {} : { session: session.map((group) => next(group)) }),
    ...(resource === undefined ? {} : { resource: next(resource, { Principal: '*' }) }),
  };
}
/** Whether the layer of this index is the resource's, whose statements name principals. */
const isResource = (given: Given, index: number): boolean =>
  given.resource !== undefined && index === layersOf(given).length - 1;
/** Adds a statement to one layer. */
const extended = (given: Given, at: number, extra: Json, Principal: unknown): Given => {
  const chosen = at % layersOf(given).length;
  return changed(given, (statements, index) =>
    index === chosen ? [...statements, isResource(given, index) ? { ...extra, Principal } : extra] : statements,
  );
};

test('a further deny never widens: what was refused stays refused', () => {
  fc.assert(
    fc.property(given, asked, options, identityStatement, names, fc.nat(), (policies, request, how, extra, who, at) => {
      const deny = extended(policies, at, { ...extra, Effect: 'Deny' }, who);
      if (evaluate(policies, request, how).decision !== 'allowed')
        expect(evaluate(deny, request, how).decision).not.toBe('allowed');
    }),
    RUNS,
  );
});

test('a further allow in a layer that there is never narrows', () => {
  fc.assert(
    fc.property(given, asked, options, identityStatement, names, fc.nat(), (policies, request, how, extra, who, at) => {
      const before = evaluate(policies, request, how).decision;
      const after = evaluate(extended(policies, at, { ...extra, Effect: 'Allow' }, who), request, how).decision;
      if (before === 'allowed') expect(after).toBe('allowed');
      else if (before === 'explicit deny') expect(after).toBe('explicit deny');
    }),
    RUNS,
  );
});

test('a further condition on an allow never widens', () => {
  fc.assert(
    fc.property(given, asked, options, condition, (policies, request, how, further) => {
      const narrowed = changed(policies, (statements) =>
        statements.map((one) =>
          one['Effect'] === 'Allow' ? { ...one, Condition: { ...(one['Condition'] as Json), ...further } } : one,
        ),
      );
      // The further condition may replace one of the same operator: that is no narrowing.
      if (
        layersOf(policies)
          .flat()
          .some((one) => Object.keys(one['Condition'] as Json).some((key) => key in further))
      )
        return;
      if (evaluate(policies, request, how).decision !== 'allowed')
        expect(evaluate(narrowed, request, how).decision).not.toBe('allowed');
    }),
    RUNS,
  );
});

test('the order of statements never matters', () => {
  fc.assert(
    fc.property(given, asked, options, (policies, request, how) => {
      const turned = changed(policies, (statements) => statements.toReversed());
      const session = turned.session?.toReversed();
      expect(evaluate({ ...turned, ...(session === undefined ? {} : { session }) }, request, how).decision).toBe(
        evaluate(policies, request, how).decision,
      );
    }),
    RUNS,
  );
});

test('the order of policies never matters, nor how statements are divided among them', () => {
  fc.assert(
    fc.property(given, asked, options, (policies, { action: wanted = '', resource: on = '', context }, how) => {
      const divided = (statements: readonly Json[], kind: DocumentKind) => statements.map((one) => policy([one], kind));
      const apart = (order: <T>(list: readonly T[]) => readonly T[]): Policies => ({
        identity: order(divided(policies.identity ?? [], 'identity')),
        ...(policies.boundary === undefined ? {} : { boundary: order(divided(policies.boundary, 'identity')) }),
        ...(policies.session === undefined
          ? {}
          : { session: policies.session.map((group) => order(divided(group, 'session'))) }),
        ...(policies.resource === undefined ? {} : { resource: order(divided(policies.resource, 'resource')) }),
      });
      const request = { principal: viewer, action: wanted, resource: on, context: new Context(context) };
      const together = evaluate(
        policies,
        { action: wanted, resource: on, ...(context === undefined ? {} : { context }) },
        how,
      );
      expect(
        evaluateAccess(
          request,
          apart((list) => list),
          how,
        ).decision,
      ).toBe(together.decision);
      expect(
        evaluateAccess(
          request,
          apart((list) => list.toReversed()),
          how,
        ).decision,
      ).toBe(together.decision);
    }),
    RUNS,
  );
});

test('a statement that does not apply never changes the answer', () => {
  fc.assert(
    fc.property(given, asked, options, (policies, request, how) => {
      const whole = evaluate(policies, request, how);
      const applying = whole.layers.map(({ policies: explained }) =>
        explained.flatMap(({ statements }) => statements.map(({ applies }) => applies)),
      );
      const without = changed(policies, (statements, index) =>
        statements.filter((_, at) => applying[index]?.[at] === true),
      );
      expect(evaluate(without, request, how).decision).toBe(whole.decision);
    }),
    RUNS,
  );
});

test('explanation and decision agree', () => {
  fc.assert(
    fc.property(given, asked, options, (policies, request, how) => {
      const explanation = evaluate(policies, request, how);
      const { decision, layer, layers, deciding, reason } = explanation;
      expect(decision).toBe(decisionOf(explanation, how));
      expect(reason).not.toBe('');
      for (const { says, policies: explained } of layers) {
        const statements = explained.flatMap((one) => one.statements);
        for (const { applies, parts, conditions } of statements)
          expect(applies).toBe(parts.every(({ matched }) => matched) && conditions.every(({ holds }) => holds));
        const effects = statements.filter(({ applies }) => applies).map(({ effect }) => effect);
        expect(says).toBe(effects.includes('Deny') ? 'deny' : effects.includes('Allow') ? 'allow' : 'nothing');
      }
      if (deciding === undefined) {
        expect(decision).toBe('implicit deny');
        expect(layers.filter((one) => one.layer === layer).every(({ says }) => says === 'allow')).toBe(
          !layers.some((one) => one.layer === layer),
        );
        return;
      }
      expect(deciding.layer).toBe(layer);
      const statement = layers
        .filter((one) => one.layer === deciding.layer)
        .flatMap((one) => one.policies.filter(({ name }) => name === deciding.policy))
        .flatMap(({ statements }) => statements)
        .find(
          ({ index, applies, effect }) =>
            index === deciding.index && applies && effect === (decision === 'allowed' ? 'Allow' : 'Deny'),
        );
      expect(statement).toBeDefined();
    }),
    RUNS,
  );
});

/** The decision, worked out again from what the explanation says of each layer. */
function decisionOf(
  { layers }: Explanation,
  how: { readonly crossAccount: boolean; readonly resourceMustAllow: boolean },
): Explanation['decision'] {
  if (layers.some(({ says }) => says === 'deny')) return 'explicit deny';
  const allows = (...wanted: readonly LayerName[]): boolean =>
    layers.filter(({ layer }) => wanted.includes(layer)).every(({ says }) => says === 'allow');
  const grades = layers.flatMap(({ layer, policies }) =>
    layer === 'resource'
      ? policies.flatMap(({ statements }) => statements.filter(({ applies }) => applies).map(({ grade }) => grade))
      : [],
  );
  const both = how.crossAccount || how.resourceMustAllow;
  if (both && grades.length === 0) return 'implicit deny';
  if (!how.crossAccount && grades.includes('direct')) return 'allowed';
  if (!how.crossAccount && grades.includes('role')) return allows('boundary', 'session') ? 'allowed' : 'implicit deny';
  return allows('identity', 'boundary', 'session') ? 'allowed' : 'implicit deny';
}

const nothing = (): undefined => undefined;
const MARKS = { wildcards: true, variables: true };
const letters = fc.array(oneOf('a', 'b', ':', '/'), { maxLength: 10 }).map((list) => list.join(''));

test('patterns agree with a regular expression', () => {
  fc.assert(
    fc.property(fc.array(oneOf('a', 'b', '*', '?', ':', '/'), { maxLength: 8 }), letters, (pattern, text) => {
      const expression = new RegExp(`^${pattern.map((char) => ({ '*': '.*', '?': '.' })[char] ?? char).join('')}$`);
      expect(matchPattern(parsePattern(pattern.join(''), MARKS), text, nothing).matched).toBe(expression.test(text));
    }),
    { numRuns: 5 * RUNS.numRuns },
  );
});

const segment = fc.array(oneOf('a', 'b', '*', '?'), { maxLength: 3 });
const arnPattern = fc.array(segment, { minLength: 4, maxLength: 7 });
const arn = fc
  .array(
    fc.array(oneOf('a', 'b'), { maxLength: 3 }).map((list) => list.join('')),
    { minLength: 4, maxLength: 9 },
  )
  .map((list) => `arn:${list.join(':')}`);
/** A segment of an ARN pattern as a regular expression; `ends` is what a `*` at its end stands for. */
const expressionOf = (chars: readonly string[], ends: string): string =>
  chars
    .map((char, at) => (char === '*' ? (at === chars.length - 1 ? ends : '[^:]*') : char === '?' ? '[^:]' : char))
    .join('');

test('resources agree with a regular expression, segment by segment', () => {
  fc.assert(
    fc.property(arnPattern, arn, (segments, text) => {
      const first = segments.slice(0, 5);
      const last = segments
        .slice(5)
        .map((chars) => chars.join(''))
        .join(':');
      const whole = [
        ...first.map((chars) => expressionOf(chars, '.*')),
        ...Array.from({ length: 5 - first.length }, () => '.*'),
        segments.length < 6 ? '.*' : last.replaceAll('*', '.*').replaceAll('?', '.'),
      ];
      const pattern = completed(
        parsePattern(
          `arn:${segments
            .slice(1)
            .map((chars) => chars.join(''))
            .join(':')}`,
          MARKS,
        ),
      );
      expect(matchResource(pattern, text, nothing).matched).toBe(
        new RegExp(`^${['arn', ...whole.slice(1)].join(':')}$`).test(text),
      );
    }),
    { numRuns: 5 * RUNS.numRuns },
  );
});

test.each([
  ['a segment that a * ended is not used again', 'arn:a*:a*b:c:d:e*', 'arn:a1b:c:d:e:a2:3b:c:d:e'],
  ['a segment that no * ends is followed by the next', 'arn:a:b*d:e:f:g', 'arn:a:b:c:bd:e:f:g'],
  ['an ARN begins where it begins', 'arn:a*s:b:c:d:e', 'arn:arn:aws:b:c:d:e'],
])('%s', (_rule, pattern, text) => {
  const read = completed(parsePattern(pattern, MARKS));
  expect(matchPattern(read, text, nothing).matched).toBe(true);
  expect(matchResource(read, text, nothing).matched).toBe(false);
});

test('ARN conditions agree with a regular expression, segment by segment', () => {
  fc.assert(
    fc.property(arnPattern, arn, (segments, text) => {
      const pattern = parsePattern(
        `arn:${segments
          .slice(1)
          .map((chars) => chars.join(''))
          .join(':')}`,
        MARKS,
      );
      const last = segments
        .slice(5)
        .map((chars) => chars.join(''))
        .join(':')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
      const whole = [...segments.slice(1, 5).map((chars) => expressionOf(chars, '[^:]*')), last];
      const wanted =
        segments.length >= 6 && new RegExp(`^arn:${whole.join(':')}$`).test(text) && text.split(':').length >= 6;
      expect(matchArn(pattern, text, nothing).matched).toBe(wanted);
    }),
    { numRuns: 5 * RUNS.numRuns },
  );
});

test('the value of a variable is literal, whatever it is', () => {
  const value = fc.oneof(
    fc.string(),
    fc.array(oneOf('*', '?', '$', '{', '}', 'a', ':'), { maxLength: 6 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(value, fc.oneof(letters, value), (held, other) => {
      const pattern = parsePattern('x${a:b}y', MARKS);
      for (const text of [held, other])
        expect(matchPattern(pattern, `x${text}y`, () => held).matched).toBe(text === held);
    }),
    RUNS,
  );
});

const operators = oneOf(
  'StringEquals',
  'StringLike',
  'StringEqualsIgnoreCase',
  'NumericEquals',
  'ArnLike',
  'IpAddress',
);
const NEGATIONS: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringLike: 'StringNotLike',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  NumericEquals: 'NumericNotEquals',
  ArnLike: 'ArnNotLike',
  IpAddress: 'NotIpAddress',
};
const value = oneOf('a', 'A', '1', '1.0', 'arn:aws:s3:::a', '10.0.0.1', '', '*');
const held = fc.option(fc.array(value, { maxLength: 3 }), { nil: undefined });

test('a negated operator is the opposite of its operator, and ForAllValues of ForAnyValue', () => {
  fc.assert(
    fc.property(operators, fc.array(value, { maxLength: 3 }), held, (operator, wanted, values) => {
      const holds = (name: string): boolean =>
        evaluate(when(name, 'a:k', wanted), values === undefined ? {} : { context: { 'a:k': values } }).decision ===
        'allowed';
      expect(holds(NEGATIONS[operator] ?? '')).toBe(!holds(operator));
      expect(holds(`ForAllValues:${NEGATIONS[operator]}`)).toBe(!holds(`ForAnyValue:${operator}`));
      expect(holds(`ForAllValues:${operator}`)).toBe(!holds(`ForAnyValue:${NEGATIONS[operator]}`));
      if (values !== undefined && values.length > 0) expect(holds(`${operator}IfExists`)).toBe(holds(operator));
      else expect(holds(`${operator}IfExists`)).toBe(true);
    }),
    RUNS,
  );
});

/** A document as JSON again. */
function written({ version, id, statements }: PolicyDocument): Json {
  const listing = (name: string, { not, patterns }: Listing): Json => ({
    [`${not ? 'Not' : ''}${name}`]: patterns.map(({ text }) => text),
  });
  return {
    Version: version,
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements.map(({ sid, effect, principal, action: actions, resource: on, conditions }) => ({
      ...(sid === undefined ? {} : { Sid: sid }),
      Effect: effect,
      ...(principal === undefined ? {} : { [principal.not ? 'NotPrincipal' : 'Principal']: principal.names }),
      ...listing('Action', actions),
      ...(on === undefined ? {} : listing('Resource', on)),
      Condition: Object.fromEntries(
        conditions.map(({ operator, key, values }) => [operator.name, { [key]: values.map(({ text }) => text) }]),
      ),
    })),
  };
}

test('what was read and is written again is read as the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(some, fc.array(resourceStatement, { minLength: 1 })),
      oneOf('2008-10-17', '2012-10-17'),
      (statements, Version) => {
        const kind = 'Principal' in (statements[0] ?? {}) ? 'resource' : 'identity';
        const first = parsePolicy(JSON.stringify({ Version, Id: 'x', Statement: statements }), kind);
        if (!first.ok) throw new Error(JSON.stringify(first.problems));
        const second = parsePolicy(JSON.stringify(written(first.document)), kind);
        expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      },
    ),
    RUNS,
  );
});

test('reading a document never throws, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((found) => JSON.stringify({ Version: '2012-10-17', Statement: found })),
        fc
          .tuple(oneOf('Action', 'Resource', 'Principal', 'Condition', 'Effect', 'Sid'), fc.jsonValue())
          .map(([name, found]) =>
            JSON.stringify({ Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*', [name]: found } }),
          ),
      ),
      oneOf<DocumentKind>('identity', 'trust', 'resource', 'session'),
      (text, kind) => {
        const read = parsePolicy(text, kind);
        if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 2 * RUNS.numRuns },
  );
});

test('what JSON.stringify writes has no key twice', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (found) => {
      expect(duplicateKey(JSON.stringify(found))).toBeUndefined();
      expect(duplicateKey(JSON.stringify(found, null, 2))).toBeUndefined();
    }),
    RUNS,
  );
});
