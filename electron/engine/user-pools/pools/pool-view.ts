import { userPoolArn } from '../../../../shared/aws/arn.ts';
import type {
  GetUserPoolMfaConfigResponse,
  UserPoolDescriptionType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import type { Pool } from '../../store/pools.ts';
import { mfaModeOf } from './read-settings.ts';

/** A pool as DescribeUserPool gives it. Dates in epoch seconds. */
export function describePool(pool: Pool, account: string): UserPoolType {
  const {
    SoftwareTokenMfaConfiguration: _totp,
    EmailMfaConfiguration: _email,
    WebAuthnConfiguration: _passkeys,
    SmsMfaConfiguration: _sms,
    ...shown
  } = pool.settings;
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: userPoolArn({ region: pool.region, account }, pool.id),
    CreationDate: pool.createdAt / 1000,
    LastModifiedDate: pool.modifiedAt / 1000,
    EstimatedNumberOfUsers: pool.userCount,
    ...shown,
  };
}

/** A pool as ListUserPools gives it. */
export const summaryOfPool = (pool: Pool): UserPoolDescriptionType => ({
  Id: pool.id,
  Name: pool.name,
  LambdaConfig: pool.settings.LambdaConfig ?? {},
  LastModifiedDate: pool.modifiedAt / 1000,
  CreationDate: pool.createdAt / 1000,
});

/** A pool's MFA settings as Get- and SetUserPoolMfaConfig give them; factors that are off are absent. */
export function describeMfa(pool: Pool): GetUserPoolMfaConfigResponse {
  const { settings } = pool;
  const sms = settings.SmsMfaConfiguration;
  return {
    MfaConfiguration: mfaModeOf(settings),
    ...(sms === undefined
      ? {}
      : {
          SmsMfaConfiguration: {
            ...(settings.SmsAuthenticationMessage === undefined
              ? {}
              : { SmsAuthenticationMessage: settings.SmsAuthenticationMessage }),
            ...(settings.SmsConfiguration === undefined ? {} : { SmsConfiguration: settings.SmsConfiguration }),
          },
        }),
    ...(settings.SoftwareTokenMfaConfiguration === undefined
      ? {}
      : { SoftwareTokenMfaConfiguration: settings.SoftwareTokenMfaConfiguration }),
    ...(settings.EmailMfaConfiguration === undefined ? {} : { EmailMfaConfiguration: settings.EmailMfaConfiguration }),
    ...(settings.WebAuthnConfiguration === undefined ? {} : { WebAuthnConfiguration: settings.WebAuthnConfiguration }),
  };
}
