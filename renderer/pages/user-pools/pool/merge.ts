import { APP_CLIENT_FIELDS, USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type {
  UpdateUserPoolClientRequest,
  UpdateUserPoolRequest,
  UserPoolClientType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { merged, type SafeUpdate } from '../../../parts/safe-update.ts';

/**
 * Safe updates: AWS's UpdateUserPool and UpdateUserPoolClient replace, so what is sent is everything
 * that Describe returned with the edits laid over it.
 */

export type ClientEdits = Partial<Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId'>>;
export type PoolEdits = Partial<Omit<UpdateUserPoolRequest, 'UserPoolId'>>;

/**
 * The update of an app client that changes `edits` and nothing else.
 *
 * A member of `edits` that is present but undefined takes the setting away.
 */
export function safeClientUpdate(
  client: UserPoolClientType,
  edits: ClientEdits,
): SafeUpdate<UpdateUserPoolClientRequest> {
  const { settings, differences, rescued } = merged(client, edits, APP_CLIENT_FIELDS);
  return {
    request: { UserPoolId: client.UserPoolId ?? '', ClientId: client.ClientId ?? '', ...settings },
    differences,
    rescued,
  };
}

/**
 * The update of a user pool that changes `edits` and nothing else.
 *
 * DescribeUserPool returns some settings in two forms; both are kept in step, because AWS refuses or
 * ignores a call in which they disagree.
 */
export function safePoolUpdate(pool: UserPoolType, edits: PoolEdits): SafeUpdate<UpdateUserPoolRequest> {
  const described = { ...pool, ...withoutRetired(pool), PoolName: pool.Name };
  const { settings, differences, rescued } = merged(described, withTwins(pool, edits), USER_POOL_FIELDS);
  return { request: { UserPoolId: pool.Id ?? '', ...settings }, differences, rescued };
}

/** The verification texts exist as plain members and in the template: an edit of the template edits both. */
function withTwins(pool: UserPoolType, edits: PoolEdits): PoolEdits {
  const template = edits.VerificationMessageTemplate;
  if (template === undefined) return edits;
  return {
    ...edits,
    ...(pool.EmailVerificationMessage === undefined ? {} : { EmailVerificationMessage: template.EmailMessage }),
    ...(pool.EmailVerificationSubject === undefined ? {} : { EmailVerificationSubject: template.EmailSubject }),
    ...(pool.SmsVerificationMessage === undefined ? {} : { SmsVerificationMessage: template.SmsMessage }),
  };
}

/** UnusedAccountValidityDays is retired: AWS returns it and refuses it when it differs from TemporaryPasswordValidityDays. */
function withoutRetired(pool: UserPoolType): Pick<UserPoolType, 'AdminCreateUserConfig'> {
  if (pool.AdminCreateUserConfig === undefined) return {};
  if (pool.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays === undefined) return {};
  const { UnusedAccountValidityDays: _retired, ...config } = pool.AdminCreateUserConfig;
  return { AdminCreateUserConfig: config };
}
