import { createHmac, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { OperationName } from '../../../../shared/contract.ts';
import {
  HOUR_MS,
  OTHER_PASSWORD,
  PASSWORD,
  tampered,
  type Attempt,
  type Person,
  type Row,
  type World,
} from './stage.ts';
import { partOf, type Tokens } from '../../../support/signed-in.ts';

const NO = 'NotAuthorizedException';
const INVALID = 'Invalid Access Token';
const UNSIGNED = 'Could not verify signature for Access Token';
const REVOKED = 'Access Token has been revoked';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string): readonly [string, string, string] => token.split('.') as [string, string, string];

async function fresh(world: World): Promise<Tokens & { readonly person: Person }> {
  const person = await world.person();
  return { ...(await world.tokens(person)), person };
}

/** An access token with a header, a payload or a signature of one's own. */
async function forged(
  world: World,
  forge: (header: Record<string, unknown>, payload: Record<string, unknown>, signature: string) => string,
): Promise<string> {
  const { AccessToken } = await fresh(world);
  return forge(partOf(AccessToken, 0), partOf(AccessToken, 1), parts(AccessToken)[2]);
}

/** Signed with the pool's own key, so that only what it says can be wrong. */
async function signed(world: World, changes: Record<string, unknown>): Promise<string> {
  const { AccessToken } = await fresh(world);
  const { kid, privateKey } = await world.engine.engine.workspace.keys.key(world.home.poolId, 'access');
  return new SignJWT({ ...partOf(AccessToken, 1), ...changes })
    .setProtectedHeader({ kid, alg: 'RS256' })
    .sign(privateKey);
}

async function signedBy(world: World, privateKey: KeyObject): Promise<string> {
  const { AccessToken } = await fresh(world);
  return new SignJWT(partOf(AccessToken, 1))
    .setProtectedHeader({ kid: partOf(AccessToken, 0)['kid'] as string, alg: 'RS256' })
    .sign(privateKey);
}

type Bad = readonly [what: string, message: string, make: (world: World) => Promise<string>];

/** Every token that no operation may take; of a deleted user's, `UserNotFoundException` where it is declared. */
const BAD: readonly Bad[] = [
  [
    'an expired token',
    'Access Token has expired',
    async (world) => {
      const { AccessToken } = await fresh(world);
      world.wait(HOUR_MS);
      return AccessToken;
    },
  ],
  ['an ID token', INVALID, async (world) => (await fresh(world)).IdToken],
  ['a refresh token', INVALID, async (world) => (await fresh(world)).RefreshToken],
  [
    'a revoked token',
    REVOKED,
    async (world) => {
      const { AccessToken, RefreshToken, person } = await fresh(world);
      await world.call('cognito-idp', 'RevokeToken', { ClientId: person.scene.app, Token: RefreshToken });
      return AccessToken;
    },
  ],
  [
    'a signed-out token',
    REVOKED,
    async (world) => {
      const { AccessToken } = await fresh(world);
      await world.call('cognito-idp', 'GlobalSignOut', { AccessToken });
      return AccessToken;
    },
  ],
  [
    'a token signed out by an administrator',
    REVOKED,
    async (world) => {
      const { AccessToken, person } = await fresh(world);
      await world.admin('AdminUserGlobalSignOut', person);
      return AccessToken;
    },
  ],
  [
    'a disabled user’s token',
    'User is disabled.',
    async (world) => {
      const { AccessToken, person } = await fresh(world);
      await world.admin('AdminDisableUser', person);
      return AccessToken;
    },
  ],
  [
    'a token of before the user was disabled',
    REVOKED,
    async (world) => {
      const { AccessToken, person } = await fresh(world);
      await world.admin('AdminDisableUser', person);
      await world.admin('AdminEnableUser', person);
      return AccessToken;
    },
  ],
  [
    'a deleted user’s token',
    'User does not exist.',
    async (world) => {
      const { AccessToken, person } = await fresh(world);
      await world.admin('AdminDeleteUser', person);
      return AccessToken;
    },
  ],
  [
    'a token of a client that was deleted',
    INVALID,
    async (world) => {
      const UserPoolId = world.home.poolId;
      const { UserPoolClient } = await world.call('cognito-idp', 'CreateUserPoolClient', {
        UserPoolId,
        ClientName: 'brief',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      });
      const ClientId = UserPoolClient?.ClientId as string;
      const { AccessToken } = await world.tokens(await world.person(), ClientId);
      await world.call('cognito-idp', 'DeleteUserPoolClient', { UserPoolId, ClientId });
      return AccessToken;
    },
  ],
  [
    'a token that says another user',
    UNSIGNED,
    (world) =>
      forged(
        world,
        (header, payload, signature) => `${encode(header)}.${encode({ ...payload, username: 'root' })}.${signature}`,
      ),
  ],
  [
    'a token that says a later end',
    UNSIGNED,
    (world) =>
      forged(
        world,
        (header, payload, signature) => `${encode(header)}.${encode({ ...payload, exp: 9_999_999_999 })}.${signature}`,
      ),
  ],
  [
    'a signature that was tampered with',
    UNSIGNED,
    (world) =>
      forged(world, (header, payload, signature) => `${encode(header)}.${encode(payload)}.${tampered(signature)}`),
  ],
  [
    'a token without its signature',
    UNSIGNED,
    (world) => forged(world, (header, payload) => `${encode(header)}.${encode(payload)}.`),
  ],
  [
    'alg none',
    INVALID,
    (world) => forged(world, (header, payload) => `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`),
  ],
  [
    'HS256 with the public key',
    INVALID,
    async (world) => {
      const { publicKey } = await world.engine.engine.workspace.keys.key(world.home.poolId, 'access');
      const pem = publicKey.export({ type: 'spki', format: 'pem' });
      return forged(world, (header, payload) => {
        const text = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
        return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
      });
    },
  ],
  [
    'another pool’s key under this pool’s name',
    UNSIGNED,
    async (world) =>
      signedBy(world, (await world.engine.engine.workspace.keys.key(world.abroad.poolId, 'access')).privateKey),
  ],
  [
    'the key of the ID tokens under the other’s name',
    UNSIGNED,
    async (world) =>
      signedBy(world, (await world.engine.engine.workspace.keys.key(world.home.poolId, 'id')).privateKey),
  ],
  ['another pool’s issuer', INVALID, (world) => signed(world, { iss: `http://localhost:9229/${world.abroad.poolId}` })],
  ['a client of another pool', INVALID, (world) => signed(world, { client_id: world.abroad.app })],
  ['an unknown sign-in', REVOKED, (world) => signed(world, { origin_jti: '00000000-0000-4000-8000-000000000000' })],
  [
    'the sign-in of another user',
    REVOKED,
    async (world) => {
      const { AccessToken } = await fresh(world);
      return signed(world, { origin_jti: partOf(AccessToken, 1)['origin_jti'] });
    },
  ],
  [
    'a token without the scope',
    'Access Token does not have required scopes',
    (world) => signed(world, { scope: 'openid email' }),
  ],
];

type Op = OperationName<'cognito-idp'>;
const KEY = 'us-east-1_00000000-0000-4000-8000-000000000000';

/** Every operation that an access token authorises, with the rest of a valid input. */
const OPERATIONS: Readonly<Partial<Record<Op, object>>> = {
  GetUser: {},
  UpdateUserAttributes: { UserAttributes: [{ Name: 'nickname', Value: 'n' }] },
  DeleteUserAttributes: { UserAttributeNames: ['nickname'] },
  DeleteUser: {},
  ChangePassword: { PreviousPassword: PASSWORD, ProposedPassword: OTHER_PASSWORD },
  GetUserAttributeVerificationCode: { AttributeName: 'email' },
  VerifyUserAttribute: { AttributeName: 'email', Code: '123456' },
  GetUserAuthFactors: {},
  SetUserMFAPreference: { SMSMfaSettings: { Enabled: true } },
  SetUserSettings: { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] },
  AssociateSoftwareToken: {},
  VerifySoftwareToken: { UserCode: '123456' },
  GlobalSignOut: {},
  ConfirmDevice: { DeviceKey: KEY },
  GetDevice: { DeviceKey: KEY },
  ListDevices: {},
  UpdateDeviceStatus: { DeviceKey: KEY, DeviceRememberedStatus: 'remembered' },
  ForgetDevice: { DeviceKey: KEY },
  StartWebAuthnRegistration: {},
  CompleteWebAuthnRegistration: { Credential: {} },
  ListWebAuthnCredentials: {},
  DeleteWebAuthnCredential: { CredentialId: 'abc' },
};
/** They declare no UserNotFoundException. */
const WITHOUT_USER: readonly string[] = [
  'GlobalSignOut',
  'AssociateSoftwareToken',
  'StartWebAuthnRegistration',
  'CompleteWebAuthnRegistration',
  'ListWebAuthnCredentials',
  'DeleteWebAuthnCredential',
];

const made = new WeakMap<World, Map<string, Promise<string>>>();
/** A bad token stays bad: each is made once. */
function once(world: World, [what, , make]: Bad): Promise<string> {
  const tokens = made.get(world) ?? new Map<string, Promise<string>>();
  made.set(world, tokens);
  const token = tokens.get(what) ?? make(world);
  tokens.set(what, token);
  return token;
}

/** Every bad token at every operation. An older token may have expired by now, which is judged before the rest. */
export const accessTokens: readonly Row[] = BAD.flatMap((bad) =>
  Object.entries(OPERATIONS).map(([operation, input]): Row => {
    const [what, message] = bad;
    const gone = message === 'User does not exist.';
    const hidden = gone && WITHOUT_USER.includes(operation);
    return [
      `${operation}: ${what}`,
      gone && !hidden ? 'UserNotFoundException' : NO,
      hidden ? INVALID : message,
      async (world) => [operation as Op, { ...input, AccessToken: await once(world, bad) }],
    ];
  }),
);

const REFRESH = 'Invalid Refresh Token';
const refresh = (token: string, client: string, more: Record<string, string> = {}): Attempt => [
  'InitiateAuth',
  { ClientId: client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: token, ...more } },
];
const renew = (token: string, client: string, more: object = {}): Attempt => [
  'GetTokensFromRefreshToken',
  { ClientId: client, RefreshToken: token, ...more },
];

type BadRefresh = readonly [
  what: string,
  message: string,
  make: (world: World) => Promise<readonly [token: string, client: string]>,
];
const BAD_REFRESH: readonly BadRefresh[] = [
  ['an access token', REFRESH, async (world) => [(await fresh(world)).AccessToken, world.home.app]],
  ['an ID token', REFRESH, async (world) => [(await fresh(world)).IdToken, world.home.app]],
  ['nonsense', REFRESH, async (world) => ['nonsense', world.home.app]],
  [
    'one that was tampered with',
    REFRESH,
    async (world) => [tampered((await fresh(world)).RefreshToken), world.home.app],
  ],
  ['another client’s', REFRESH, async (world) => [(await fresh(world)).RefreshToken, world.home.second]],
  ['another pool’s', REFRESH, async (world) => [(await fresh(world)).RefreshToken, world.abroad.app]],
  [
    'an expired one',
    'Refresh Token has expired',
    async (world) => {
      const { RefreshToken } = await fresh(world);
      world.wait(30 * 24 * HOUR_MS);
      return [RefreshToken, world.home.app];
    },
  ],
  [
    'a revoked one',
    'Refresh Token has been revoked',
    async (world) => {
      const { RefreshToken } = await fresh(world);
      await world.call('cognito-idp', 'RevokeToken', { ClientId: world.home.app, Token: RefreshToken });
      return [RefreshToken, world.home.app];
    },
  ],
  [
    'a signed-out one',
    'Refresh Token has been revoked',
    async (world) => {
      const { AccessToken, RefreshToken } = await fresh(world);
      await world.call('cognito-idp', 'GlobalSignOut', { AccessToken });
      return [RefreshToken, world.home.app];
    },
  ],
  [
    'a disabled user’s',
    'User is disabled.',
    async (world) => {
      const { RefreshToken, person } = await fresh(world);
      await world.admin('AdminDisableUser', person);
      return [RefreshToken, world.home.app];
    },
  ],
  [
    'one of before the user was disabled',
    'Refresh Token has been revoked',
    async (world) => {
      const { RefreshToken, person } = await fresh(world);
      await world.admin('AdminDisableUser', person);
      await world.admin('AdminEnableUser', person);
      return [RefreshToken, world.home.app];
    },
  ],
  [
    'a deleted user’s',
    REFRESH,
    async (world) => {
      const { RefreshToken, person } = await fresh(world);
      await world.admin('AdminDeleteUser', person);
      return [RefreshToken, world.home.app];
    },
  ],
  [
    'one of before the password was reset',
    REFRESH,
    async (world) => {
      const { RefreshToken, person } = await fresh(world);
      await world.admin('AdminResetUserPassword', person);
      return [RefreshToken, world.home.app];
    },
  ],
];

/** A client whose refresh tokens rotate, without a grace period. */
async function rotating(world: World): Promise<readonly [token: string, client: string]> {
  const { UserPoolClient } = await world.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: world.home.poolId,
    ClientName: 'rotating',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  const client = UserPoolClient?.ClientId as string;
  const { RefreshToken } = await world.tokens(await world.person(), client);
  await world.call('cognito-idp', 'GetTokensFromRefreshToken', { ClientId: client, RefreshToken });
  return [RefreshToken, client];
}

export const refreshTokens: readonly Row[] = [
  ...BAD_REFRESH.flatMap(([what, message, make]): readonly Row[] => [
    [`REFRESH_TOKEN_AUTH: ${what}`, NO, message, async (world) => refresh(...(await make(world)))],
    [`GetTokensFromRefreshToken: ${what}`, NO, message, async (world) => renew(...(await make(world)))],
  ]),
  [
    'GetTokensFromRefreshToken: one that rotation replaced',
    'RefreshTokenReuseException',
    'Refresh token has been reused',
    async (world) => renew(...(await rotating(world))),
  ],
  [
    'RevokeToken: an access token',
    'UnsupportedTokenTypeException',
    'Unsupported token type',
    async (world) => ['RevokeToken', { ClientId: world.home.app, Token: (await fresh(world)).AccessToken }],
  ],
  [
    'RevokeToken: one that was tampered with',
    'UnsupportedTokenTypeException',
    'Unsupported token type',
    async (world) => ['RevokeToken', { ClientId: world.home.app, Token: tampered((await fresh(world)).RefreshToken) }],
  ],
  [
    'RevokeToken: another client’s',
    'UnauthorizedException',
    'Invalid client',
    async (world) => ['RevokeToken', { ClientId: world.home.second, Token: (await fresh(world)).RefreshToken }],
  ],
  [
    'RevokeToken: another pool’s',
    'UnauthorizedException',
    'Invalid client',
    async (world) => ['RevokeToken', { ClientId: world.abroad.app, Token: (await fresh(world)).RefreshToken }],
  ],
];
