import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalProviderKind } from '../../../shared/poolkeeper/operations.ts';
import { APP, changed, NOW, startStage, type Stage } from './stage.ts';

let s: Stage;
beforeEach(async () => {
  s = await startStage();
});
afterEach(() => s.stop());

const UNVERIFIED = "Invalid login token. Couldn't verify signed token.";
const UNSUPPORTED = 'Token is not from a supported provider of this identity pool.';
const refusal = (message: string, reason: string) => ({
  code: 'NotAuthorizedException',
  message,
  reason: expect.stringContaining(reason),
});

const ACCESS: readonly (readonly [LocalProviderKind, string, string])[] = [
  ['facebook', 'graph.facebook.com', APP],
  ['amazon', 'www.amazon.com', `other;${APP}`],
  ['twitter', 'api.twitter.com', `${APP};consumer-secret`],
  ['digits', 'www.digits.com', `${APP};consumer-secret`],
];

describe.each(ACCESS)('access tokens of %s', (kind, key, setting) => {
  beforeEach(() => s.providers({ SupportedLoginProviders: { [key]: setting } }));

  test('are a login: the same person is the same identity, and rules see their claims', async () => {
    const { person } = await s.put(kind);
    const { token, loginKey } = await s.issue(kind, person);
    expect(loginKey).toBe(key);
    const id = await s.getId({ [key]: token });
    expect(await s.getId({ [key]: (await s.issue(kind, person)).token })).toBe(id);
    await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
      IdentityPoolId: s.identityPoolId,
      Roles: { authenticated: s.roles.free },
      RoleMappings: {
        [key]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: {
            Rules: [{ Claim: 'plan', MatchType: 'Equals', Value: 'gold', RoleARN: s.roles.premium }],
          },
        },
      },
    });
    const answer = await s.test.call('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId: id,
      Logins: { [key]: token },
    });
    const session = s.test.engine.workspace.store.access.session(answer.Credentials?.AccessKeyId as string);
    expect(session?.roleArn).toBe(s.roles.premium);
    expect(session?.details.context['cognito-identity.amazonaws.com:amr']).toEqual([
      'authenticated',
      key,
      `${key}:${APP}:${person}`,
    ]);
  });

  test('are refused: another app’s, expired, changed, made up, another provider’s, of a person who is gone', async () => {
    const { person } = await s.put(kind);
    const { token } = await s.issue(kind, person);
    const ask = (text: string) => s.refusedId({ [key]: text });
    const foreign = await s.issue(kind, person, { AppId: 'app-2' });
    expect(await ask(foreign.token)).toMatchObject(refusal(UNSUPPORTED, 'for the app app-2'));
    const secret = await s.issue(kind, person, { AppId: 'consumer-secret' });
    expect(await ask(secret.token)).toMatchObject(refusal(UNSUPPORTED, 'consumer-secret'));
    expect(await ask(changed(token))).toMatchObject(refusal(UNVERIFIED, 'issued no such token'));
    expect(await ask('EAAbogus')).toMatchObject(refusal(UNVERIFIED, 'A token of the real provider is not taken'));
    const other = kind === 'facebook' ? 'amazon' : 'facebook';
    const stranger = await s.put(other);
    expect(await ask((await s.issue(other, stranger.person)).token)).toMatchObject(
      refusal(UNVERIFIED, `one of the local provider for ${other}`),
    );
    await s.getId({ [key]: token });
    s.test.advance(3600_000);
    expect(await ask(token)).toMatchObject(
      refusal('Invalid login token. Token is expired.', 'expired at 2026-11-23T13:00:00.000Z'),
    );
    const fresh = (await s.issue(kind, person)).token;
    await s.test.call('poolkeeper', 'DeleteLocalProviderPerson', { LocalProvider: kind, Id: person });
    expect(await ask(fresh)).toMatchObject(refusal(UNVERIFIED, 'the person it was for is gone'));
    // Nor does the same person, made anew, bring the token back.
    await s.test.call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: kind, Id: person });
    expect(await ask(fresh)).toMatchObject(refusal(UNVERIFIED, 'issued no such token'));
  });

  test('without a local provider nobody can judge them, which the reason says', async () => {
    expect(await s.refusedId({ [key]: 'EAAreal' })).toMatchObject(refusal(UNVERIFIED, `A local provider for ${kind}`));
    const { person } = await s.put(kind);
    const { token } = await s.issue(kind, person);
    await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: kind });
    expect(await s.refusedId({ [key]: token })).toMatchObject(refusal(UNVERIFIED, `A local provider for ${kind}`));
    await s.put(kind);
    expect(await s.refusedId({ [key]: token })).toMatchObject(refusal(UNVERIFIED, 'issued no such token'));
  });

  test('a pool that does not list the provider takes none', async () => {
    await s.providers({});
    const { person } = await s.put(kind);
    expect(await s.refusedId({ [key]: (await s.issue(kind, person)).token })).toMatchObject(
      refusal(UNSUPPORTED, `${key} is not configured in this identity pool.`),
    );
  });
});

/** Every kind of provider that gives ID tokens: how the pool is told of it, and the key of the login. */
const ID_TOKENS: readonly (readonly [string, LocalProviderKind, string, string, string | undefined])[] = [
  ['Google', 'google', 'google', 'accounts.google.com', undefined],
  ['Apple', 'apple', 'apple', 'appleid.apple.com', undefined],
  ['an issuer on this machine', 'oidc', 'crew', 'localhost:9229/_stand-in/crew', undefined],
  ['an issuer of another name', 'oidc', 'crew', 'login.example.com/tenant', 'https://login.example.com/tenant'],
  ['an issuer that ends with a slash', 'oidc', 'crew', 'tenant.example.com', 'https://tenant.example.com/'],
];

describe.each(ID_TOKENS)('ID tokens of %s', (_title, kind, name, key, issuer) => {
  let person: string;
  beforeEach(async () => {
    await s.test.call('poolkeeper', 'PutLocalProvider', {
      Kind: kind,
      ...(kind === 'oidc' ? { Name: name } : {}),
      ...(issuer === undefined ? {} : { Issuer: issuer }),
    });
    person = (
      await s.test.call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: name, Claims: { plan: 'gold' } })
    ).person.id;
    if (kind !== 'oidc') return s.providers({ SupportedLoginProviders: { [key]: APP } });
    const { OpenIDConnectProviderArn } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
      Url: issuer ?? `http://${key}`,
      ClientIDList: [APP],
    });
    return s.providers({ OpenIdConnectProviderARNs: [OpenIDConnectProviderArn] });
  });

  test('are a login, with no key pasted and nothing fetched', async () => {
    const { token, loginKey } = await s.issue(name, person);
    expect(loginKey).toBe(key);
    const id = await s.getId({ [key]: token });
    expect(await s.getId({ [key]: (await s.issue(name, person)).token })).toBe(id);
    const { Logins } = await s.test.call('cognito-identity', 'DescribeIdentity', { IdentityId: id });
    expect(Logins).toEqual([key]);
  });

  test('are refused: another app’s, expired, changed, another provider’s, signed by keys that are gone', async () => {
    const { token } = await s.issue(name, person);
    const ask = (text: string) => s.refusedId({ [key]: text });
    const foreign = await s.issue(name, person, { AppId: 'app-2' });
    expect(await ask(foreign.token)).toMatchObject(refusal(UNSUPPORTED, 'app-2'));
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), plan: 'platinum' };
    const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    expect(await ask(forged)).toMatchObject(refusal(UNVERIFIED, 'do not verify it'));
    const { person: stranger } = await s.put('oidc', 'stranger');
    expect(await ask((await s.issue('stranger', stranger)).token)).toMatchObject(
      refusal("Invalid login token. Issuer doesn't match providerName", '_stand-in/stranger'),
    );
    expect(await ask('nonsense')).toMatchObject(
      refusal('Invalid login token. Not a valid OpenId Connect identity token.', 'three parts'),
    );
    await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: name });
    expect(await ask(token)).toMatchObject({ code: 'NotAuthorizedException', message: UNVERIFIED });
    await s.put(kind, kind === 'oidc' ? name : undefined);
    if (issuer === undefined)
      expect(await ask(token)).toMatchObject(refusal(UNVERIFIED, 'The local provider’s keys of'));
  });

  test('are refused once they have expired', async () => {
    const { token } = await s.issue(name, person, { Lifetime: 60 });
    s.test.advance(59_000);
    await s.getId({ [key]: token });
    s.test.advance(1_000);
    const second = NOW / 1000 + 60;
    expect(await s.refusedId({ [key]: token })).toMatchObject(
      refusal(`Invalid login token. Token expired: ${second} >= ${second}`, 'exp was'),
    );
  });
});

test('Google’s tokens without keys are refused, and the reason names the local provider', async () => {
  await s.providers({ SupportedLoginProviders: { 'accounts.google.com': APP } });
  const { person } = await s.put('google');
  const { token } = await s.issue('google', person);
  await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: 'google' });
  expect(await s.refusedId({ 'accounts.google.com': token })).toMatchObject(
    refusal(UNVERIFIED, 'there is no local provider for accounts.google.com'),
  );
});

test('pasted keys and those of the local provider are good beside each other', async () => {
  const { person } = await s.put('google');
  const { OpenIDConnectProviderArn: ProviderArn = '' } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: 'https://accounts.google.com',
    ClientIDList: [APP],
  });
  const earlier = (await s.issue('google', person)).token;
  const Jwks = (
    await s.test.call('poolkeeper', 'GetLocalProviderDocument', { LocalProvider: 'google', Document: 'jwks' })
  ).body;
  await s.test.call('poolkeeper', 'PutIssuerKeys', { ProviderArn, Jwks });
  await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: 'google' });
  await s.put('google');
  await s.test.call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider: 'google', Id: person });
  await s.providers({ SupportedLoginProviders: { 'accounts.google.com': APP } });
  const id = await s.getId({ 'accounts.google.com': earlier });
  expect(await s.getId({ 'accounts.google.com': (await s.issue('google', person)).token })).toBe(id);
});

test('a local provider on this machine stays the same provider when the port changes', async () => {
  const { person } = await s.put('oidc', 'crew');
  const { OpenIDConnectProviderArn } = await s.test.call('iam', 'CreateOpenIDConnectProvider', {
    Url: 'http://localhost:9229/_stand-in/crew',
    ClientIDList: [APP],
  });
  await s.providers({ OpenIdConnectProviderARNs: [OpenIDConnectProviderArn] });
  const before = await s.issue('crew', person);
  const id = await s.getId({ [before.loginKey]: before.token });
  s.test.engine.workspace.endpoint = 'http://localhost:4000';
  const after = await s.issue('crew', person);
  expect(after.loginKey).toBe('localhost:4000/_stand-in/crew');
  expect(await s.getId({ [after.loginKey]: after.token })).toBe(id);
  await s.test.call('cognito-identity', 'UnlinkIdentity', {
    IdentityId: id,
    Logins: { [after.loginKey]: after.token },
    LoginsToRemove: [after.loginKey],
  });
  expect((await s.test.call('cognito-identity', 'DescribeIdentity', { IdentityId: id })).Logins ?? []).toEqual([]);
});

describe('SAML', () => {
  let arn: string;
  let person: string;
  beforeEach(async () => {
    ({ person } = await s.put('saml', 'studio'));
    const { body } = await s.test.call('poolkeeper', 'GetLocalProviderDocument', {
      LocalProvider: 'studio',
      Document: 'metadata',
    });
    const made = await s.test.call('iam', 'CreateSAMLProvider', { Name: 'Studio', SAMLMetadataDocument: body });
    arn = made.SAMLProviderArn as string;
    await s.providers({ SamlProviderARNs: [arn] });
  });

  test('a response is a login under the ARN of IAM’s provider, its attributes are claims', async () => {
    const { token, loginKey } = await s.issue('studio', person, { AppId: undefined });
    expect(loginKey).toBe(arn);
    expect((await s.test.call('poolkeeper', 'ListLocalProviders', {})).localProviders).toMatchObject([
      { providerArn: arn, loginKey: arn },
    ]);
    const id = await s.getId({ [arn]: token });
    await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
      IdentityPoolId: s.identityPoolId,
      Roles: { authenticated: s.roles.free },
      RoleMappings: {
        [arn]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: {
            Rules: [{ Claim: 'department', MatchType: 'Equals', Value: 'sound', RoleARN: s.roles.premium }],
          },
        },
      },
    });
    const { Credentials } = await s.test.call('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId: id,
      Logins: { [arn]: token },
    });
    const session = s.test.engine.workspace.store.access.session(Credentials?.AccessKeyId as string);
    expect(session?.roleArn).toBe(s.roles.premium);
  });

  test('a response is refused: for another audience, expired, changed, of another local provider, of new keys', async () => {
    const ask = (text: string) => s.refusedId({ [arn]: text });
    const forApp = await s.issue('studio', person, { Audience: 'urn:other', AppId: undefined });
    expect(await ask(forApp.token)).toMatchObject({ message: UNSUPPORTED });
    const { token } = await s.issue('studio', person, { AppId: undefined });
    const forged = Buffer.from(token, 'base64').toString().replace('>gold<', '>mine<');
    expect(await ask(Buffer.from(forged).toString('base64'))).toMatchObject({ message: UNVERIFIED });
    const other = await s.put('saml', 'other');
    const stranger = await s.issue('other', other.person, { AppId: undefined });
    expect(await ask(stranger.token)).toMatchObject({ message: UNVERIFIED });
    s.test.advance(1200_000);
    expect(await ask(token)).toMatchObject({ message: 'Invalid login token. Token is expired.' });
    await s.test.call('poolkeeper', 'DeleteLocalProvider', { Name: 'studio' });
    const again = await s.put('saml', 'studio');
    expect(await ask((await s.issue('studio', again.person, { AppId: undefined })).token)).toMatchObject({
      message: UNVERIFIED,
    });
  });
});
