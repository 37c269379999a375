import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP, changed, NOW, startStage, type Stage } from '../federation/stage.ts';

/**
 * What identity pools refuse, with AWS's words: each refusal beside the call that differs from it in one thing and
 * succeeds.
 */

const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';
type Logins = Record<string, string>;

let s: Stage;
let google: string;
let facebook: string;
beforeEach(async () => {
  s = await startStage();
  await s.providers({
    AllowClassicFlow: true,
    SupportedLoginProviders: { [GOOGLE]: APP, [FACEBOOK]: APP },
    CognitoIdentityProviders: [{ ProviderName: s.provider, ClientId: s.clientId, ServerSideTokenCheck: true }],
    DeveloperProviderName: 'login.studio',
  });
  google = (await s.put('google')).person;
  facebook = (await s.put('facebook')).person;
});
afterEach(() => s.stop());

const byGoogle = async (asked = {}): Promise<Logins> => ({ [GOOGLE]: (await s.issue('google', google, asked)).token });
const byFacebook = async (asked = {}): Promise<Logins> => ({
  [FACEBOOK]: (await s.issue('facebook', facebook, asked)).token,
});
const byPool = async (username = 'fred'): Promise<Logins> => ({ [s.provider]: (await s.signIn(username)).id });
const only = (logins: Logins): string => Object.values(logins)[0] as string;

/** The same header and signature around a claim more. */
function forged(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), plan: 'platinum' };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}

const SECONDS = NOW / 1000;
const INVALID = 'Invalid login token. ';
const MESSAGES = {
  unsupported: 'Token is not from a supported provider of this identity pool.',
  unverified: `${INVALID}Couldn't verify signed token.`,
  noToken: `${INVALID}Not a valid OpenId Connect identity token.`,
  issuer: `${INVALID}Issuer doesn't match providerName`,
  expired: `${INVALID}Token expired: ${SECONDS + 60} >= ${SECONDS + 60}`,
  accessExpired: `${INVALID}Token is expired.`,
  noAudience: `${INVALID}Missing a required claim: aud`,
  revoked: `${INVALID}Token is revoked`,
  own: `${INVALID}Can't pass in a Cognito token.`,
};

/** Logins that are no sign-in; each a function of the stage, run after a good login of the same provider passed. */
const REFUSED: readonly (readonly [string, () => Promise<Logins>, string])[] = [
  ['an ID token for another app', () => byGoogle({ AppId: 'app-2' }), MESSAGES.unsupported],
  ['an access token for another app', () => byFacebook({ AppId: 'app-2' }), MESSAGES.unsupported],
  ['an ID token that was changed', async () => ({ [GOOGLE]: forged(only(await byGoogle())) }), MESSAGES.unverified],
  [
    'an access token that was changed',
    async () => ({ [FACEBOOK]: changed(only(await byFacebook())) }),
    MESSAGES.unverified,
  ],
  ['another provider’s ID token', async () => ({ [GOOGLE]: only(await byPool()) }), MESSAGES.issuer],
  ['an access token in place of an ID token', async () => ({ [GOOGLE]: only(await byFacebook()) }), MESSAGES.noToken],
  [
    'an ID token in place of an access token',
    async () => ({ [FACEBOOK]: only(await byGoogle()) }),
    MESSAGES.unverified,
  ],
  ['Google’s token as the user pool’s', async () => ({ [s.provider]: only(await byGoogle()) }), MESSAGES.issuer],
  ['a user pool’s access token', async () => ({ [s.provider]: (await s.signIn('fred')).access }), MESSAGES.noAudience],
  [
    'an ID token that has expired',
    async () => {
      const logins = await byGoogle({ Lifetime: 60 });
      s.test.advance(60_000);
      return logins;
    },
    MESSAGES.expired,
  ],
  [
    'an access token that has expired',
    async () => {
      const logins = await byFacebook({ Lifetime: 60 });
      s.test.advance(60_000);
      return logins;
    },
    MESSAGES.accessExpired,
  ],
  [
    'an access token of a person who is gone',
    async () => {
      const logins = await byFacebook();
      await s.test.call('poolkeeper', 'DeleteLocalProviderPerson', { LocalProvider: 'facebook', Id: facebook });
      return logins;
    },
    MESSAGES.unverified,
  ],
  [
    'an ID token signed before the local provider was made anew',
    async () => {
      const logins = await byGoogle();
      await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: 'google' });
      await s.put('google');
      return logins;
    },
    MESSAGES.unverified,
  ],
  [
    'a token that was revoked, where the pool asks',
    async () => {
      const logins = await byPool();
      await s.test.call('cognito-idp', 'AdminUserGlobalSignOut', { UserPoolId: s.poolId, Username: 'fred' });
      return logins;
    },
    MESSAGES.revoked,
  ],
  [
    'a token of the identity pool itself',
    async () => {
      const { IdentityId } = await s.test.call('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId });
      const { Token = '' } = await s.test.call('cognito-identity', 'GetOpenIdToken', { IdentityId: IdentityId ?? '' });
      return { 'cognito-identity.amazonaws.com': Token };
    },
    MESSAGES.own,
  ],
  ['a provider that the pool does not list', async () => ({ 'www.amazon.com': 'Atza|x' }), MESSAGES.unsupported],
  ['a developer’s user without the developer’s token', async () => ({ 'login.studio': 'ada' }), MESSAGES.unsupported],
];

describe('a login that is none opens nothing', () => {
  test.each(REFUSED)('%s', async (_what, logins, message) => {
    const identities: Record<string, string> = {};
    for (const good of [byGoogle, byFacebook, byPool]) {
      const login = await good();
      identities[Object.keys(login)[0] as string] = await s.getId(login);
    }
    const IdentityId = identities[GOOGLE] as string;
    const Logins = await logins();
    const expected = { code: 'NotAuthorizedException', message, reason: expect.stringMatching(/\S+ \S+/) };
    expect(await s.refusedId(Logins)).toMatchObject(expected);
    // Beside a good login it spoils that too.
    expect(await s.refusedId({ ...(await byPool('paula')), ...Logins })).toMatchObject(expected);
    for (const operation of ['GetCredentialsForIdentity', 'GetOpenIdToken'] as const) {
      const fault = await s.test.refused('cognito-identity', operation, { IdentityId, Logins });
      expect(fault.code).toBe('NotAuthorizedException');
    }
    const unlink = { IdentityId, Logins, LoginsToRemove: [GOOGLE] };
    expect(await s.test.refused('cognito-identity', 'UnlinkIdentity', unlink)).toMatchObject(expected);
    const { Logins: linked } = await s.test.call('cognito-identity', 'DescribeIdentity', { IdentityId });
    expect(linked).toEqual([GOOGLE]);
  });
});

describe('the rest of the refusals', () => {
  const id = async (): Promise<string> => s.getId(await byGoogle());
  const forbidden = (identity: string) => ({
    code: 'NotAuthorizedException',
    message: `Access to Identity '${identity}' is forbidden.`,
  });

  test('a guest where guests are not allowed', async () => {
    await s.test.call('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId });
    await s.providers({ AllowUnauthenticatedIdentities: false });
    expect(await s.test.refused('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId })).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
  });

  test('a guest who asks for somebody’s identity, and somebody who asks for another’s', async () => {
    const IdentityId = await id();
    expect(await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId })).toMatchObject(
      forbidden(IdentityId),
    );
    const Logins = await byFacebook();
    expect(await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins })).toMatchObject(
      {
        code: 'NotAuthorizedException',
        message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      },
    );
  });

  test('a key that is no provider at all', async () => {
    expect(await s.refusedId({ 'example.com': only(await byGoogle()) })).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Please provide a valid public provider.',
    });
  });

  test('the classic flow where it is off', async () => {
    const IdentityId = await id();
    await s.test.call('cognito-identity', 'GetOpenIdToken', { IdentityId, Logins: await byGoogle() });
    await s.providers({ SupportedLoginProviders: { [GOOGLE]: APP } });
    expect(
      await s.test.refused('cognito-identity', 'GetOpenIdToken', { IdentityId, Logins: await byGoogle() }),
    ).toMatchObject({
      code: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    });
  });

  test('a pool and an identity that do not exist, a role that is none', async () => {
    const none = 'us-east-1:99999999-9999-9999-9999-999999999999';
    expect(
      await s.test.refused('cognito-identity', 'GetId', { IdentityPoolId: none, Logins: await byGoogle() }),
    ).toMatchObject({ code: 'ResourceNotFoundException', message: `IdentityPool '${none}' not found.` });
    const ask = { IdentityId: none, Logins: await byGoogle() };
    expect(await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', ask)).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Identity '${none}' not found.`,
    });
    const IdentityId = await id();
    await s.test.call('cognito-identity', 'SetIdentityPoolRoles', { IdentityPoolId: s.identityPoolId, Roles: {} });
    expect(
      await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins: await byGoogle() }),
    ).toMatchObject({
      code: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    });
  });

  test('ServerSideTokenCheck off: a token that was revoked lasts until it expires', async () => {
    await s.providers({
      CognitoIdentityProviders: [{ ProviderName: s.provider, ClientId: s.clientId, ServerSideTokenCheck: false }],
    });
    const Logins = await byPool();
    await s.test.call('cognito-idp', 'AdminUserGlobalSignOut', { UserPoolId: s.poolId, Username: 'fred' });
    await s.getId(Logins);
  });

  test('a developer’s user may sign in with a public login beside, and not with a wrong one', async () => {
    const ask = async (publicLogins: Logins) => ({
      IdentityPoolId: s.identityPoolId,
      Logins: { 'login.studio': 'ada', ...publicLogins },
    });
    const { IdentityId } = await s.test.call(
      'cognito-identity',
      'GetOpenIdTokenForDeveloperIdentity',
      await ask(await byFacebook()),
    );
    expect(await s.getId(await byFacebook())).toBe(IdentityId);
    expect(
      await s.test.refused(
        'cognito-identity',
        'GetOpenIdTokenForDeveloperIdentity',
        await ask(await byFacebook({ AppId: 'app-2' })),
      ),
    ).toMatchObject({ code: 'NotAuthorizedException', message: MESSAGES.unsupported });
  });
});
