import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOperations } from '../../shared/poolkeeper/access.ts';
import { activityOperations } from '../../shared/poolkeeper/activity.ts';
import { apiOperations } from '../../shared/poolkeeper/apis.ts';
import { INVALID_INPUT, type Declaration } from '../../shared/poolkeeper/declare.ts';
import { functionOperations } from '../../shared/poolkeeper/functions.ts';
import { identityPoolOperations } from '../../shared/poolkeeper/identity-pools.ts';
import { importOperations } from '../../shared/poolkeeper/imports.ts';
import { inspectOperations } from '../../shared/poolkeeper/inspect.ts';
import { localProviderOperations } from '../../shared/poolkeeper/local-providers.ts';
import { ownOperations } from '../../shared/poolkeeper/operations.ts';
import { policyOperations } from '../../shared/poolkeeper/policies.ts';
import { providerOperations } from '../../shared/poolkeeper/providers.ts';
import { simulateOperations } from '../../shared/poolkeeper/simulate.ts';
import { userPoolOperations } from '../../shared/poolkeeper/user-pools.ts';
import { checkedInput, ownViolations } from '../../shared/poolkeeper/validate.ts';
import { workspaceOperations } from '../../shared/poolkeeper/workspace.ts';
import { startEngine, type TestEngine } from '../support/harness.ts';
import { invalid } from '../support/invalid.ts';

const AREAS = [
  accessOperations,
  activityOperations,
  apiOperations,
  functionOperations,
  identityPoolOperations,
  importOperations,
  inspectOperations,
  localProviderOperations,
  policyOperations,
  providerOperations,
  simulateOperations,
  userPoolOperations,
  workspaceOperations,
];
const declarations = Object.entries<Declaration>(ownOperations);
const members = declarations.flatMap(([operation, { input }]) =>
  Object.keys(input()).map((member) => [operation, member] as const),
);
/** Members that take any JSON value. */
const FREE: ReadonlySet<string> = new Set(['TestFunction.Event']);

let t: TestEngine;
beforeAll(async () => {
  t = await startEngine();
});
afterAll(() => t.stop());

const refused = (operation: string, input: unknown) => t.refused('poolkeeper', operation as 'GetClock', input);

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

test('no two areas declare the same operation', () => {
  expect(AREAS.flatMap((area) => Object.keys(area))).toHaveLength(declarations.length);
  expect(declarations.length).toBeGreaterThanOrEqual(60);
});

describe('a value of the wrong type', () => {
  test.each(members)('%s: %s', async (operation, member) => {
    const free = FREE.has(`${operation}.${member}`);
    for (const value of [[[{}]], { no: { such: ['member'] } }, 0.5, true, 'x', null]) {
      const reply = await t.engine.call('poolkeeper', operation as 'GetClock', { [member]: value } as never);
      if (!reply.ok) expect(reply.fault.code).not.toBe('InternalErrorException');
      expect(t.bugs.splice(0)).toEqual([]);
    }
    if (free) return;
    const fault = await refused(operation, { [member]: [[{}]] });
    expect(fault.code).toBe(INVALID_INPUT);
    expect(fault.message).toMatch(/^\d+ validation errors? detected: Value at '/);
    expect(fault.message).toContain(`Value at '${lowerFirst(member)}`);
  });
});

describe('what no operation takes', () => {
  const deep = ((): unknown => {
    let value: unknown = 'x';
    for (let level = 0; level < 200_000; level++) value = level % 2 === 0 ? [value] : { value };
    return value;
  })();
  const cycle: Record<string, unknown> = {};
  cycle['again'] = cycle;

  test.each(declarations.map(([operation]) => operation))('%s', async (operation) => {
    const [member = 'any'] = Object.keys(ownOperations[operation as keyof typeof ownOperations].input());
    for (const [value, rule] of [
      [deep, 'be nested at most 64 levels deep'],
      [cycle, 'be nested at most 64 levels deep'],
      [Array.from({ length: 200_000 }, () => 1), 'hold at most 100000 values'],
      [10n, 'be plain data'],
      [new Map(), 'be plain data'],
      [() => 1, 'be plain data'],
    ] as const)
      expect(await refused(operation, { [member]: value })).toEqual({
        code: INVALID_INPUT,
        message: invalid('', rule),
      });
    expect((await refused(operation, { NoSuchMember: 1 })).message).toContain(
      `Value at 'noSuchMember' failed to satisfy constraint: Member is unknown`,
    );
    for (const input of ['text', 5, true, ['x']]) expect((await refused(operation, input)).code).toBe(INVALID_INPUT);
    expect((await refused(operation, JSON.parse('{"__proto__": {"polluted": 1}}'))).code).toBe(INVALID_INPUT);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('what is wrong is said in AWS’s words', () => {
  const messageOf = (operation: string, input: unknown): string => {
    const checked = checkedInput(operation, input);
    return 'fault' in checked ? checked.fault.message : 'taken';
  };
  test.each([
    ['FindIdentities', { IdentityPoolId: 'x', Limit: 'x' }, invalid('limit', 'be a number')],
    ['FindIdentities', { IdentityPoolId: 'x', Limit: 1.5 }, invalid('limit', 'be a whole number')],
    ['FindIdentities', { IdentityPoolId: 'x' }, invalid('limit', 'not be null')],
    ['FindIdentities', { IdentityPoolId: 'x', Limit: null }, invalid('limit', 'not be null')],
    ['FindIdentities', { IdentityPoolId: 'x', Limit: 0 }, invalid('limit', 'have value greater than or equal to 1')],
    [
      'FindIdentities',
      { IdentityPoolId: '', Limit: 1 },
      invalid('identityPoolId', 'have length greater than or equal to 1'),
    ],
    [
      'FindIdentities',
      { IdentityPoolId: 'x', Limit: 1, State: 'gone' },
      invalid('state', 'satisfy enum value set: [enabled, disabled]'),
    ],
    ['ListRoleUses', { RoleNames: ['a', 7] }, invalid('roleNames.2.member', 'be a text')],
    ['ListRoleUses', { RoleNames: {} }, invalid('roleNames', 'be a list')],
    ['UpdateWorkspaceSettings', { region: 'Mars' }, invalid('region', 'be an AWS region such as us-east-1')],
    ['UpdateWorkspaceSettings', { account: '1' }, invalid('account', 'be twelve digits')],
    ['UpdateWorkspaceSettings', { issuer: 'x' }, invalid('issuer', 'satisfy enum value set: [local, aws]')],
    ['UpdateWorkspaceSettings', { strict: 'yes' }, invalid('strict', 'be true or false')],
    ['UpdateWorkspaceSettings', { smtp: 'a b' }, invalid('smtp', 'be host:port of a mail catcher')],
    ['SetClock', { offset: 1e14 }, invalid('offset', 'have value less than or equal to 3155760000000')],
    ['SetClock', { frozenAt: -1 }, invalid('frozenAt', 'have value greater than or equal to 0')],
    ['InvokeApi', { Name: 'a', Method: 'GET', Path: '/', Body: 'x' }, invalid('body', 'be at most 33554432 bytes')],
    [
      'PutFunction',
      { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:x', Binding: { kind: 'image' } },
      invalid('binding.kind', 'satisfy enum value set: [code, file, endpoint]'),
    ],
    ['UpdateWorkspaceSettings', { smtp: '' }, 'taken'],
    ['UpdateWorkspaceSettings', { region: undefined }, 'taken'],
    ['SetClock', { frozenAt: null }, 'taken'],
    ['GetClock', {}, 'taken'],
  ])('%s %j', (operation, input, message) => {
    expect(messageOf(operation, input)).toBe(message);
  });

  test('several findings are counted, and a few are spelt out', () => {
    expect(messageOf('ListMessages', { PoolId: 1, Limit: 'x' })).toBe(
      "2 validation errors detected: Value at 'poolId' failed to satisfy constraint: Member must be a text; " +
        "Value at 'limit' failed to satisfy constraint: Member must be a number",
    );
    const many = messageOf('ListRoleUses', { RoleNames: Array.from({ length: 900 }, () => 1) });
    expect(many).toMatch(/^900 validation errors detected: /);
    expect(many).toMatch(/; and 890 more$/);
    expect(many.length).toBeLessThan(2000);
  });

  test('values are not repeated: they may be secrets', () => {
    const secret = 'S3cret-value';
    expect(messageOf('StartRun', { Scenario: [secret], Password: [secret] })).not.toContain(secret);
  });
});

test('an answer that is not as declared is told', () => {
  expect(ownViolations('GetClock', { now: 1, offset: 0 })).toEqual([]);
  expect(ownViolations('GetClock', { now: 'x', offset: 0, more: 1 })).toEqual([
    'now: Member must be a number',
    'more: Member is unknown',
  ]);
});
