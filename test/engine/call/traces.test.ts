import { afterAll, beforeAll, expect, test } from 'vitest';
import { Tracer } from '../../../electron/engine/kernel/trace.ts';
import type { Trace, TraceStep } from '../../../shared/contract.ts';
import type { AwsService } from '../../../shared/aws/models.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';

/**
 * A trace says what was looked for and what was found. That every operation's does is asked where every operation
 * is called: `test/clients/every-operation`.
 */

const POOL = 'us-east-1_Traces001';
let world: TestEngine;
let traces: Trace[];

beforeAll(async () => {
  world = await startEngine();
  traces = [];
  world.engine.subscribe((event) => {
    if (event.type === 'trace') traces.push(event.trace);
  });
  await world.call('cognito-idp', 'CreateUserPool', { PoolName: 'traces', UserPoolTags: { _custom_id_: POOL } });
  await world.call('cognito-idp', 'CreateGroup', { UserPoolId: POOL, GroupName: 'staff' });
  await world.call('cognito-idp', 'AdminCreateUser', { UserPoolId: POOL, Username: 'ann' });
});
afterAll(() => world.stop());

/** The steps that a call makes, without those of every call. */
async function stepsOf(service: AwsService, operation: string, input: unknown): Promise<readonly TraceStep[]> {
  traces.length = 0;
  await world.engine.call(service, operation as never, input as never);
  return (traces[0]?.steps ?? []).filter(
    ({ name }) => name !== 'who may call' && name !== 'input as the contract says',
  );
}

test('everything that is looked for has a step of its own, in order', async () => {
  const steps = await stepsOf('cognito-idp', 'AdminAddUserToGroup', {
    UserPoolId: POOL,
    Username: 'ann',
    GroupName: 'staff',
  });
  expect(steps.map(({ name, outcome, where }) => [name, outcome, where])).toEqual([
    ['find the user pool', 'ok', 'UserPoolId'],
    ['find the user', 'ok', 'Username'],
    ['find the group', 'ok', 'GroupName'],
  ]);
});

test('the step says what was found', async () => {
  const [pool, user] = await stepsOf('cognito-idp', 'AdminGetUser', { UserPoolId: POOL, Username: 'ann' });
  expect(pool?.detail).toEqual({ pool: 'traces' });
  expect(user?.detail).toEqual({ user: 'ann', status: 'FORCE_CHANGE_PASSWORD' });
});

test('what is not found is refused in its own step, with the reason', async () => {
  const steps = await stepsOf('cognito-idp', 'AdminAddUserToGroup', {
    UserPoolId: POOL,
    Username: 'nobody',
    GroupName: 'staff',
  });
  expect(steps.at(-1)).toMatchObject({
    name: 'find the user',
    outcome: 'refused',
    reason: `${POOL} has no user with this username, sub.`,
  });
  expect(steps.map(({ name }) => name)).toEqual(['find the user pool', 'find the user']);
});

test.each([
  ['cognito-idp', 'ListUserPools', { MaxResults: 10 }, 'list the user pools', 1],
  ['cognito-idp', 'ListGroups', { UserPoolId: POOL }, 'list the groups', 1],
  ['cognito-identity', 'ListIdentityPools', { MaxResults: 10 }, 'list the identity pools', 0],
  ['iam', 'ListRoles', {}, 'list the roles', 0],
] as const)('%s %s says how many there were', async (service, operation, input, name, found) => {
  const steps = await stepsOf(service, operation, input);
  expect(steps.at(-1)).toMatchObject({ name, outcome: 'ok', detail: { found, more: false } });
});

test('a page token of another list is refused in the list’s step', async () => {
  const steps = await stepsOf('cognito-idp', 'ListGroups', { UserPoolId: POOL, NextToken: 'e30' });
  expect(steps.at(-1)).toMatchObject({ name: 'list the groups', outcome: 'refused' });
});

test('the console’s own reads leave no trace', async () => {
  traces.length = 0;
  await world.call('poolkeeper', 'ListRoleUses', {});
  expect(traces).toEqual([]);
});

const tracer = () => new Tracer(() => 0);

test('a step right inside one of the same name is that step', () => {
  const steps = tracer();
  steps.step('find the user', () =>
    steps.step('find the user', () => steps.note('By the address.', { user: 'ann' }), 'Username'),
  );
  expect(steps.finish()).toEqual([
    { name: 'find the user', outcome: 'ok', reason: 'By the address.', detail: { user: 'ann' }, took: 0 },
  ]);
});

test('a step of the same name further in, or after it, is another one', () => {
  const steps = tracer();
  steps.step('find the user', () => steps.step('secret hash', () => steps.step('find the user', () => undefined)));
  steps.step('find the user', () => undefined);
  expect(steps.finish().map(({ name }) => name)).toEqual([
    'find the user',
    'secret hash',
    'find the user',
    'find the user',
  ]);
});

test('what is noted between two steps belongs to the one before; without one it is dropped', () => {
  const steps = tracer();
  steps.note('too early');
  steps.step('settings', () => undefined);
  steps.note('Members that the call omits were set to their defaults.');
  expect(steps.finish()).toEqual([
    {
      name: 'settings',
      outcome: 'ok',
      reason: 'Members that the call omits were set to their defaults.',
      took: 0,
    },
  ]);
});
