import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { feedbackToken } from '../../../electron/engine/user-pools/protection/feedback-token.ts';
import { there } from '../sdk.ts';
import type { Stage } from './user-pools.ts';

const PASSWORD = 'First-Light-1';
const Username = 'guarded';

/** The code of an authenticator app at a time (epoch ms). RFC 6238 with RFC 4226's truncation. */
function totp(secret: string, at: number): string {
  const bits = Array.from(secret)
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) as number) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Second factors, the history of sign-ins, and sessions that the pool keeps track of. */
export async function guardedUsers(stage: Stage): Promise<void> {
  const { idp } = stage;
  const { UserPool } = await idp.createUserPool({
    PoolName: 'guarded',
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  });
  const UserPoolId = there(UserPool?.Id);
  await idp.setUserPoolMfaConfig({
    UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  await idp.setUserPoolSessionConfiguration({
    UserPoolId,
    UserSessionTracking: 'ENABLED',
    TokenSession: { MaxPerUser: 5 },
  });
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const ClientId = there(UserPoolClient?.ClientId);
  const user = { UserPoolId, Username };
  await idp.adminCreateUser({
    ...user,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'phone_number', Value: '+15551230000' }],
  });
  await idp.adminSetUserPassword({ ...user, Password: PASSWORD, Permanent: true });
  const signIn = async (): Promise<string> => {
    const AuthParameters = { USERNAME: Username, PASSWORD };
    const { AuthenticationResult } = await idp.initiateAuth({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    });
    return there(AuthenticationResult?.AccessToken);
  };
  const AccessToken = await signIn();
  await sessions(stage, user, AccessToken, signIn);
  await events(stage, user);
  await factors(stage, user, AccessToken);
  await idp.deleteUserPool({ UserPoolId });
}

type Named = { readonly UserPoolId: string; readonly Username: string };

async function sessions(
  { idp }: Stage,
  user: Named,
  AccessToken: string,
  signIn: () => Promise<string>,
): Promise<void> {
  const ids = async () =>
    there((await idp.adminListUserSessions(user)).Sessions).map(({ SessionId }) => there(SessionId));
  const [first] = await ids();
  await signIn();
  await signIn();
  const [second, third] = (await ids()).filter((id) => id !== first);
  await idp.revokeUserSession({ AccessToken, SessionId: there(second) });
  await idp.adminRevokeUserSession({ ...user, SessionId: there(third) });
  expect((await idp.listUserSessions({ AccessToken })).Sessions).toHaveLength(1);
}

async function events({ idp, server }: Stage, user: Named): Promise<void> {
  const { AuthEvents } = await idp.adminListUserAuthEvents(user);
  const EventId = there(AuthEvents?.[0]?.EventId);
  await idp.adminUpdateAuthEventFeedback({ ...user, EventId, FeedbackValue: 'Valid' });
  const FeedbackToken = await feedbackToken(server.engine.workspace, EventId);
  await idp.updateAuthEventFeedback({ ...user, EventId, FeedbackToken, FeedbackValue: 'Invalid' });
}

async function factors({ idp, server }: Stage, user: Named, AccessToken: string): Promise<void> {
  const { SecretCode } = await idp.associateSoftwareToken({ AccessToken });
  const UserCode = totp(there(SecretCode), server.engine.workspace.clock.now());
  expect((await idp.verifySoftwareToken({ AccessToken, UserCode })).Status).toBe('SUCCESS');
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await idp.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings });
  expect((await idp.adminGetUser(user)).PreferredMfaSetting).toBe('SOFTWARE_TOKEN_MFA');
  await idp.getUserAuthFactors({ AccessToken });
  await idp.adminGetUserAuthFactors(user);
  await idp.adminSetUserMFAPreference({ ...user, SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } });
  await idp.setUserSettings({ AccessToken, MFAOptions: [] });
  await idp.adminSetUserSettings({ ...user, MFAOptions: [] });
  await idp.adminDeleteSoftwareToken(user);
}
