import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type StartedEngine } from '../../../electron/start-engine.ts';
import type { Input, OperationName, Output, Service } from '../../../shared/contract.ts';

let started: StartedEngine;
let UserPoolId: string;
let ClientId: string;

async function call<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
): Promise<Output<S, O>> {
  const reply = await started.engine.call(service, operation, input);
  if (!reply.ok) throw new Error(`${operation}: ${reply.fault.code}: ${reply.fault.message}`);
  return reply.output;
}

beforeEach(async () => {
  started = await startEngine({
    data: ':memory:',
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    settings: {},
    sample: false,
    log: { info: () => undefined, warn: () => undefined, error: (fields) => console.error(fields) },
  });
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: 'links',
    AutoVerifiedAttributes: ['email'],
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_LINK',
      EmailMessageByLink: 'Welcome {username}: {##Confirm & go##}',
    },
  });
  UserPoolId = UserPool?.Id ?? '';
  await call('cognito-idp', 'CreateUserPoolDomain', { UserPoolId, Domain: 'links' });
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'public',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  ClientId = UserPoolClient?.ClientId ?? '';
});
afterEach(() => started.stop());

const signUp = (Username: string) =>
  call('cognito-idp', 'SignUp', {
    ClientId,
    Username,
    Password: 'Correct-horse-1',
    UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
  });
const letter = async (Username: string) =>
  (await call('poolkeeper', 'ListMessages', { Username })).messages[0] ?? expect.fail('no message');
const link = async (Username: string): Promise<string> => {
  const [, href = ''] = /href="([^"]*)"/.exec((await letter(Username)).body) ?? [];
  return href.replaceAll('&amp;', '&');
};
const statusOf = async (Username: string) =>
  (await call('cognito-idp', 'AdminGetUser', { UserPoolId, Username })).UserStatus;

test('the mail holds a link in place of a code, and following it confirms the user', async () => {
  await signUp('ann');
  expect((await letter('ann')).body).toMatch(
    /^Welcome ann: <a href="http:\/\/localhost:\d+\/_domain\/links\/confirmUser\?client_id=/,
  );
  const answer = await fetch(await link('ann'));
  expect([answer.status, await answer.text()]).toEqual([
    200,
    expect.stringContaining('Your registration has been confirmed.'),
  ]);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await statusOf('ann')).toBe('CONFIRMED');
  const { UserAttributes } = await call('cognito-idp', 'AdminGetUser', { UserPoolId, Username: 'ann' });
  expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
});

test('a confidential client’s users follow links too', async () => {
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'secret',
    GenerateSecret: true,
  });
  await call('cognito-idp', 'AdminCreateUser', { UserPoolId, Username: 'bob', MessageAction: 'SUPPRESS' });
  await signUp('eve');
  const address = (await link('eve')).replace(ClientId, UserPoolClient?.ClientId ?? '');
  expect((await fetch(address)).status).toBe(200);
  expect(await statusOf('eve')).toBe('CONFIRMED');
});

test.each([
  ['another code', (address: string) => address.replace(/confirmation_code=\d+/, 'confirmation_code=000000')],
  ['another user', (address: string) => address.replace('user_name=ann', 'user_name=bob')],
  ['another client', (address: string) => address.replace(/client_id=\w+/, 'client_id=nobodysclient')],
  ['another domain', (address: string) => address.replace('/links/', '/others/')],
  ['nothing at all', (address: string) => address.replace(/\?.*/, '')],
])('a link with %s confirms nobody', async (_what, spoilt) => {
  await signUp('ann');
  await signUp('bob');
  const answer = await fetch(spoilt(await link('ann')));
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Not confirmed')]);
  expect([await statusOf('ann'), await statusOf('bob')]).toEqual(['UNCONFIRMED', 'UNCONFIRMED']);
});

test('a link is good for a day, and once', async () => {
  await signUp('ann');
  const address = await link('ann');
  await call('poolkeeper', 'SetClock', { offset: 25 * 3_600_000 });
  expect((await fetch(address)).status).toBe(400);
  await call('poolkeeper', 'SetClock', { offset: 0 });
  expect((await fetch(address)).status).toBe(200);
  expect((await fetch(address)).status).toBe(400);
});

test('only following it counts: a POST does nothing, and other pages of the domain are not there', async () => {
  await signUp('ann');
  const address = await link('ann');
  expect((await fetch(address, { method: 'POST' })).status).toBe(405);
  expect((await fetch(address.replace('/confirmUser', '/login'))).status).toBe(404);
  expect(await statusOf('ann')).toBe('UNCONFIRMED');
});
