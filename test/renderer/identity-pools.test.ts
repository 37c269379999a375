import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IdentityPool } from '../../shared/aws/types/cognito-identity.ts';
import { changes, edited, rolesInput } from '../../renderer/pages/identity-pools/providers/access-draft.ts';
import { FRESH, named, problemOf, type Draft } from '../../renderer/pages/identity-pools/create/create-draft.ts';
import {
  described,
  draftOf,
  mappingFor,
  mappingProblem,
  newRule,
} from '../../renderer/pages/identity-pools/providers/mapping.ts';
import {
  keyOf,
  loginOf,
  mappingKeyOf,
  present,
  providerProblem,
  providersOf,
  settingsOf,
  strayMappings,
  type Provider,
} from '../../renderer/pages/identity-pools/providers/providers.ts';
import {
  exampleClaims,
  firstSubject,
  subjectOf,
  turnedTo,
} from '../../renderer/pages/identity-pools/preview/subject.ts';
import { tagDraftOf, tagInput, tagMapProblem } from '../../renderer/pages/identity-pools/tags/tag-map.ts';
import { safeIdentityPoolUpdate } from '../../renderer/pages/identity-pools/update.ts';
import { startEngine, type TestEngine } from '../support/harness.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const OIDC = 'arn:aws:iam::000000000000:oidc-provider/accounts.example.com/tenant';
const SAML = 'arn:aws:iam::000000000000:saml-provider/Office';
const ROLE = 'arn:aws:iam::000000000000:role/Viewer';
const EVERY_KIND: readonly Provider[] = [
  { kind: 'user-pool', userPoolId: 'eu-west-1_Abc', clientId: 'client1', serverSideCheck: true },
  { kind: 'user-pool', userPoolId: 'eu-west-1_Abc', clientId: 'client2', serverSideCheck: false },
  { kind: 'google', appId: '123.apps.googleusercontent.com' },
  { kind: 'apple', appId: 'com.example.app' },
  { kind: 'facebook', appId: '7346241598935552' },
  { kind: 'amazon', appId: 'amzn1.application.1' },
  { kind: 'twitter', appId: 'key;secret' },
  { kind: 'digits', appId: 'key;secret' },
  { kind: 'oidc', arn: OIDC },
  { kind: 'saml', arn: SAML },
  { kind: 'developer', name: 'login.my.app' },
];

const poolWith = async (providers: readonly Provider[]): Promise<IdentityPool> =>
  engine.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'p',
    AllowUnauthenticatedIdentities: false,
    ...present(settingsOf(providers)),
  });

test('providers of every kind survive the way to the engine and back', async () => {
  expect(providersOf(await poolWith(EVERY_KIND))).toEqual(EVERY_KIND);
  expect(providersOf(await poolWith([]))).toEqual([]);
});

test('each kind has the key of its logins and of its mapping', () => {
  expect(EVERY_KIND.map(loginOf)).toEqual([
    'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc',
    'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc',
    'accounts.google.com',
    'appleid.apple.com',
    'graph.facebook.com',
    'www.amazon.com',
    'api.twitter.com',
    'www.digits.com',
    'accounts.example.com/tenant',
    SAML,
    'login.my.app',
  ]);
  expect(mappingKeyOf(EVERY_KIND[0] as Provider)).toBe('cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc:client1');
  expect(mappingKeyOf(EVERY_KIND[8] as Provider)).toBe(OIDC);
  expect(mappingKeyOf(EVERY_KIND[10] as Provider)).toBeUndefined();
  expect(new Set(EVERY_KIND.map(keyOf)).size).toBe(EVERY_KIND.length);
});

test('what a provider lacks is said, and a second one of the same key is no provider', () => {
  const one: Provider = { kind: 'user-pool', userPoolId: 'eu-west-1_Abc', clientId: 'client1', serverSideCheck: false };
  expect(providerProblem(one, EVERY_KIND)).toBe('The pool has this provider already.');
  expect(providerProblem(one, [])).toBeUndefined();
  expect(providerProblem({ ...one, clientId: '' }, [])).toBe('Choose the app client whose tokens the pool takes.');
  expect(providerProblem({ kind: 'google', appId: ' ' }, [])).toBe('Type the client id.');
  expect(providerProblem({ kind: 'saml', arn: '' }, [])).toBe('Choose an IAM provider, or create one.');
  expect(providerProblem({ kind: 'developer', name: 'no spaces' }, [])).toContain('letters, digits');
});

test('an update changes what was edited and nothing else; what AWS would have reset is named', async () => {
  const before = await poolWith(EVERY_KIND);
  const { request, differences, rescued } = safeIdentityPoolUpdate(before, { AllowClassicFlow: true });
  expect(differences).toEqual([{ field: 'AllowClassicFlow', before: undefined, after: true }]);
  expect(rescued.map(({ field }) => field)).toEqual([
    'SupportedLoginProviders',
    'OpenIdConnectProviderARNs',
    'CognitoIdentityProviders',
    'SamlProviderARNs',
  ]);
  await engine.call('cognito-identity', 'UpdateIdentityPool', request);
  const after = await engine.call('cognito-identity', 'DescribeIdentityPool', {
    IdentityPoolId: before.IdentityPoolId,
  });
  expect(after).toEqual({ ...before, AllowClassicFlow: true });
});

test('what the review says AWS would reset is what the engine resets', async () => {
  const before = await poolWith(EVERY_KIND);
  const { rescued } = safeIdentityPoolUpdate(before, { AllowClassicFlow: true });
  const { IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities } = before;
  const after = await engine.call('cognito-identity', 'UpdateIdentityPool', {
    IdentityPoolId,
    IdentityPoolName,
    AllowUnauthenticatedIdentities,
    AllowClassicFlow: true,
  });
  const lost = Object.keys(before).filter((field) => !(field in after));
  expect(rescued.map(({ field }) => field).toSorted()).toEqual(lost.toSorted());
  expect(after.DeveloperProviderName).toBe('login.my.app');
});

test('the last provider of a kind can be taken away', async () => {
  const before = await poolWith(EVERY_KIND);
  const left = EVERY_KIND.filter(({ kind }) => kind !== 'saml' && kind !== 'user-pool');
  const { request } = safeIdentityPoolUpdate(before, settingsOf(left));
  expect(providersOf(await engine.call('cognito-identity', 'UpdateIdentityPool', request))).toEqual(left);
});

test('a mapping survives the form; rules keep their order', () => {
  const rules = ['b', 'a'].map((Value) => ({ Claim: 'tier', MatchType: 'Equals' as const, Value, RoleARN: ROLE }));
  const mapping = {
    Type: 'Rules' as const,
    AmbiguousRoleResolution: 'Deny' as const,
    RulesConfiguration: { Rules: rules },
  };
  expect(mappingFor(draftOf(mapping))).toEqual(mapping);
  expect(mappingFor(draftOf(undefined))).toBeUndefined();
  expect(mappingFor({ ...draftOf(mapping), way: 'Token' })).toEqual({ Type: 'Token', AmbiguousRoleResolution: 'Deny' });
  expect(described(mapping)).toBe('The first of 2 rules that fits, otherwise nothing.');
});

test('a mapping says what it lacks', () => {
  const draft = { way: 'Rules' as const, ambiguous: 'Deny' as const, rules: [] };
  expect(mappingProblem(draft)).toBe('Add a rule, or choose another way.');
  expect(mappingProblem({ ...draft, rules: [newRule('tier')] })).toBe('Every rule needs a claim, a value and a role.');
  const whole = { ...newRule('tier'), Value: 'gold', RoleARN: ROLE };
  expect(mappingProblem({ ...draft, rules: [whole] })).toBeUndefined();
  expect(mappingProblem({ ...draft, rules: [{ ...whole, Value: 'x'.repeat(129) }] })).toContain('128');
  expect(mappingProblem({ ...draft, way: 'Token' })).toBeUndefined();
});

test('roles are sent with everything that is not edited', () => {
  const token = { Type: 'Token' as const, AmbiguousRoleResolution: 'Deny' as const };
  const saved = { Roles: { authenticated: ROLE, unauthenticated: ROLE }, RoleMappings: { one: token, two: token } };
  const draft = { roles: { authenticated: '', unauthenticated: ROLE }, mappings: { one: draftOf(undefined) } };
  expect(rolesInput('p', saved, draft)).toEqual({
    IdentityPoolId: 'p',
    Roles: { unauthenticated: ROLE },
    RoleMappings: { two: token },
  });
  expect(changes(saved, draft)).toBe(true);
  expect(changes(saved, { mappings: { one: draftOf(token) } })).toBe(false);
  expect(edited(saved, { mappings: {} })).toEqual(saved);
  expect(rolesInput('p', { Roles: {} }, { mappings: {} })).toEqual({ IdentityPoolId: 'p', Roles: {} });
});

test('mappings of providers that are gone are noticed', () => {
  const token = { Type: 'Token' as const };
  expect(strayMappings({ [OIDC]: token, 'www.amazon.com': token }, [{ kind: 'oidc', arn: OIDC }])).toEqual([
    'www.amazon.com',
  ]);
});

test('a tag map is inactive, the default or custom, as SetPrincipalTagAttributeMap takes it', async () => {
  const { IdentityPoolId } = await poolWith(EVERY_KIND);
  const IdentityProviderName = 'accounts.google.com';
  for (const draft of [
    { mode: 'default', tags: [] },
    { mode: 'custom', tags: [{ tag: 'mail', claim: 'email' }] },
    { mode: 'inactive', tags: [] },
  ] as const) {
    await engine.call('cognito-identity', 'SetPrincipalTagAttributeMap', {
      IdentityPoolId,
      IdentityProviderName,
      ...tagInput(draft),
    });
    const map = await engine.call('cognito-identity', 'GetPrincipalTagAttributeMap', {
      IdentityPoolId,
      IdentityProviderName,
    });
    expect(tagDraftOf(map)).toEqual(draft);
  }
  const twice = { tag: 'mail', claim: 'email' };
  expect(tagMapProblem({ mode: 'custom', tags: [twice, twice] })).toBe('This tag stands above already.');
  expect(tagMapProblem({ mode: 'custom', tags: [] })).toBe('Add a tag, or choose another way.');
  expect(tagMapProblem({ mode: 'default', tags: [] })).toBeUndefined();
});

test('the wizard says what keeps a step from being left', () => {
  const google: Provider = { kind: 'google', appId: '1' };
  const good: Draft = { ...FRESH, providers: [google], guests: true, ...named(FRESH, 'my app') };
  expect(problemOf(0, { ...good, name: 'a/b' })).toContain('Give the pool a name');
  expect(problemOf(0, { ...good, providers: [], guests: false })).toBe('Add an identity provider, or allow guests.');
  expect(good.authenticated.name).toBe('myapp-authenticated');
  expect(problemOf(1, { ...good, guest: good.authenticated })).toBe('The two roles need different names.');
  expect(problemOf(1, { ...good, guest: { ...good.guest, way: 'existing' } })).toBe(
    'Name or choose the role of guests.',
  );
  expect(problemOf(2, { ...good, mappings: { 'accounts.google.com': { ...draftOf(undefined), way: 'Rules' } } })).toBe(
    'Add a rule, or choose another way.',
  );
  expect(problemOf(4, { ...good, customId: 'US-EAST' })).toContain('UUID in lower case');
  expect(problemOf(4, { ...good, tags: [{ key: 'aws:x', value: '' }] })).toContain('reserved');
  expect([0, 1, 2, 3, 4, 5].map((step) => problemOf(step, good))).toEqual(Array(6).fill(undefined));
});

test('the preview’s question: who comes, and what it lacks', () => {
  const [userPool, , google] = EVERY_KIND as [Provider, Provider, Provider];
  const developer = EVERY_KIND[10] as Provider;
  const start = firstSubject([google, userPool]);
  expect(start.way).toBe('user');
  expect(firstSubject([]).way).toBe('guest');
  expect(subjectOf(start, [userPool])).toEqual({ lacks: 'Choose a user.' });
  expect(subjectOf({ ...start, username: 'ann' }, [userPool])).toEqual({
    subject: { UserPoolId: 'eu-west-1_Abc', Username: 'ann', ClientId: 'client1' },
  });
  expect(subjectOf({ ...start, way: 'claims', claims: '[]' }, [google])).toEqual({
    lacks: 'The claims must be a JSON object.',
  });
  expect(subjectOf({ ...start, way: 'claims', claims: '{' }, [google])).toEqual({
    lacks: 'The claims are not JSON yet.',
  });
  expect(subjectOf({ ...start, way: 'claims' }, [google])).toEqual({
    subject: { Provider: 'accounts.google.com', Claims: JSON.parse(exampleClaims(google)) as object },
  });
  expect(subjectOf({ ...start, way: 'token', token: 't' }, [google])).toEqual({ subject: { Token: 't' } });
  expect(subjectOf({ ...start, way: 'developer', developerUser: 'u' }, [developer])).toEqual({
    subject: { DeveloperUser: 'u' },
  });
  // Editing a provider asks about somebody of it, unless that is asked already.
  expect(turnedTo(start, userPool, [userPool, google])).toEqual({});
  expect(turnedTo(start, google, [userPool, google])).toMatchObject({ way: 'claims', provider: 'accounts.google.com' });
});
