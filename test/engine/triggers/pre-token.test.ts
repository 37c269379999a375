import { afterEach, describe, expect, test } from 'vitest';
import { addUser, PASSWORD, seen, signIn, type World } from '../user-pools/users/support.ts';
import { claimsOf, events, worldWith } from './support.ts';

let world: World;
afterEach(() => world.stop());

const ROLE = 'arn:aws:iam::000000000000:role/Paying';

/** Signs in a user of one group with a role, by a pool whose function does this. */
async function tokens(body: string, version?: 'V2_0' | 'V3_0') {
  await start(body, version);
  const { AuthenticationResult } = await signIn(world, 'nora');
  return { id: claimsOf(AuthenticationResult?.IdToken), access: claimsOf(AuthenticationResult?.AccessToken) };
}

async function start(body: string, version?: 'V2_0' | 'V3_0') {
  world = await worldWith({ PreTokenGeneration: body }, {}, version);
  const UserPoolId = world.poolId;
  await addUser(world, 'nora', { email: 'nora@example.com', email_verified: 'true', name: 'Nora' });
  await world.call('cognito-idp', 'CreateGroup', { UserPoolId, GroupName: 'Paying', RoleArn: ROLE });
  await world.call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId, GroupName: 'Paying', Username: 'nora' });
}

const v1 = (details: object | null) => `event.response.claimsOverrideDetails = ${JSON.stringify(details)}`;
const v2 = (details: object | null) => `event.response.claimsAndScopeOverrideDetails = ${JSON.stringify(details)}`;
const GROUPED = { 'cognito:groups': ['Paying'], 'cognito:roles': [ROLE], 'cognito:preferred_role': ROLE };

type Row = readonly [what: string, body: string, id: Record<string, unknown>, access: Record<string, unknown>];

/** What each answer makes of the tokens; `undefined` is a claim that must not be there. */
const v1Table: readonly Row[] = [
  ['nothing', '', GROUPED, { 'cognito:groups': ['Paying'] }],
  ['null', v1(null), GROUPED, { 'cognito:groups': ['Paying'] }],
  [
    'adds a claim to the ID token alone',
    v1({ claimsToAddOrOverride: { tier: 'gold' } }),
    { tier: 'gold' },
    { tier: undefined },
  ],
  ['overrides an attribute', v1({ claimsToAddOrOverride: { name: 'N.' } }), { name: 'N.' }, {}],
  ['suppresses an attribute', v1({ claimsToSuppress: ['name'] }), { name: undefined }, {}],
  [
    'suppression wins over addition',
    v1({ claimsToAddOrOverride: { tier: 'gold' }, claimsToSuppress: ['tier'] }),
    { tier: undefined },
    {},
  ],
  [
    'replaces the groups in both tokens, roles only if given',
    v1({ groupOverrideDetails: { groupsToOverride: ['A', 'B'] } }),
    { 'cognito:groups': ['A', 'B'], 'cognito:roles': undefined, 'cognito:preferred_role': undefined },
    { 'cognito:groups': ['A', 'B'] },
  ],
  [
    'replaces roles and the preferred one',
    v1({ groupOverrideDetails: { groupsToOverride: ['A'], iamRolesToOverride: ['arn:r'], preferredRole: 'arn:r' } }),
    { 'cognito:groups': ['A'], 'cognito:roles': ['arn:r'], 'cognito:preferred_role': 'arn:r' },
    { 'cognito:groups': ['A'] },
  ],
  [
    'an empty override removes the groups',
    v1({ groupOverrideDetails: {} }),
    { 'cognito:groups': undefined, 'cognito:roles': undefined, 'cognito:preferred_role': undefined },
    { 'cognito:groups': undefined },
  ],
  [
    'so does null',
    v1({ groupOverrideDetails: null }),
    { 'cognito:groups': undefined },
    { 'cognito:groups': undefined },
  ],
  [
    'suppressing cognito:groups takes the roles along',
    v1({ claimsToSuppress: ['cognito:groups'] }),
    { 'cognito:groups': undefined, 'cognito:roles': undefined, 'cognito:preferred_role': undefined },
    { 'cognito:groups': ['Paying'] },
  ],
  [
    'claims that nobody changes stay',
    v1({
      claimsToAddOrOverride: {
        'cognito:username': 'x',
        token_use: 'access',
        'cognito:groups': 'x',
        aud: 'x',
        'dev:x': 'y',
      },
      claimsToSuppress: ['token_use', 'cognito:username', 'aud', 'exp'],
    }),
    { 'cognito:username': 'nora', token_use: 'id', ...GROUPED, 'dev:x': undefined, exp: expect.any(Number) },
    {},
  ],
  [
    'the answer of version 2 means nothing',
    v2({ idTokenGeneration: { claimsToAddOrOverride: { a: 'b' } } }),
    { a: undefined },
    {},
  ],
];

const v2Table: readonly Row[] = [
  ['nothing', '', GROUPED, { scope: 'aws.cognito.signin.user.admin' }],
  [
    'adds claims of every kind to both tokens',
    v2({
      idTokenGeneration: { claimsToAddOrOverride: { n: 5, b: true, l: ['x', 1], o: { a: { b: 1 } } } },
      accessTokenGeneration: { claimsToAddOrOverride: { tier: { level: 3 } } },
    }),
    { n: 5, b: true, l: ['x', 1], o: { a: { b: 1 } }, tier: undefined },
    { tier: { level: 3 }, n: undefined },
  ],
  [
    'adds and suppresses scopes, suppression winning',
    v2({ accessTokenGeneration: { scopesToAdd: ['films/read', 'films/write'], scopesToSuppress: ['films/write'] } }),
    { scope: undefined },
    { scope: 'aws.cognito.signin.user.admin films/read' },
  ],
  [
    'no scope left, no claim',
    v2({ accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] } }),
    {},
    { scope: undefined },
  ],
  [
    'scopes cannot be set as a claim',
    v2({ accessTokenGeneration: { claimsToAddOrOverride: { scope: 'films/read', client_id: 'x', username: 'x' } } }),
    {},
    { scope: 'aws.cognito.signin.user.admin', username: 'nora' },
  ],
  [
    'overrides groups in both tokens',
    v2({ groupOverrideDetails: { groupsToOverride: ['A'] } }),
    { 'cognito:groups': ['A'] },
    { 'cognito:groups': ['A'] },
  ],
  [
    'suppresses groups in the access token alone',
    v2({ accessTokenGeneration: { claimsToSuppress: ['cognito:groups'] } }),
    GROUPED,
    { 'cognito:groups': undefined },
  ],
  [
    'the answer of version 1 means nothing',
    v1({ claimsToAddOrOverride: { a: 'b' } }),
    { a: undefined },
    { a: undefined },
  ],
];

const holds = (claims: Record<string, unknown>, wanted: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(wanted)) expect(claims[name], name).toEqual(value);
};

describe('V1_0', () => {
  test.each(v1Table)('%s', async (_what, body, id, access) => {
    const made = await tokens(body);
    holds(made.id, id);
    holds(made.access, access);
  });
});

describe.each(['V2_0', 'V3_0'] as const)('%s', (version) => {
  test.each(v2Table)('%s', async (_what, body, id, access) => {
    const made = await tokens(body, version);
    holds(made.id, id);
    holds(made.access, access);
    const [event] = await events(world, 'InitiateAuth');
    expect(event).toMatchObject({
      version: version === 'V2_0' ? '2' : '3',
      request: {
        scopes: ['aws.cognito.signin.user.admin'],
        groupConfiguration: { groupsToOverride: ['Paying'], iamRolesToOverride: [ROLE], preferredRole: ROLE },
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
  });
});

test('an access token may name its app client as audience, and nothing else', async () => {
  const aud = (value: string) =>
    `event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: { claimsToAddOrOverride: { aud: ${value} } } }`;
  const { access } = await tokens(aud('event.callerContext.clientId'), 'V2_0');
  expect(access['aud']).toBe(world.clientId);
  await world.stop();
  await refused(aud('"somebody"'), 'V2_0');
});

async function refused(body: string, version?: 'V2_0' | 'V3_0') {
  await start(body, version);
  const fault = await world.refused('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD },
  });
  expect(seen(fault)).toBe('InvalidLambdaResponseException: Unrecognizable lambda output');
  expect(fault.reason).toBeTypeOf('string');
}

test.each([
  ['a number in version 1', v1({ claimsToAddOrOverride: { n: 5 } }), undefined],
  ['an object in version 1', v1({ claimsToAddOrOverride: { n: {} } }), undefined],
  ['claims that are a list', v1({ claimsToAddOrOverride: [] }), undefined],
  ['suppressions that are a map', v1({ claimsToSuppress: { name: true } }), undefined],
  ['groups that are a text', v1({ groupOverrideDetails: { groupsToOverride: 'A' } }), undefined],
  ['a preferred role that is a list', v1({ groupOverrideDetails: { preferredRole: ['A'] } }), undefined],
  ['details that are a text', 'event.response.claimsOverrideDetails = "x"', undefined],
  ['a scope with a space', v2({ accessTokenGeneration: { scopesToAdd: ['films/read films/write'] } }), 'V2_0'],
  ['scopes that are a text', v2({ accessTokenGeneration: { scopesToAdd: 'films/read' } }), 'V2_0'],
  [
    'an object for address',
    v2({ idTokenGeneration: { claimsToAddOrOverride: { address: { formatted: 'x' } } } }),
    'V2_0',
  ],
  ['a list for email_verified', v2({ idTokenGeneration: { claimsToAddOrOverride: { email_verified: [] } } }), 'V2_0'],
  ['a null claim', v2({ idTokenGeneration: { claimsToAddOrOverride: { x: null } } }), 'V2_0'],
  [
    'more than 5,000 claims',
    'event.response.claimsAndScopeOverrideDetails = { idTokenGeneration: { claimsToSuppress: Array.from({ length: 5001 }, (_, i) => "c" + i) } }',
    'V2_0',
  ],
] as const)('refuses %s', async (_what, body, version) => refused(body, version));

test('without the scope of the sign-in an access token cannot act for its user', async () => {
  await start(v2({ accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] } }), 'V2_0');
  const { AuthenticationResult } = await signIn(world, 'nora');
  const fault = await world.refused('cognito-idp', 'GetUser', { AccessToken: AuthenticationResult?.AccessToken ?? '' });
  expect(seen(fault)).toBe('NotAuthorizedException: Access Token does not have required scopes');
});
