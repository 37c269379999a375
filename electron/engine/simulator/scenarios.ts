import { createHmac } from 'node:crypto';
import type { Scenario } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Client } from '../store/clients.ts';
import type { Pool } from '../store/pools.ts';
import type { Workspace } from '../kernel/workspace.ts';
import type { Credentials, JsonAnswer, Recorder } from './recorder.ts';
import { proveSrp, startSrp } from './srp-client.ts';

/** The actors of a run and what it has learnt so far. */
export type RunContext = {
  readonly workspace: Workspace;
  readonly random: Ctx['random'];
  readonly recorder: Recorder;
  readonly fault: string | undefined;
  readonly pool: Pool;
  readonly client: Client;
  readonly username: string;
  readonly password: string;
  readonly identityPoolId: string | undefined;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  tokens?: { id: string; access: string; refresh: string };
  identityId?: string;
  credentials?: Credentials;
};

/** One step of a scenario. It gives the sentence with which the scenario ends, or nothing to go on. */
type ScenarioStep = (context: RunContext) => Promise<string | undefined>;

export type RunnableScenario = Scenario & {
  readonly steps: readonly ScenarioStep[];
  readonly needs: readonly ('identityPool' | 'object')[];
};

const WRONG_PASSWORD = { id: 'wrong-password', title: 'The password is wrong' };
const WRONG_SECRET_HASH = { id: 'wrong-secret-hash', title: 'The secret hash is wrong' };
const UNKNOWN_USER = { id: 'unknown-user', title: 'The user does not exist' };
const REVOKED = { id: 'revoked', title: 'The refresh token was revoked before' };
const CHANGED_TOKEN = { id: 'changed-token', title: 'The ID token was changed on the way' };
const WRONG_SIGNATURE = { id: 'wrong-signature', title: 'The S3 request is signed with another secret' };

const SIGN_IN_FAULTS = [WRONG_PASSWORD, UNKNOWN_USER, WRONG_SECRET_HASH];

/** Every scenario, as a table of steps that a real client goes through. */
export const scenarios: readonly RunnableScenario[] = [
  {
    id: 'sign-in-srp',
    title: 'Sign in by SRP',
    about:
      'The app proves that it knows the password and never sends it: USER_SRP_AUTH, then the answer to PASSWORD_VERIFIER.',
    faults: SIGN_IN_FAULTS,
    needs: [],
    steps: [signInBySrp],
  },
  {
    id: 'sign-in-password',
    title: 'Sign in by password',
    about: 'The app sends the password over TLS: USER_PASSWORD_AUTH. Simple, and the password leaves the device.',
    faults: SIGN_IN_FAULTS,
    needs: [],
    steps: [signInByPassword],
  },
  {
    id: 'refresh',
    title: 'Refresh the tokens',
    about:
      'After the sign-in, the refresh token brings new ID and access tokens; groups and attributes are read again.',
    faults: [WRONG_PASSWORD, REVOKED],
    needs: [],
    steps: [signInBySrp, revokeWhereAsked, refresh],
  },
  {
    id: 'streaming',
    title: 'The streaming platform, end to end',
    about:
      'A viewer signs in, the ID token is exchanged for short-lived credentials of the role of the viewer’s group, and the app fetches an object from S3 with them.',
    faults: [...SIGN_IN_FAULTS, CHANGED_TOKEN, WRONG_SIGNATURE],
    needs: ['identityPool', 'object'],
    steps: [signInBySrp, getIdentity, getCredentials, whoAmI, fetchObject],
  },
];

const refusedAs = (answer: JsonAnswer & { ok: false }): string =>
  `Refused: ${answer.fault.code}, “${answer.fault.message}”`;

function secretHash(context: RunContext, username: string): Record<string, string> {
  const secret = context.client.secrets[0];
  if (secret === undefined && context.fault !== WRONG_SECRET_HASH.id) return {};
  const key = context.fault === WRONG_SECRET_HASH.id ? 'not the secret' : (secret as string);
  return {
    SECRET_HASH: createHmac('sha256', key)
      .update(username + context.client.id)
      .digest('base64'),
  };
}

const usernameOf = (context: RunContext): string =>
  context.fault === UNKNOWN_USER.id ? `nobody-${Buffer.from(context.random(4)).toString('hex')}` : context.username;
const passwordOf = (context: RunContext): string =>
  context.fault === WRONG_PASSWORD.id ? `${context.password}-wrong` : context.password;

async function signInByPassword(context: RunContext): Promise<string | undefined> {
  const username = usernameOf(context);
  const answer = await context.recorder.json(
    {
      from: 'app',
      to: 'user-pool',
      label: 'InitiateAuth USER_PASSWORD_AUTH',
      about: 'User name and password go to the user pool, which checks the password against its verifier.',
    },
    'cognito-idp',
    'InitiateAuth',
    {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: context.client.id,
      AuthParameters: { USERNAME: username, PASSWORD: passwordOf(context), ...secretHash(context, username) },
    },
  );
  return answer.ok ? keepTokens(context, answer.output) : refusedAs(answer);
}

async function signInBySrp(context: RunContext): Promise<string | undefined> {
  const { recorder } = context;
  const username = usernameOf(context);
  const start = startSrp(context.random);
  recorder.local({
    from: 'app',
    to: 'app',
    label: 'Choose a, compute A',
    about: 'The app draws a secret number a and computes A = g^a mod N. Only A will leave the device.',
    facts: [{ name: 'A', value: start.srpA }],
  });
  const challenge = await recorder.json(
    {
      from: 'app',
      to: 'user-pool',
      label: 'InitiateAuth USER_SRP_AUTH',
      about: 'User name and A go to the user pool. It answers with the salt, its own B and a sealed secret block.',
    },
    'cognito-idp',
    'InitiateAuth',
    {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: context.client.id,
      AuthParameters: { USERNAME: username, SRP_A: start.srpA, ...secretHash(context, username) },
    },
  );
  if (!challenge.ok) return refusedAs(challenge);
  const asked = challenge.output['ChallengeParameters'] as Record<string, string>;
  const userId = asked['USER_ID_FOR_SRP'] ?? username;
  const proof = proveSrp(
    start,
    { srpB: asked['SRP_B'] ?? '', salt: asked['SALT'] ?? '', secretBlock: asked['SECRET_BLOCK'] ?? '', userId },
    context.pool.id,
    passwordOf(context),
    new Date(context.workspace.clock.now()),
  );
  recorder.local({
    from: 'app',
    to: 'app',
    label: 'Compute the proof',
    about:
      'From the password, the salt, A and B the app computes the session key and signs the secret block with it. A wrong password gives another key, and the signature does not match.',
    facts: [
      { name: 'B', value: asked['SRP_B'] ?? '' },
      { name: 'salt', value: asked['SALT'] ?? '' },
      { name: 'u = H(A, B)', value: proof.u },
      { name: 'x = H(salt, H(pool, user, password))', value: proof.x },
    ],
  });
  const answer = await recorder.json(
    {
      from: 'app',
      to: 'user-pool',
      label: 'RespondToAuthChallenge PASSWORD_VERIFIER',
      about: 'The proof goes to the user pool, which computes the same key from its verifier and compares.',
    },
    'cognito-idp',
    'RespondToAuthChallenge',
    {
      ChallengeName: 'PASSWORD_VERIFIER',
      ClientId: context.client.id,
      ...(challenge.output['Session'] === undefined ? {} : { Session: challenge.output['Session'] }),
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SIGNATURE: proof.signature,
        PASSWORD_CLAIM_SECRET_BLOCK: asked['SECRET_BLOCK'] ?? '',
        TIMESTAMP: proof.timestamp,
        ...secretHash(context, userId),
      },
    },
  );
  return answer.ok ? keepTokens(context, answer.output) : refusedAs(answer);
}

function keepTokens(context: RunContext, output: Record<string, unknown>): string | undefined {
  const result = output['AuthenticationResult'] as Record<string, string> | undefined;
  if (result === undefined) return `The user pool asks for ${String(output['ChallengeName'])} before it gives tokens.`;
  context.tokens = {
    id: result['IdToken'] ?? '',
    access: result['AccessToken'] ?? '',
    refresh: result['RefreshToken'] ?? context.tokens?.refresh ?? '',
  };
  context.recorder.addFacts([
    { name: 'ID token', value: context.tokens.id },
    { name: 'Access token', value: context.tokens.access },
  ]);
  return undefined;
}

async function revokeWhereAsked(context: RunContext): Promise<string | undefined> {
  if (context.fault !== REVOKED.id) return undefined;
  const secret = context.client.secrets[0];
  const answer = await context.recorder.json(
    {
      from: 'app',
      to: 'user-pool',
      label: 'RevokeToken',
      about: 'The refresh token is revoked, and with it every token of the same sign-in.',
    },
    'cognito-idp',
    'RevokeToken',
    {
      Token: context.tokens?.refresh,
      ClientId: context.client.id,
      ...(secret === undefined ? {} : { ClientSecret: secret }),
    },
  );
  return answer.ok ? undefined : refusedAs(answer);
}

async function refresh(context: RunContext): Promise<string | undefined> {
  const answer = await context.recorder.json(
    {
      from: 'app',
      to: 'user-pool',
      label: 'InitiateAuth REFRESH_TOKEN_AUTH',
      about:
        'The refresh token brings a new ID token and a new access token. auth_time and origin_jti stay, iat, exp and jti are new.',
    },
    'cognito-idp',
    'InitiateAuth',
    {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: context.client.id,
      AuthParameters: { REFRESH_TOKEN: context.tokens?.refresh, ...secretHash(context, context.username) },
    },
  );
  return answer.ok ? keepTokens(context, answer.output) : refusedAs(answer);
}

const loginsOf = (context: RunContext): Record<string, string> => ({
  [`cognito-idp.${context.pool.region}.amazonaws.com/${context.pool.id}`]:
    context.fault === CHANGED_TOKEN.id ? changed(context.tokens?.id ?? '') : (context.tokens?.id ?? ''),
});

/** The token with another user's name in its payload and the old signature. */
function changed(token: string): string {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const forged = Buffer.from(JSON.stringify({ ...claims, 'cognito:username': 'somebody-else' })).toString('base64url');
  return `${header}.${forged}.${signature}`;
}

async function getIdentity(context: RunContext): Promise<string | undefined> {
  const answer = await context.recorder.json(
    {
      from: 'app',
      to: 'identity-pool',
      label: 'GetId',
      about:
        'The ID token says who signed in. The identity pool checks it and gives the identity that belongs to this sign-in.',
    },
    'cognito-identity',
    'GetId',
    { IdentityPoolId: context.identityPoolId, Logins: loginsOf(context) },
  );
  if (!answer.ok) return refusedAs(answer);
  context.identityId = String(answer.output['IdentityId']);
  return undefined;
}

async function getCredentials(context: RunContext): Promise<string | undefined> {
  const answer = await context.recorder.json(
    {
      from: 'app',
      to: 'identity-pool',
      label: 'GetCredentialsForIdentity',
      about:
        'The identity pool chooses the role from the token’s groups, assumes it and hands out credentials for one hour.',
    },
    'cognito-identity',
    'GetCredentialsForIdentity',
    { IdentityId: context.identityId, Logins: loginsOf(context) },
  );
  if (!answer.ok) return refusedAs(answer);
  const given = answer.output['Credentials'] as {
    AccessKeyId: string;
    SecretKey: string;
    SessionToken: string;
    Expiration: number;
  };
  context.credentials = {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretKey,
    sessionToken: given.SessionToken,
  };
  context.recorder.addFacts([
    { name: 'Access key', value: given.AccessKeyId },
    { name: 'Expires', value: new Date(given.Expiration * 1000).toISOString() },
  ]);
  return undefined;
}

async function whoAmI(context: RunContext): Promise<string | undefined> {
  const answer = await context.recorder.query(
    {
      from: 'app',
      to: 'sts',
      label: 'GetCallerIdentity',
      about: 'STS says as whom the credentials act: the role that was assumed and the name of the session.',
    },
    { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    context.credentials as Credentials,
  );
  const arn = /<Arn>([^<]*)<\/Arn>/.exec(answer.body)?.[1];
  if (arn !== undefined) context.recorder.addFacts([{ name: 'Acts as', value: arn }]);
  return answer.status < 300 ? undefined : `Refused by STS with status ${answer.status}.`;
}

async function fetchObject(context: RunContext): Promise<string | undefined> {
  const credentials = context.credentials as Credentials;
  const answer = await context.recorder.getObject(
    {
      from: 'app',
      to: 's3',
      label: `GetObject ${context.key ?? ''}`,
      about: 'The app signs the request with the credentials. S3 checks the signature, then the role’s policy.',
    },
    context.bucket as string,
    context.key as string,
    context.fault === WRONG_SIGNATURE.id ? { ...credentials, secretAccessKey: 'not-the-secret' } : credentials,
  );
  if (answer.status < 300) return `The object was fetched: ${context.key ?? ''}.`;
  const code = /<Code>([^<]*)<\/Code>/.exec(answer.body)?.[1] ?? String(answer.status);
  return `Refused by S3: ${code}.`;
}
