import { afterEach, beforeEach, expect, test } from 'vitest';
import { allowedWays } from '../../../../electron/engine/user-pools/sign-in/flow-allowed.ts';
import { lockedUntil } from '../../../../electron/engine/user-pools/sign-in/lockout.ts';
import type { Client } from '../../../../electron/engine/store/clients.ts';
import { PASSWORD, partOf, stage, tokensOf, type Stage } from '../../../support/signed-in.ts';
import { srpClient } from '../../../support/srp-client.ts';

let on: Stage;
beforeEach(async () => {
  on = await stage({ now: Date.UTC(2026, 10, 1, 12) });
});
afterEach(() => on.stop());

const WRONG = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const LOCKED = { code: 'NotAuthorizedException', message: 'Password attempts exceeded' };

const attempt = (Password: string, Username = 'alice', ClientId = on.clientId) =>
  on.refused('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  });

const challenge = async (USERNAME: string, password: string, ClientId = on.clientId) => {
  const srp = srpClient();
  const { ChallengeParameters = {} } = await on.call('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME, SRP_A: srp.SRP_A },
  });
  return { ChallengeParameters, responses: srp.answer(ChallengeParameters, on.poolId, password) };
};

const newUser = (Username: string, more = {}) =>
  on.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: on.poolId,
    Username,
    TemporaryPassword: PASSWORD,
    MessageAction: 'SUPPRESS',
    ...more,
  });

test('locks out after five wrong passwords, longer each time, right password or not', async () => {
  for (let count = 1; count <= 5; count++) expect(await attempt('Wrong-1234')).toMatchObject(WRONG);
  expect(await attempt(PASSWORD)).toMatchObject(LOCKED);
  on.advance(999);
  expect(await attempt(PASSWORD)).toMatchObject(LOCKED);
  on.advance(1);
  expect(await attempt('Wrong-1234')).toMatchObject(WRONG);
  on.advance(1999);
  expect(await attempt(PASSWORD)).toMatchObject(LOCKED);
  on.advance(1);
  await on.password();
  expect(await attempt('Wrong-1234')).toMatchObject(WRONG);
  await on.password();
});

test('guesses made at the same time count one by one', async () => {
  const faults = await Promise.all(Array.from({ length: 20 }, () => attempt('Wrong-1234')));
  expect(faults.filter(({ message }) => message === WRONG.message)).toHaveLength(5);
  expect(faults.filter(({ message }) => message === LOCKED.message)).toHaveLength(15);
});

test('wrong proofs lock out as wrong passwords do, and 15 minutes of rest forget them', async () => {
  for (let count = 1; count <= 5; count++) await expect(on.srp('Wrong-1234')).rejects.toMatchObject({ fault: WRONG });
  await expect(on.srp()).rejects.toMatchObject({ fault: LOCKED });
  on.advance(15 * 60_000 + 1);
  expect(await attempt('Wrong-1234')).toMatchObject(WRONG);
  await on.srp();
});

test('the lock doubles and ends at 15 minutes', () => {
  const seconds = (failures: number): number => lockedUntil({ failures, failedAt: 0 }) / 1000;
  expect([4, 5, 6, 7, 8, 14, 15, 40].map(seconds)).toEqual([0, 1, 2, 4, 8, 512, 900, 900]);
});

test('an unknown user of a client that hides existence looks like a wrong password', async () => {
  const { clientId } = await on.client({ PreventUserExistenceErrors: 'ENABLED' });
  expect(await attempt(PASSWORD, 'nobody', clientId)).toMatchObject(WRONG);
  const first = await challenge('nobody', PASSWORD, clientId);
  const second = await challenge('nobody', PASSWORD, clientId);
  const other = await challenge('somebody', PASSWORD, clientId);
  const real = await challenge('alice', PASSWORD, clientId);
  expect(first.ChallengeParameters['SALT']).toBe(second.ChallengeParameters['SALT']);
  expect(first.ChallengeParameters['SALT']).not.toBe(other.ChallengeParameters['SALT']);
  expect(first.ChallengeParameters['SRP_B']).not.toBe(second.ChallengeParameters['SRP_B']);
  expect(Object.keys(first.ChallengeParameters).sort()).toEqual(Object.keys(real.ChallengeParameters).sort());
  const answer = () =>
    on.refused('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: first.responses,
    });
  expect(await answer()).toMatchObject(WRONG);
  expect(await answer()).toMatchObject({ message: 'Invalid session for the user, session can only be used once.' });
});

test('a disabled user is told so only with the right password', async () => {
  await on.call('cognito-idp', 'AdminDisableUser', { UserPoolId: on.poolId, Username: 'alice' });
  expect(await attempt('Wrong-1234')).toMatchObject(WRONG);
  expect(await attempt(PASSWORD)).toMatchObject({ code: 'NotAuthorizedException', message: 'User is disabled.' });
  await expect(on.srp()).rejects.toMatchObject({ fault: { message: 'User is disabled.' } });
  await on.call('cognito-idp', 'AdminEnableUser', { UserPoolId: on.poolId, Username: 'alice' });
  await on.password();
});

test('an unconfirmed user is told so only with the right password', async () => {
  await on.call('cognito-idp', 'SignUp', { ClientId: on.clientId, Username: 'carol', Password: PASSWORD });
  expect(await attempt('Wrong-1234', 'carol')).toMatchObject(WRONG);
  expect(await attempt(PASSWORD, 'carol')).toMatchObject({
    code: 'UserNotConfirmedException',
    message: 'User is not confirmed.',
  });
});

test('a temporary password asks for a new one, sets attributes and signs in', async () => {
  await newUser('bob', { UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }] });
  const asked = await on.call('cognito-idp', 'InitiateAuth', {
    ClientId: on.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'bob', PASSWORD },
  });
  expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  expect(JSON.parse(asked.ChallengeParameters?.['userAttributes'] as string)).toMatchObject({
    email: 'bob@example.com',
  });
  expect(asked.ChallengeParameters?.['requiredAttributes']).toBe('[]');
  const respond = (ChallengeResponses: Record<string, string>) => ({
    ClientId: on.clientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED' as const,
    Session: asked.Session as string,
    ChallengeResponses: { USERNAME: 'bob', ...ChallengeResponses },
  });
  const refused = (responses: Record<string, string>) =>
    on.refused('cognito-idp', 'RespondToAuthChallenge', respond(responses));
  expect(await refused({})).toMatchObject({ message: 'Missing required parameter NEW_PASSWORD' });
  expect(await refused({ NEW_PASSWORD: 'short' })).toMatchObject({ code: 'InvalidPasswordException' });
  expect(await refused({ NEW_PASSWORD: 'New-12345', USERNAME: 'alice' })).toMatchObject({
    message: 'Invalid session for the user.',
  });
  expect(await refused({ NEW_PASSWORD: 'New-12345', 'userAttributes.email_verified': 'true' })).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'A client attempted to write unauthorized attribute',
  });
  const tokens = tokensOf(
    await on.call(
      'cognito-idp',
      'RespondToAuthChallenge',
      respond({ NEW_PASSWORD: 'New-12345', 'userAttributes.name': 'Bob' }),
    ),
  );
  expect(partOf(tokens.IdToken, 1)).toMatchObject({ name: 'Bob', email: 'bob@example.com' });
  expect(await refused({ NEW_PASSWORD: 'New-12345' })).toMatchObject({
    message: 'Invalid session for the user, session can only be used once.',
  });
  const { UserStatus } = await on.call('cognito-idp', 'AdminGetUser', { UserPoolId: on.poolId, Username: 'bob' });
  expect(UserStatus).toBe('CONFIRMED');
  expect(await attempt(PASSWORD, 'bob')).toMatchObject(WRONG);
});

test('a temporary password proven by SRP asks for a new one too, and uses the proof up', async () => {
  await newUser('bob');
  const { responses } = await challenge('bob', PASSWORD);
  const respond = { ClientId: on.clientId, ChallengeName: 'PASSWORD_VERIFIER' as const, ChallengeResponses: responses };
  const asked = await on.call('cognito-idp', 'RespondToAuthChallenge', respond);
  expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  expect(await on.refused('cognito-idp', 'RespondToAuthChallenge', respond)).toMatchObject({
    message: 'Invalid session for the user, session can only be used once.',
  });
  expect(
    await on.refused('cognito-idp', 'RespondToAuthChallenge', {
      ...respond,
      Session: asked.Session,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: 'bad' },
    }),
  ).toMatchObject({ code: 'InvalidPasswordException' });
});

test('a temporary password expires after TemporaryPasswordValidityDays', async () => {
  await newUser('bob');
  on.advance(7 * 86_400_000);
  expect(await attempt(PASSWORD, 'bob')).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Temporary password has expired and must be reset by an administrator.',
  });
});

test('a new password must come with what the pool requires', async () => {
  const { UserPool } = await on.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'strict',
    Schema: [
      { Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true },
      { Name: 'name', AttributeDataType: 'String', Required: true, Mutable: true },
    ],
  });
  const UserPoolId = UserPool?.Id as string;
  const { UserPoolClient } = await on.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = UserPoolClient?.ClientId as string;
  await on.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId,
    Username: 'bob',
    TemporaryPassword: PASSWORD,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
  });
  const asked = await on.call('cognito-idp', 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'bob', PASSWORD },
  });
  expect(asked.ChallengeParameters?.['requiredAttributes']).toBe('["userAttributes.name"]');
  const respond = (more: Record<string, string>) => ({
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED' as const,
    Session: asked.Session as string,
    ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: 'New-12345', ...more },
  });
  expect(await on.refused('cognito-idp', 'RespondToAuthChallenge', respond({}))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Attributes did not conform to the schema: name: The attribute is required\n',
  });
  expect(
    await on.refused(
      'cognito-idp',
      'RespondToAuthChallenge',
      respond({ 'userAttributes.name': 'Bob', 'userAttributes.email': 'x@example.com' }),
    ),
  ).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Cannot modify an already provided email',
  });
  tokensOf(await on.call('cognito-idp', 'RespondToAuthChallenge', respond({ 'userAttributes.name': 'Bob' })));
});

test('nobody gets tokens past a second factor that is due and cannot be given', async () => {
  const { store } = on.engine.workspace;
  const pool = store.pools.get(on.poolId);
  if (pool === undefined) throw new Error('no pool');
  const refused = {
    code: 'InvalidUserPoolConfigurationException',
    message: 'The sign-in needs a second factor that this user can neither use nor set up.',
  };
  store.write(() => store.pools.update({ ...pool, settings: { ...pool.settings, MfaConfiguration: 'ON' } }));
  expect(await attempt('Wrong-1234')).toMatchObject(WRONG);
  expect(await attempt(PASSWORD)).toMatchObject(refused);
  await expect(on.srp()).rejects.toMatchObject({ fault: refused });
  store.write(() => store.pools.update({ ...pool, settings: { ...pool.settings, MfaConfiguration: 'OPTIONAL' } }));
  await on.password();
});

test('a pool with a function for a trigger is refused where AWS would run it', async () => {
  const { store } = on.engine.workspace;
  const pool = store.pools.get(on.poolId);
  if (pool === undefined) throw new Error('no pool');
  for (const name of ['PreAuthentication', 'PostAuthentication', 'PreTokenGeneration'] as const) {
    store.write(() =>
      store.pools.update({
        ...pool,
        settings: { ...pool.settings, LambdaConfig: { [name]: 'arn:aws:lambda:us-east-1:000000000000:function:f' } },
      }),
    );
    expect(await attempt(PASSWORD)).toMatchObject({
      code: 'UnexpectedLambdaException',
      message: `${name} invocation failed due to error ResourceNotFoundException.`,
    });
  }
});

test('flows that the client does not allow are refused in their own words', async () => {
  const { clientId } = await on.client({ ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_AUTH'] });
  const texts: Record<string, string> = {
    USER_PASSWORD_AUTH: 'USER_PASSWORD_AUTH flow not enabled for this client',
    USER_SRP_AUTH: 'USER_SRP_AUTH is not enabled for the client.',
    REFRESH_TOKEN_AUTH: 'Refresh Token flow not enabled for this client',
    CUSTOM_AUTH: 'Custom auth lambda trigger is not configured for the user pool.',
  };
  for (const [AuthFlow, message] of Object.entries(texts))
    expect(
      await on.refused('cognito-idp', 'InitiateAuth', {
        ClientId: clientId,
        AuthFlow,
        AuthParameters: { USERNAME: 'alice' },
      }),
    ).toMatchObject({ code: 'InvalidParameterException', message });
  expect(
    await on.refused('cognito-idp', 'AdminInitiateAuth', {
      UserPoolId: on.poolId,
      ClientId: clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: {},
    }),
  ).toMatchObject({ code: 'InvalidParameterException', message: 'Auth flow not enabled for this client' });
});

test('the old values of ExplicitAuthFlows keep their meaning', () => {
  const ways = (ExplicitAuthFlows?: string[]) =>
    [...allowedWays({ settings: { ExplicitAuthFlows } } as unknown as Client)].sort();
  expect(ways(undefined)).toEqual(['custom', 'refresh', 'srp']);
  expect(ways(['ADMIN_NO_SRP_AUTH'])).toEqual(['admin-password', 'custom', 'refresh', 'srp']);
  expect(ways(['USER_PASSWORD_AUTH'])).toEqual(['custom', 'password', 'refresh', 'srp']);
  expect(ways(['CUSTOM_AUTH_FLOW_ONLY'])).toEqual(['custom', 'refresh']);
  expect(ways(['ALLOW_USER_SRP_AUTH'])).toEqual(['srp']);
});
