import type { SetUserPoolMfaConfigRequest } from '../../shared/aws/types/cognito-idp.ts';
import { violations } from '../../shared/aws/validate.ts';
import { codeAt, fromBase32, stepAt } from '../../electron/engine/user-pools/mfa/totp.ts';
import { stage, type Stage, FLOWS, PASSWORD } from './signed-in.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/sms';
export const EMAIL = 'alice@example.com';
export const PHONE = '+14255550123';

type Factors = { readonly sms?: boolean; readonly totp?: boolean; readonly email?: boolean };
type Answer = {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly ChallengeParameters?: Record<string, string>;
};

/** A stage whose pool has second factors, and short ways to answer challenges. */
export type FactorStage = Stage & {
  mfa(mode: 'OFF' | 'OPTIONAL' | 'ON', factors?: Factors): Promise<void>;
  /** By password; what comes back is a challenge or tokens. */
  begin(username?: string, clientId?: string): Promise<Answer & { AuthenticationResult?: { AccessToken?: string } }>;
  answer(
    challenge: Answer,
    responses: Record<string, string>,
    username?: string,
  ): Promise<Answer & { AuthenticationResult?: { AccessToken?: string } }>;
  /** The same, refused. */
  refusedAnswer(
    challenge: Answer,
    responses: Record<string, string>,
    more?: { username?: string; clientId?: string; challengeName?: string },
  ): Promise<{ code: string; message: string }>;
  /** The code of the newest message. */
  code(): Promise<string>;
  /** The code that an authenticator app shows now. */
  app(secret: string): string;
  /** Sets up an authenticator app for a user who can sign in, and gives its secret. */
  setUpApp(username?: string): Promise<string>;
  prefer(username: string, settings: Record<string, { Enabled?: boolean; PreferredMfa?: boolean }>): Promise<void>;
};

export async function factorStage(options: Parameters<typeof stage>[0] = {}): Promise<FactorStage> {
  let shown = options.now ?? Date.parse('2026-03-01T12:00:00Z');
  const plain = await stage({
    now: shown,
    ...options,
    attributes: { email: EMAIL, email_verified: 'true', phone_number: PHONE, ...options.attributes },
    pool: {
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/a@example.com',
      },
      ...options.pool,
    },
    client: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_USER_AUTH'], ...options.client },
  });
  /** Every answer is held against its contract. */
  const call: Stage['call'] = async (service, operation, given, context) => {
    const output = await plain.call(service, operation, given, context);
    const found =
      service === 'cognito-idp' ? violations(service, operation, JSON.parse(JSON.stringify(output ?? {}))) : [];
    // AWS's own phone_number_verified is longer than its model allows a name to be.
    const odd = found.filter((violation) => !violation.includes('chemaAttributes'));
    if (odd.length > 0) throw new Error(`${operation} answers against its contract: ${odd.join(', ')}`);
    return output;
  };
  const on: Stage = { ...plain, call };
  const advance: Stage['advance'] = (milliseconds) => {
    shown += milliseconds;
    on.advance(milliseconds);
  };
  const respond = (
    challenge: Answer,
    responses: Record<string, string>,
    username = 'alice',
    clientId = on.clientId,
  ) => ({
    ClientId: clientId,
    ChallengeName: challenge.ChallengeName as 'SMS_MFA',
    Session: challenge.Session as string,
    ChallengeResponses: { USERNAME: username, ...responses },
  });
  const app = (secret: string): string => codeAt(fromBase32(secret) as Uint8Array, stepAt(shown));
  const self: FactorStage = {
    ...on,
    advance,
    mfa: async (mode, { sms = false, totp = false, email = false } = {}) => {
      const input: SetUserPoolMfaConfigRequest = {
        UserPoolId: on.poolId,
        MfaConfiguration: mode,
        ...(sms ? { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: ROLE } } } : {}),
        ...(totp ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
        ...(email ? { EmailMfaConfiguration: { Message: 'Code: {####}', Subject: 'Code' } } : {}),
      };
      await on.call('cognito-idp', 'SetUserPoolMfaConfig', input);
    },
    begin: (username = 'alice', clientId = on.clientId) =>
      on.call('cognito-idp', 'InitiateAuth', {
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD },
      }),
    answer: (challenge, responses, username) =>
      on.call('cognito-idp', 'RespondToAuthChallenge', respond(challenge, responses, username)),
    refusedAnswer: (challenge, responses, { username, clientId, challengeName } = {}) =>
      on.refused('cognito-idp', 'RespondToAuthChallenge', {
        ...respond(challenge, responses, username, clientId),
        ...(challengeName === undefined ? {} : { ChallengeName: challengeName }),
      }),
    code: async () => {
      const { messages } = await on.call('poolkeeper', 'ListMessages', { Limit: 1 });
      const code = /\d{6,8}/.exec(messages[0]?.body ?? '')?.[0];
      if (code === undefined) throw new Error('no code was sent');
      return code;
    },
    app,
    setUpApp: async (username = 'alice') => {
      const { AuthenticationResult } = await self.begin(username);
      const AccessToken = AuthenticationResult?.AccessToken as string;
      const { SecretCode = '' } = await on.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
      await on.call('cognito-idp', 'VerifySoftwareToken', { AccessToken, UserCode: app(SecretCode) });
      advance(30_000);
      return SecretCode;
    },
    prefer: async (Username, settings) => {
      await on.call('cognito-idp', 'AdminSetUserMFAPreference', { UserPoolId: on.poolId, Username, ...settings });
    },
  };
  return self;
}

/** Any other code of the same length. */
export const otherThan = (code: string): string =>
  String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
