import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factorStage, otherThan, type FactorStage } from '../../../support/factors.ts';
import { PASSWORD, partOf, tokensOf } from '../../../support/signed-in.ts';
import { srpClient } from '../../../support/srp-client.ts';

let on: FactorStage;
const POLICIES = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] as const } };
const start = async (options: Parameters<typeof factorStage>[0] = {}) => {
  on = await factorStage({
    ...options,
    pool: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: [...POLICIES.SignInPolicy.AllowedFirstAuthFactors] } },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
      ...options.pool,
    },
  });
};
beforeEach(() => start());
afterEach(() => on.stop());

const input = (parameters: Record<string, string> = {}, more: { ClientId?: string; Session?: string } = {}) => ({
  ClientId: on.clientId,
  AuthFlow: 'USER_AUTH' as const,
  AuthParameters: { USERNAME: 'alice', ...parameters },
  ...more,
});
const choose = (parameters: Record<string, string> = {}, more: { ClientId?: string; Session?: string } = {}) =>
  on.call('cognito-idp', 'InitiateAuth', input(parameters, more));
const refusedChoice = (parameters: Record<string, string> = {}, more: { ClientId?: string; Session?: string } = {}) =>
  on.refused('cognito-idp', 'InitiateAuth', input(parameters, more));

const ALL = ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'];
const WRONG = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const WRONG_CODE = { code: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' };
const INVALID = { code: 'NotAuthorizedException', message: 'Invalid session for the user.' };
const USED = { message: 'Invalid session for the user, session can only be used once.' };

describe('what is offered', () => {
  test('all that the pool allows and the user has the means for', async () => {
    const select = await choose();
    expect(select).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ALL });
    expect(select.Session?.length).toBeLessThanOrEqual(2048);
    await on.user('bob');
    expect((await choose({ USERNAME: 'bob' })).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
    await on.call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: on.poolId,
      Username: 'carol',
      UserAttributes: [{ Name: 'email', Value: 'carol@example.com' }],
    });
    expect((await choose({ USERNAME: 'carol', PREFERRED_CHALLENGE: 'PASSWORD' })).AvailableChallenges).toEqual([
      'EMAIL_OTP',
    ]);
  });

  test('no codes to users with a temporary password', async () => {
    await on.call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: on.poolId,
      Username: 'alice',
      Password: PASSWORD,
      Permanent: false,
    });
    expect((await choose({ PREFERRED_CHALLENGE: 'EMAIL_OTP' })).AvailableChallenges).toEqual([
      'PASSWORD_SRP',
      'PASSWORD',
    ]);
  });

  test('no codes where a second factor is required, or the user has switched one on', async () => {
    await on.mfa('OPTIONAL', { sms: true });
    expect((await choose()).AvailableChallenges).toEqual(ALL);
    await on.prefer('alice', { SMSMfaSettings: { Enabled: true } });
    expect((await choose()).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
    await on.mfa('ON', { email: true });
    expect((await choose()).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
  });

  test('nothing at all is a refusal', async () => {
    await on.call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: on.poolId,
      Username: 'carol',
      UserAttributes: [{ Name: 'email', Value: 'carol@example.com' }],
    });
    await on.mfa('ON', { email: true });
    expect(await refusedChoice({ USERNAME: 'carol' })).toMatchObject(WRONG);
  });
});

describe('a password', () => {
  test('at once', async () => {
    tokensOf(await choose({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }));
    expect(await refusedChoice({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Wrong-1234' })).toMatchObject(WRONG);
  });

  test('as the answer to PASSWORD, one try a session', async () => {
    const challenge = await choose({ PREFERRED_CHALLENGE: 'PASSWORD' });
    expect(challenge).toMatchObject({ ChallengeName: 'PASSWORD', AvailableChallenges: ALL });
    tokensOf(await on.answer(challenge, { PASSWORD }));
    expect(await on.refusedAnswer(challenge, { PASSWORD })).toMatchObject(USED);
    const other = await choose({ PREFERRED_CHALLENGE: 'PASSWORD' });
    expect(await on.refusedAnswer(other, { PASSWORD: 'Wrong-1234' })).toMatchObject(WRONG);
    expect(await on.refusedAnswer(other, { PASSWORD })).toMatchObject(USED);
  });

  test('with the choice, and behind it', async () => {
    const first = await choose();
    tokensOf(await on.answer(first, { ANSWER: 'PASSWORD', PASSWORD }));
    expect(await on.refusedAnswer(first, { ANSWER: 'PASSWORD', PASSWORD })).toMatchObject(USED);
    const second = await on.answer(await choose(), { ANSWER: 'PASSWORD' });
    expect(second.ChallengeName).toBe('PASSWORD');
    tokensOf(await on.answer(second, { PASSWORD }));
  });

  for (const way of ['preferred', 'chosen', 'asked'] as const)
    test(`proven by SRP, ${way}`, async () => {
      const srp = srpClient();
      const { SRP_A } = srp;
      const PREFERRED_CHALLENGE = 'PASSWORD_SRP';
      const challenge =
        way === 'preferred'
          ? await choose({ PREFERRED_CHALLENGE, SRP_A })
          : way === 'chosen'
            ? await on.answer(await choose(), { ANSWER: 'PASSWORD_SRP', SRP_A })
            : await on.answer(await choose({ PREFERRED_CHALLENGE }), { SRP_A });
      expect(challenge.ChallengeName).toBe('PASSWORD_VERIFIER');
      const answer = srp.answer(challenge.ChallengeParameters ?? {}, on.poolId, PASSWORD);
      tokensOf(await on.answer(challenge, answer));
      expect(await on.refusedAnswer(challenge, answer)).toMatchObject(USED);
    });

  test('leads to the second factor', async () => {
    await on.mfa('ON', { sms: true });
    const challenge = await choose({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
    expect(challenge.ChallengeName).toBe('SMS_MFA');
    tokensOf(await on.answer(challenge, { SMS_MFA_CODE: await on.code() }));
  });
});

for (const [name, key, contact] of [
  ['EMAIL_OTP', 'EMAIL_OTP_CODE', 'email'],
  ['SMS_OTP', 'SMS_OTP_CODE', 'phone_number'],
] as const)
  describe(name, () => {
    const ask = () => choose({ PREFERRED_CHALLENGE: name });

    test('eight digits, preferred or chosen; the address is verified by them', async () => {
      const challenge = await ask();
      expect(challenge).toMatchObject({ ChallengeName: name, AvailableChallenges: ALL });
      const code = await on.code();
      expect(code).toMatch(/^\d{8}$/);
      tokensOf(await on.answer(challenge, { [key]: code }));
      expect(await on.refusedAnswer(challenge, { [key]: code })).toMatchObject(USED);
      const { UserAttributes } = await on.call('cognito-idp', 'AdminGetUser', {
        UserPoolId: on.poolId,
        Username: 'alice',
      });
      expect(UserAttributes).toContainEqual({ Name: `${contact}_verified`, Value: 'true' });
      const chosen = await on.answer(await choose(), { ANSWER: name });
      expect(chosen.ChallengeName).toBe(name);
      tokensOf(await on.answer(chosen, { [key]: await on.code() }));
    });

    test('wrong codes leave the session alive and lock out in the end', async () => {
      const challenge = await ask();
      const code = await on.code();
      for (let count = 0; count < 5; count++) {
        expect(await on.refusedAnswer(challenge, { [key]: otherThan(code) })).toMatchObject(WRONG_CODE);
      }
      expect(await on.refusedAnswer(challenge, { [key]: code })).toMatchObject({
        message: 'Password attempts exceeded',
      });
      on.advance(1000);
      tokensOf(await on.answer(challenge, { [key]: code }));
    });

    test('expired, of another session, user or client', async () => {
      const first = await ask();
      const firstCode = await on.code();
      const second = await ask();
      const secondCode = await on.code();
      if (firstCode !== secondCode)
        expect(await on.refusedAnswer(first, { [key]: secondCode })).toMatchObject(WRONG_CODE);
      await on.user('bob', { email: 'bob@example.com' });
      expect(await on.refusedAnswer(first, { [key]: firstCode }, { username: 'bob' })).toMatchObject(INVALID);
      const { clientId } = await on.client({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] });
      expect(await on.refusedAnswer(first, { [key]: firstCode }, { clientId })).toMatchObject(INVALID);
      on.advance(3 * 60_000);
      expect(await on.refusedAnswer(second, { [key]: secondCode })).toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      });
    });
  });

test('a code confirms a user who never confirmed the sign-up', async () => {
  await on.call('cognito-idp', 'SignUp', {
    ClientId: on.clientId,
    Username: 'dora',
    UserAttributes: [{ Name: 'email', Value: 'dora@example.com' }],
  });
  const challenge = await choose({ USERNAME: 'dora', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  tokensOf(await on.answer(challenge, { EMAIL_OTP_CODE: await on.code() }, 'dora'));
  const user = await on.call('cognito-idp', 'AdminGetUser', { UserPoolId: on.poolId, Username: 'dora' });
  expect(user.UserStatus).toBe('CONFIRMED');
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
});

test('a disabled user is told so when all is proven', async () => {
  await on.call('cognito-idp', 'AdminDisableUser', { UserPoolId: on.poolId, Username: 'alice' });
  const challenge = await choose({ PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  expect(await on.refusedAnswer(challenge, { EMAIL_OTP_CODE: await on.code() })).toMatchObject({
    message: 'User is disabled.',
  });
});

describe('unknown users', () => {
  test('LEGACY clients are told', async () => {
    expect(await refusedChoice({ USERNAME: 'nobody' })).toMatchObject({
      code: 'UserNotFoundException',
      message: 'User does not exist.',
    });
  });

  test('others get what looks real and cannot be answered', async () => {
    const { clientId: ClientId } = await on.client({
      ExplicitAuthFlows: ['ALLOW_USER_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    });
    const nobody = (more: Record<string, string> = {}) => choose({ USERNAME: 'nobody', ...more }, { ClientId });
    const as = { username: 'nobody', clientId: ClientId };
    expect(await nobody()).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ALL });
    const code = await nobody({ PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    expect(code.ChallengeParameters).toEqual((await nobody({ PREFERRED_CHALLENGE: 'EMAIL_OTP' })).ChallengeParameters);
    expect(code.ChallengeParameters).toMatchObject({ CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL' });
    const sms = await nobody({ PREFERRED_CHALLENGE: 'SMS_OTP' });
    expect(sms.ChallengeParameters).toMatchObject({ CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS' });
    for (let count = 0; count < 7; count++)
      expect(await on.refusedAnswer(code, { EMAIL_OTP_CODE: '12345678' }, as)).toMatchObject(WRONG_CODE);
    expect(
      await refusedChoice({ USERNAME: 'nobody', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }, { ClientId }),
    ).toMatchObject(WRONG);
    const asked = await nobody({ PREFERRED_CHALLENGE: 'PASSWORD' });
    expect(await on.refusedAnswer(asked, { PASSWORD }, as)).toMatchObject(WRONG);
    const chosen = await nobody();
    expect(await on.refusedAnswer(chosen, { ANSWER: 'PASSWORD', PASSWORD }, as)).toMatchObject(WRONG);
    const srp = srpClient();
    const proof = await nobody({ PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: srp.SRP_A });
    const answer = srp.answer(proof.ChallengeParameters ?? {}, on.poolId, PASSWORD);
    expect(await on.refusedAnswer(proof, answer, as)).toMatchObject(WRONG);
    const { messages } = await on.call('poolkeeper', 'ListMessages', {});
    expect(messages).toEqual([]);
  });
});

describe('refuses', () => {
  test('clients that do not allow it, and calls without a name', async () => {
    const { clientId: ClientId } = await on.client();
    expect(await refusedChoice({}, { ClientId })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'USER_AUTH is not enabled for the client.',
    });
    expect(await refusedChoice({ USERNAME: '' })).toMatchObject({ message: 'Missing required parameter USERNAME' });
  });

  test('a choice that was not offered', async () => {
    const select = await choose();
    for (const ANSWER of ['WEB_AUTHN', 'SMS_MFA', 'x'])
      expect(await on.refusedAnswer(select, { ANSWER })).toMatchObject({
        code: 'InvalidParameterException',
        message: 'Invalid challenge selected.',
      });
    tokensOf(await on.answer(select, { ANSWER: 'PASSWORD', PASSWORD }));
  });

  test('pools of the plan LITE', async () => {
    const { store } = on.engine.workspace;
    const pool = store.pools.get(on.poolId);
    if (pool === undefined) throw new Error('no pool');
    store.write(() => store.pools.update({ ...pool, settings: { ...pool.settings, UserPoolTier: 'LITE' } }));
    expect(await refusedChoice()).toMatchObject({
      code: 'UnsupportedOperationException',
      message: 'This feature is not available in the LITE tier: USER_AUTH.',
    });
  });
});

describe('from the sign-up into the sign-in', () => {
  const signUp = (Username: string, more: { Password?: string } = {}) =>
    on.call('cognito-idp', 'SignUp', {
      ClientId: on.clientId,
      Username,
      UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
      ...more,
    });
  const confirm = async (Username: string, Session?: string) =>
    on.call('cognito-idp', 'ConfirmSignUp', {
      ClientId: on.clientId,
      Username,
      ConfirmationCode: await on.code(),
      ...(Session === undefined ? {} : { Session }),
    });
  beforeEach(async () => {
    await on.stop();
    await start({ pool: { AutoVerifiedAttributes: ['email'] } });
  });

  test('with and without a password, once', async () => {
    for (const [username, more] of [
      ['erin', {}],
      ['fred', { Password: PASSWORD }],
    ] as const) {
      const { Session } = await signUp(username, more);
      const { Session: confirmed } = await confirm(username, Session);
      const parameters = [{ USERNAME: username }, { Session: confirmed as string }] as const;
      const { AccessToken } = tokensOf(await choose(...parameters));
      expect(partOf(AccessToken, 1)['username']).toBe(username);
      expect(await refusedChoice(...parameters)).toMatchObject(USED);
    }
  });

  test('not by a session of another user, client or step', async () => {
    const erin = await signUp('erin');
    expect((await confirm('erin')).Session).toBeDefined();
    const { Session } = await signUp('fred');
    expect(
      await on.refused('cognito-idp', 'ConfirmSignUp', {
        ClientId: on.clientId,
        Username: 'fred',
        ConfirmationCode: await on.code(),
        Session: erin.Session,
      }),
    ).toMatchObject(INVALID);
    expect(await refusedChoice({ USERNAME: 'fred' }, { Session: Session as string })).toMatchObject(INVALID);
    const confirmed = await confirm('fred', Session);
    const next = { Session: confirmed.Session as string };
    expect(await refusedChoice({ USERNAME: 'erin' }, next)).toMatchObject(INVALID);
    const { clientId: ClientId } = await on.client({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] });
    expect(await refusedChoice({ USERNAME: 'fred' }, { ...next, ClientId })).toMatchObject(INVALID);
    on.advance(3 * 60_000);
    expect(await refusedChoice({ USERNAME: 'fred' }, next)).toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    });
  });

  test('counts for nothing where codes are no first factor', async () => {
    await on.stop();
    await start({
      pool: {
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } },
      },
    });
    const { Session } = await signUp('fred', { Password: PASSWORD });
    const confirmed = await confirm('fred', Session);
    expect(await choose({ USERNAME: 'fred' }, { Session: confirmed.Session as string })).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
    });
  });

  test('clients without choice-based sign-in get no session', async () => {
    const { clientId: ClientId } = await on.client();
    const { Session } = await on.call('cognito-idp', 'SignUp', {
      ClientId,
      Username: 'gina',
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: 'gina@example.com' }],
    });
    expect(Session).toBeUndefined();
  });
});
