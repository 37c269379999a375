import { federatedUserArn, rootArn } from '../../../shared/aws/arn.ts';
import type { FederatedUser } from '../../../shared/aws/types/sts.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { refuseCommon } from '../kernel/fault.ts';
import type { AccessSession, PolicyText } from '../store/access-records.ts';
import { sessionPolicies } from '../authorization/assume.ts';
import { issueCredentials } from '../authorization/credentials.ts';
import { credentialsOf } from './answer.ts';
import { openMessage } from './encoded-message.ts';

const HALF_DAY_SECONDS = 43_200;
const HOUR_SECONDS = 3600;

/** Credentials of GetSessionToken without MFA reach neither IAM nor, but for two calls, STS. */
const TOKEN_LIMITS: PolicyText = {
  name: 'session token limits',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'NoIam', Effect: 'Deny', Action: 'iam:*', Resource: '*' },
      {
        Sid: 'NoFurtherTokens',
        Effect: 'Deny',
        Action: ['sts:GetSessionToken', 'sts:GetFederationToken'],
        Resource: '*',
      },
    ],
  }),
};

/** Who was federated reaches neither IAM nor STS. */
const FEDERATION_LIMITS: PolicyText = {
  name: 'federation token limits',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'NoIamNorSts', Effect: 'Deny', Action: ['iam:*', 'sts:*'], Resource: '*' },
    ],
  }),
};

/** The account that issued an access key. Keys of others tell their account to AWS only. */
export const GetAccessKeyInfo: Handler<'sts', 'GetAccessKeyInfo'> = (input, ctx) => {
  const { access } = ctx.store;
  ctx.step(
    'find the access key',
    () => {
      const owner = access.accessKey(input.AccessKeyId)?.userId;
      if (owner === undefined && access.session(input.AccessKeyId) === undefined)
        ctx.note('The engine did not issue this key; keys that it does not know act for the workspace’s account.');
    },
    'AccessKeyId',
  );
  return { Account: ctx.call.account };
};

/** Temporary credentials of the calling user, or of the account root, with the caller's own permissions. */
export const GetSessionToken: Handler<'sts', 'GetSessionToken'> = (input, ctx) => {
  const caller = ctx.step('long-lived credentials', () => longLived(ctx, 'GetSessionToken'));
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined)
    return refuseCommon({
      code: 'AccessDenied',
      status: 403,
      message:
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      reason: 'IAM users of this engine have no MFA devices.',
    });
  // The root's credentials last an hour at most.
  const most = caller.root ? HOUR_SECONDS : 3 * HALF_DAY_SECONDS;
  const session = ctx.write(() =>
    issueCredentials(ctx, {
      ...caller.owner,
      arn: caller.owner.roleArn,
      details: { userId: caller.owner.roleId, policies: [[TOKEN_LIMITS]], tags: {}, transitiveTags: [], context: {} },
      duration: Math.min(input.DurationSeconds ?? HALF_DAY_SECONDS, most),
    }),
  );
  return { Credentials: credentialsOf(session) };
};

/**
 * Temporary credentials for a user whom the caller names.
 *
 * They may do what both the caller's policies and the given session policies allow; without session policies
 * nothing but what a resource's policy grants them by name.
 */
export const GetFederationToken: Handler<'sts', 'GetFederationToken'> = (input, ctx) => {
  const caller = ctx.step('long-lived credentials', () => longLived(ctx, 'GetFederationToken'));
  const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const { groups, packedSize } = sessionPolicies(ctx, input, tags);
  const user: FederatedUser = {
    FederatedUserId: `${ctx.call.account}:${input.Name}`,
    Arn: federatedUserArn(ctx.call.account, input.Name),
  };
  const session = ctx.write(() =>
    issueCredentials(ctx, {
      ...caller.owner,
      arn: user.Arn,
      details: {
        userId: user.FederatedUserId,
        policies: [...(groups.length === 0 ? [[]] : groups), [FEDERATION_LIMITS]],
        tags,
        transitiveTags: Object.keys(tags),
        context: {},
      },
      duration: Math.min(input.DurationSeconds ?? HALF_DAY_SECONDS, caller.root ? HOUR_SECONDS : 3 * HALF_DAY_SECONDS),
    }),
  );
  return {
    Credentials: credentialsOf(session),
    FederatedUser: user,
    ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
  };
};

/** Opens a message that this engine encoded; every other one is invalid. */
export const DecodeAuthorizationMessage: Handler<'sts', 'DecodeAuthorizationMessage'> = async (input, ctx) => {
  const DecodedMessage = await ctx.step(
    'open the message',
    async () =>
      (await openMessage(ctx.workspace, input.EncodedMessage)) ??
      ctx.refuse(
        'InvalidAuthorizationMessageException',
        'Message is not valid',
        'The message was not encoded by this workspace, or was changed since.',
      ),
    'EncodedMessage',
  );
  return { DecodedMessage };
};

type LongLived = { readonly owner: Pick<AccessSession, 'roleId' | 'roleArn'>; readonly root: boolean };

/** The user or root behind the call; sessions may not make further ones of this kind. */
function longLived(ctx: Ctx, operation: string): LongLived {
  const { caller, account } = ctx.call;
  const session = caller.kind === 'session' ? ctx.store.access.session(caller.accessKeyId) : undefined;
  if (session === undefined) return { owner: { roleId: account, roleArn: rootArn(account) }, root: true };
  if (session.sessionToken !== '')
    return refuseCommon({
      code: 'AccessDenied',
      status: 403,
      message: `Cannot call ${operation} with session credentials`,
      reason: 'The call was signed with temporary credentials; it wants the long-lived key of a user.',
    });
  return { owner: { roleId: session.roleId, roleArn: session.roleArn }, root: false };
}
