import type { VerifiedAttributeType } from '../../shared/aws/types/cognito-idp.ts';
import { codeAt, fromBase32, stepAt } from '../../electron/engine/user-pools/mfa/totp.ts';
import { there } from './sdk.ts';
import type { Inside } from './server.ts';
import { PASSWORD } from './stage.ts';

const ROLE = 'arn:aws:iam::000000000000:role/sms';

/** A pool with every second factor and one-time codes as first factors, its client, and short ways to set it. */
export type FactorPool = {
  readonly poolId: string;
  readonly clientId: string;
  mfa(mode: 'OFF' | 'OPTIONAL' | 'ON', factors?: readonly ('sms' | 'totp' | 'email')[]): Promise<void>;
  /** Creates a user with both addresses who is confirmed. */
  user(username: string): Promise<void>;
  prefer(username: string, settings: Record<string, { Enabled?: boolean; PreferredMfa?: boolean }>): Promise<void>;
  /** What an authenticator app shows for a secret now. */
  app(secret: string): string;
};

/** Makes the pool by the engine's own calls; what is tested is the client that uses it. */
export async function factorPool({ call, engine }: Inside): Promise<FactorPool> {
  const AutoVerifiedAttributes: VerifiedAttributeType[] = ['email'];
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: 'factors',
    AutoVerifiedAttributes,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/a',
    },
    SmsConfiguration: { SnsCallerArn: ROLE },
  });
  const UserPoolId = there(UserPool?.Id);
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  return {
    poolId: UserPoolId,
    clientId: there(UserPoolClient?.ClientId),
    mfa: async (MfaConfiguration, factors = []) => {
      await call('cognito-idp', 'SetUserPoolMfaConfig', {
        UserPoolId,
        MfaConfiguration,
        ...(factors.includes('sms') ? { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: ROLE } } } : {}),
        ...(factors.includes('totp') ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
        ...(factors.includes('email') ? { EmailMfaConfiguration: {} } : {}),
      });
    },
    user: async (Username) => {
      const UserAttributes = [
        { Name: 'email', Value: `${Username}@stage.example` },
        { Name: 'phone_number', Value: '+14255550123' },
      ];
      await call('cognito-idp', 'AdminCreateUser', { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' });
      await call('cognito-idp', 'AdminSetUserPassword', { UserPoolId, Username, Password: PASSWORD, Permanent: true });
    },
    prefer: async (Username, settings) => {
      await call('cognito-idp', 'AdminSetUserMFAPreference', { UserPoolId, Username, ...settings });
    },
    app: (secret) => codeAt(there(fromBase32(secret)), stepAt(engine.workspace.clock.now())),
  };
}

/** Another code of the same length. */
export const otherThan = (code: string): string =>
  String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
