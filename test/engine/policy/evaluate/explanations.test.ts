import { describe, expect, test } from 'vitest';
import { Context } from '../../../../electron/engine/policy/evaluate/context.ts';
import { evaluateAccess } from '../../../../electron/engine/policy/evaluate/evaluate.ts';
import { nameOf, type Principal } from '../../../../electron/engine/policy/evaluate/principals.ts';
import {
  ACCOUNT,
  allow,
  ann,
  anonymous,
  at,
  cognito,
  DENY,
  evaluate,
  EVERYTHING,
  having,
  logs,
  NOTHING,
  OTHER,
  policy,
  principal,
  ROLE,
  root,
  SESSION,
  statement,
  to,
  USER_ARN,
  viewer,
  when,
  type Asked,
  type Given,
} from './policies.ts';

const OBJECT = 'arn:aws:s3:::catalog/free/a.txt';
const reason = (given: Given, asked: Asked = {}): string => evaluate(given, asked).reason;

describe('the decision', () => {
  test('a deny names its layer, policy and Sid', () => {
    const explanation = evaluate({
      identity: [statement({ Sid: 'Free' }), statement({ Effect: 'Deny', Sid: 'Closed' })],
    });
    expect(explanation).toMatchObject({
      decision: 'explicit deny',
      layer: 'identity',
      reason: 'Statement "Closed" of the identity-based policy "identity" denies s3:GetObject.',
    });
    expect(explanation.deciding).toEqual({ layer: 'identity', policy: 'identity', index: 1, sid: 'Closed' });
  });

  test('without a Sid a statement has its number', () => {
    const explanation = evaluate({ identity: [NOTHING, statement()] });
    expect(explanation.deciding).toEqual({ layer: 'identity', policy: 'identity', index: 1 });
    expect(explanation.deciding).not.toHaveProperty('sid');
    expect(explanation.reason).toBe('Statement 2 of the identity-based policy "identity" allows s3:GetObject.');
  });

  const layers: readonly [what: string, given: Given, layer: string, words: string][] = [
    [
      'boundary denies',
      { identity: [EVERYTHING], boundary: [DENY] },
      'boundary',
      'Statement 1 of the permissions boundary "identity" denies s3:GetObject.',
    ],
    [
      'session policy denies',
      { identity: [EVERYTHING], session: [[EVERYTHING, DENY]] },
      'session',
      'Statement 2 of the session policy "session" denies s3:GetObject.',
    ],
    [
      'resource denies',
      { resource: [principal('*', { Effect: 'Deny' })] },
      'resource',
      'Statement 1 of the resource-based policy "resource" denies s3:GetObject.',
    ],
    [
      'resource allows',
      to({ AWS: ROLE }),
      'resource',
      'Statement 1 of the resource-based policy "resource" allows s3:GetObject.',
    ],
    [
      'identity allows where the resource names the account',
      { identity: [statement()], ...to({ AWS: ACCOUNT }) },
      'identity',
      'Statement 1 of the identity-based policy "identity" allows s3:GetObject.',
    ],
    [
      'the first layer with a deny',
      { identity: [DENY], boundary: [DENY] },
      'identity',
      'Statement 1 of the identity-based policy "identity" denies s3:GetObject.',
    ],
  ];
  test.each(layers)('%s', (_what, given, layer, words) => {
    const explanation = evaluate(given);
    expect(explanation.layer).toBe(layer);
    expect(explanation.deciding?.layer).toBe(layer);
    expect(explanation.reason).toBe(words);
  });

  test('of several grants the closest is named', () => {
    const explanation = evaluate({
      resource: [principal({ AWS: ACCOUNT }), principal({ AWS: ROLE }), principal({ AWS: SESSION })],
    });
    expect(explanation.deciding).toEqual({ layer: 'resource', policy: 'resource', index: 2 });
  });

  test('policies of one layer stand by their names', () => {
    const explanation = evaluateAccess(
      { principal: viewer, action: 's3:GetObject', resource: OBJECT, context: new Context() },
      {
        identity: [
          policy([NOTHING], 'identity', '2012-10-17', 'first'),
          policy([statement()], 'identity', '2012-10-17', 'second'),
        ],
      },
    );
    expect(explanation.deciding).toEqual({ layer: 'identity', policy: 'second', index: 0 });
    expect(
      explanation.layers.map(({ layer, says, policies }) => [layer, says, policies.map(({ name }) => name)]),
    ).toEqual([['identity', 'allow', ['first', 'second']]]);
  });

  test('each layer says what it says', () => {
    const explanation = evaluate({
      identity: [EVERYTHING],
      boundary: [EVERYTHING, DENY],
      session: [[NOTHING], [statement()]],
      resource: [principal({ AWS: OTHER })],
    });
    expect(explanation.layers.map(({ layer, says }) => [layer, says])).toEqual([
      ['identity', 'allow'],
      ['boundary', 'deny'],
      ['session', 'nothing'],
      ['session', 'allow'],
      ['resource', 'nothing'],
    ]);
  });
});

describe('an implicit denial', () => {
  const silent: readonly [what: string, given: Given, layer: string, words: string][] = [
    [
      'no policy at all',
      {},
      'identity',
      `No identity-based policy allows s3:GetObject on ${OBJECT}. There is no identity-based policy.`,
    ],
    [
      'no identity policy, but a resource’s',
      to({ AWS: ACCOUNT }),
      'identity',
      `No identity-based policy allows s3:GetObject on ${OBJECT}. There is no identity-based policy.`,
    ],
    [
      'only denies of other things',
      { identity: [statement({ Effect: 'Deny', Action: 's3:PutObject' })] },
      'identity',
      `No identity-based policy allows s3:GetObject on ${OBJECT}.`,
    ],
    [
      'a boundary',
      { identity: [EVERYTHING], boundary: [NOTHING] },
      'boundary',
      `No permissions boundary allows s3:GetObject on ${OBJECT}. The nearest statement is number 1: Action does not cover s3:GetObject.`,
    ],
    [
      'a session policy',
      { identity: [EVERYTHING], session: [[EVERYTHING], [NOTHING]] },
      'session',
      `No session policy allows s3:GetObject on ${OBJECT}. The nearest statement is number 1: Action does not cover s3:GetObject.`,
    ],
    [
      'a boundary before a session policy',
      { identity: [EVERYTHING], boundary: [NOTHING], session: [[NOTHING]] },
      'boundary',
      `No permissions boundary allows s3:GetObject on ${OBJECT}. The nearest statement is number 1: Action does not cover s3:GetObject.`,
    ],
    [
      'the identity policy before the boundary',
      { identity: [NOTHING], boundary: [NOTHING] },
      'identity',
      `No identity-based policy allows s3:GetObject on ${OBJECT}. The nearest statement is number 1: Action does not cover s3:GetObject.`,
    ],
    [
      'a boundary in the way of the role',
      { boundary: [NOTHING], ...to({ AWS: ROLE }) },
      'boundary',
      `No permissions boundary allows s3:GetObject on ${OBJECT}. The nearest statement is number 1: Action does not cover s3:GetObject.`,
    ],
  ];
  test.each(silent)('%s', (_what, given, layer, words) => {
    const explanation = evaluate(given);
    expect(explanation).toMatchObject({ decision: 'implicit deny', layer, reason: words });
    expect(explanation).not.toHaveProperty('deciding');
  });

  test('of a resource that must allow', () => {
    const options = { crossAccount: true };
    expect(evaluate({ identity: [statement()] }, {}, options)).toMatchObject({
      layer: 'resource',
      reason: `No resource-based policy allows s3:GetObject on ${OBJECT}. There is no resource-based policy.`,
    });
    expect(
      evaluate({ identity: [statement()], resource: [principal({ AWS: OTHER }, { Sid: 'Others' })] }, {}, options),
    ).toMatchObject({
      layer: 'resource',
      reason: `No resource-based policy allows s3:GetObject on ${OBJECT}. The nearest statement is "Others": Principal does not name ${SESSION}.`,
    });
    expect(evaluate({ identity: [statement()] }, {}, { resourceMustAllow: true }).layer).toBe('resource');
    expect(
      evaluate(
        { identity: [statement()], boundary: [EVERYTHING], session: [[EVERYTHING]], ...to({ AWS: OTHER }) },
        {},
        options,
      ).reason,
    ).toBe(
      `No resource-based policy allows s3:GetObject on ${OBJECT}. The nearest statement is number 1: Principal does not name ${SESSION}.`,
    );
  });

  const near = (given: Given, asked?: Asked): string | undefined =>
    /nearest statement is (.*?):/.exec(reason(given, asked))?.[1];
  const X = { StringEquals: { 'a:k': 'x' } };
  test('the nearest statement covers the action before the resource', () => {
    const action = statement({ Sid: 'Action', Resource: 'arn:aws:s3:::other/*' });
    const resource = statement({ Sid: 'Resource', Action: 'sqs:*' });
    expect(near({ identity: [action, resource] })).toBe('"Action"');
    expect(near({ identity: [resource, action] })).toBe('"Action"');
  });
  test('… also by NotAction', () => {
    const not = statement({ Sid: 'Not', Action: undefined, NotAction: 'sqs:*', Resource: 'arn:aws:s3:::other/*' });
    expect(near({ identity: [statement({ Sid: 'Resource', Action: 'sqs:*' }), not] })).toBe('"Not"');
  });
  test('… the resource before nothing', () => {
    const nothing = statement({ Sid: 'Nothing', Action: 'sqs:*', Resource: 'arn:aws:s3:::other/*' });
    expect(near({ identity: [nothing, statement({ Sid: 'Resource', Action: 'sqs:*' })] })).toBe('"Resource"');
  });
  test('… both before conditions alone', () => {
    const conditions = statement({
      Sid: 'Conditions',
      Action: 'sqs:*',
      Condition: { Null: { 'a:k': 'true', 'b:k': 'true', 'c:k': 'true' } },
    });
    const both = statement({ Sid: 'Both', Condition: X });
    expect(near({ identity: [conditions, both] })).toBe('"Both"');
  });
  test('… and of those the one of whose conditions more hold', () => {
    const none = statement({ Sid: 'None', Condition: { StringEquals: { 'a:k': 'x', 'b:k': 'x' } } });
    const some = statement({ Sid: 'Some', Condition: { ...X, Null: { 'c:k': 'true' } } });
    expect(near({ identity: [none, some] })).toBe('"Some"');
    expect(near({ identity: [some, none] })).toBe('"Some"');
  });
  test('… the first of two that are as near, and no deny', () => {
    const first = statement({ Sid: 'First', Condition: X });
    const second = statement({ Sid: 'Second', Condition: X });
    const deny = statement({ Sid: 'Deny', Effect: 'Deny', Condition: X });
    expect(near({ identity: [deny, first, second] })).toBe('"First"');
  });
});

describe('a statement', () => {
  const parts = (given: Given, asked: Asked = {}): readonly [string, boolean, string][] =>
    (evaluate(given, asked).layers[0]?.policies[0]?.statements[0]?.parts ?? []).map(({ element, matched, why }) => [
      element,
      matched,
      why,
    ]);
  const principalPart = (given: Given, asked: Asked = {}) =>
    evaluate(given, asked).layers.at(-1)?.policies[0]?.statements[0]?.parts[0];

  test('says what covers action and resource', () => {
    expect(parts(allow({ Action: ['sqs:*', 'S3:Get*'] }))).toEqual([
      ['Action', true, 'Action covers s3:GetObject by "S3:Get*".'],
      ['Resource', true, `Resource covers ${OBJECT} by "arn:aws:s3:::catalog/*".`],
    ]);
    expect(parts(allow({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:*' }))).toEqual([
      ['Action', false, 'Action does not cover s3:GetObject.'],
      ['Resource', false, `Resource does not cover ${OBJECT}.`],
    ]);
    expect(parts(allow({ Action: undefined, NotAction: 's3:Get*', Resource: undefined, NotResource: '*' }))).toEqual([
      ['NotAction', false, 'NotAction excepts s3:GetObject by "s3:Get*".'],
      ['NotResource', false, `NotResource excepts ${OBJECT} by "*".`],
    ]);
    expect(
      parts(allow({ Action: undefined, NotAction: 'sqs:*', Resource: undefined, NotResource: 'arn:aws:sqs' })),
    ).toEqual([
      ['NotAction', true, 'NotAction does not except s3:GetObject.'],
      ['NotResource', true, `NotResource does not except ${OBJECT}.`],
    ]);
  });

  test('says which variable has no value', () => {
    const Resource = ['arn:aws:s3:::other/*', 'arn:aws:s3:::catalog/${a:b}', 'arn:aws:s3:::catalog/${c:d}'];
    expect(parts(allow({ Resource }))[1]?.[2]).toBe(
      `Resource does not cover ${OBJECT}. The variable \${a:b} has no value.`,
    );
    expect(parts(allow({ Resource: undefined, NotResource: Resource }))[1]?.[2]).toBe(
      `NotResource does not except ${OBJECT}. The variable \${a:b} has no value.`,
    );
    expect(parts(allow({ Resource: [...Resource, '*'] }))[1]?.[2]).toBe(`Resource covers ${OBJECT} by "*".`);
  });

  test('says by which name it covers who asks', () => {
    const covers = (names: unknown, asked: Asked = {}) => principalPart(to(names), asked);
    expect(covers({ AWS: SESSION })).toEqual({
      element: 'Principal',
      matched: true,
      why: `Principal covers ${SESSION} (direct).`,
    });
    expect(covers({ AWS: ROLE })?.why).toBe(`Principal covers ${SESSION} (role).`);
    expect(covers({ AWS: ACCOUNT })?.why).toBe(`Principal covers ${SESSION} (account).`);
    expect(covers({ AWS: OTHER })).toEqual({
      element: 'Principal',
      matched: false,
      why: `Principal does not name ${SESSION}.`,
    });
    const deny = (names: unknown) => ({ resource: [statement({ Effect: 'Deny', NotPrincipal: names })] });
    expect(principalPart(deny('*'))).toEqual({
      element: 'NotPrincipal',
      matched: false,
      why: `NotPrincipal spares ${SESSION}.`,
    });
    expect(principalPart(deny({ AWS: OTHER }))).toEqual({
      element: 'NotPrincipal',
      matched: true,
      why: `NotPrincipal does not spare ${SESSION}.`,
    });
  });

  test('gives the first reason why it does not apply', () => {
    const why = (more: object, asked: Asked = {}) =>
      evaluate(allow({ ...more }), asked).layers[0]?.policies[0]?.statements[0];
    expect(why({})).toMatchObject({ applies: true, why: 'Every element covers the request.' });
    expect(why({ Action: 'sqs:*', Resource: 'arn:aws:sqs' })?.why).toBe('Action does not cover s3:GetObject.');
    expect(
      why({ Condition: { StringEquals: { 'a:k': 'x' }, Bool: { 'a:b': 'true' } } }, having({ 'a:k': 'x' })),
    ).toMatchObject({
      applies: false,
      why: 'Condition Bool fails: the request has no a:b.',
    });
    expect(why({ Condition: { Bool: { 'a:b': 'true' } }, Action: 'sqs:*' })?.why).toBe(
      'Action does not cover s3:GetObject.',
    );
  });

  test('has its Sid, index, effect and grade only where they are', () => {
    const [first] = evaluate({ identity: [statement({ Sid: '' })] }).layers[0]?.policies[0]?.statements ?? [];
    expect(first).toMatchObject({ index: 0, effect: 'Allow' });
    expect(first).not.toHaveProperty('sid');
    expect(first).not.toHaveProperty('grade');
    const granted = evaluate(to({ AWS: ROLE })).layers.at(-1)?.policies[0]?.statements[0];
    expect(granted?.grade).toBe('role');
    expect(evaluate(to({ AWS: OTHER })).layers.at(-1)?.policies[0]?.statements[0]).not.toHaveProperty('grade');
  });
});

describe('a condition', () => {
  const condition = (operator: string, value: unknown, asked: Asked = {}) =>
    evaluate(when(operator, 'a:k', value), asked).layers[0]?.policies[0]?.statements[0]?.conditions[0];
  test('is explained with what was wanted and what was given', () => {
    expect(condition('StringEquals', ['x', '${c:d}'], having({ 'A:K': ['y', 'z'] }))).toEqual({
      operator: 'StringEquals',
      key: 'a:k',
      wanted: ['x', '${c:d}'],
      given: ['y', 'z'],
      holds: false,
      why: 'a:k is "y", "z": does not hold (${c:d} has no value)',
    });
    const absent = condition('StringEquals', 'x');
    expect(absent).toEqual({
      operator: 'StringEquals',
      key: 'a:k',
      wanted: ['x'],
      holds: false,
      why: 'the request has no a:k',
    });
    expect(absent).not.toHaveProperty('given');
  });
  const k = (...values: string[]): Asked => having({ 'a:k': values });
  const words: readonly [operator: string, value: unknown, asked: Asked, why: string][] = [
    ['StringEquals', 'x', k('x'), 'a:k is "x": holds'],
    ['StringNotEquals', 'x', {}, 'the request has no a:k, so it is not equal'],
    ['StringEqualsIfExists', 'x', {}, 'the request has no a:k, and the operator ends in IfExists'],
    ['ForAllValues:StringEquals', 'x', {}, 'the request has no a:k: ForAllValues holds for nothing'],
    ['ForAllValues:StringEquals', 'x', k(''), 'a:k is empty: ForAllValues holds for nothing'],
    ['ForAllValues:StringEqualsIfExists', 'x', {}, 'the request has no a:k, and the operator ends in IfExists'],
    ['ForAnyValue:StringEquals', 'x', {}, 'the request has no a:k: ForAnyValue needs at least one value'],
    ['ForAnyValue:StringEquals', 'x', k(''), 'a:k is empty: ForAnyValue needs at least one value'],
    ['StringEquals', 'x', k(''), 'a:k is "": does not hold'],
    ['Null', 'true', {}, 'the request has no a:k, as asked'],
    ['Null', 'false', {}, 'the request has no a:k, but must have one'],
    ['Null', 'true', k('x'), 'the request has a:k, but must not'],
    ['Null', 'false', k('x'), 'the request has a:k, as asked'],
    ['Null', 'true', k(''), 'a:k is empty, as asked'],
    [
      'ArnLike',
      'arn:aws:sns:::${c:d}',
      k('arn:aws:sns:::t'),
      'a:k is "arn:aws:sns:::t": does not hold (${c:d} has no value)',
    ],
    ['StringLike', 'x*', k('y', 'xy'), 'a:k is "y", "xy": holds'],
  ];
  test.each(words)('%s %s', (operator, value, asked, why) => {
    expect(condition(operator, value, asked)?.why).toBe(why);
  });
});

test('a trust policy has no resource: it is about its role', () => {
  const trust = policy([{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' }], 'trust');
  const asked = {
    principal: viewer,
    action: 'sts:AssumeRole',
    resource: 'arn:aws:iam::111122223333:role/x',
    context: new Context(),
  };
  const explanation = evaluateAccess(asked, { identity: [], resource: [trust] }, { resourceMustAllow: true });
  expect(explanation.decision).toBe('allowed');
  expect(explanation.layers.at(-1)?.policies[0]?.statements[0]?.parts).toEqual([
    { element: 'Principal', matched: true, why: `Principal covers ${SESSION} (role).` },
    { element: 'Action', matched: true, why: 'Action covers sts:AssumeRole by "sts:AssumeRole".' },
  ]);
  expect(evaluateAccess({ ...asked, action: 'sts:TagSession' }, { identity: [], resource: [trust] }).decision).toBe(
    'implicit deny',
  );
});

test('who asks, in words', () => {
  const name = ({ principal: who = viewer }: Asked): string => nameOf(who satisfies Principal);
  expect(name({})).toBe(SESSION);
  expect(name(ann)).toBe(USER_ARN);
  expect(name(root)).toBe(`arn:aws:iam::${ACCOUNT}:root`);
  expect(name(cognito)).toBe('cognito-identity.amazonaws.com');
  expect(name(logs)).toBe('logs.amazonaws.com');
  expect(name(anonymous)).toBe('anonymous');
});

test('a context is extended without being changed; further keys win whatever their case', () => {
  const context = new Context({ 'a:K': 'x', 'b:k': ['y', 'z'], 'c:k': undefined });
  const extended = context.with({ 'A:k': 'new', 'd:k': [], 'b:k': undefined });
  expect(extended.toJSON()).toEqual({ 'A:k': ['new'], 'b:k': ['y', 'z'], 'd:k': [] });
  expect(context.toJSON()).toEqual({ 'a:K': ['x'], 'b:k': ['y', 'z'] });
  expect(new Context().toJSON()).toEqual({});
});

test('a pattern of many wildcards against a long text is decided at once', () => {
  const started = performance.now();
  const explanation = evaluate(allow({ Resource: `arn:aws:s3:::${'*a'.repeat(60)}` }), at(`${'a'.repeat(2000)}b`));
  expect(explanation.decision).toBe('implicit deny');
  expect(evaluate(allow({ Resource: 'arn:*:*:*:*:x' }), at(`${'a:'.repeat(1000)}x`)).decision).toBe('allowed');
  expect(performance.now() - started).toBeLessThan(1000);
});
