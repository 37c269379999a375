import { rootArn, parseArn } from '../../../shared/aws/arn.ts';
import type { Handler } from '../kernel/handler.ts';
import { refuseCommon } from '../kernel/fault.ts';
import { mayAssume, sessionPolicies, trustsWebIdentity } from '../authorization/assume.ts';
import { issueSession } from '../authorization/credentials.ts';
import { isRoleSession } from '../authorization/decide.ts';
import { classicPolicies } from '../authorization/identity-session.ts';
import { assumedRoleUser, credentialsOf, durationOf, notAuthorized } from './answer.ts';
import { checkWebIdentity } from './web-identity.ts';

/** Who calls. Never denied by a policy. */
export const GetCallerIdentity: Handler<'sts', 'GetCallerIdentity'> = (_input, ctx) => {
  const { call, store } = ctx;
  const session = ctx.step('find the session', () => {
    const found = call.caller.kind === 'session' ? store.access.session(call.caller.accessKeyId) : undefined;
    if (found === undefined) ctx.note('The call was signed with no session of this engine: the account root calls.');
    return found;
  });
  return session === undefined
    ? { UserId: call.account, Account: call.account, Arn: rootArn(call.account) }
    : { UserId: session.details.userId, Account: parseArn(session.arn)?.account ?? call.account, Arn: session.arn };
};

/** Credentials of a role for the caller: the role's trust policy decides, with the caller's own policies. */
export const AssumeRole: Handler<'sts', 'AssumeRole'> = (input, ctx) => {
  const denied = (reason: string): never => {
    const who = ctx.call.caller.kind === 'session' ? ctx.call.caller.arn : rootArn(ctx.call.account);
    refuseCommon({
      code: 'AccessDenied',
      status: 403,
      message: `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
      reason,
    });
  };
  const role = ctx.step(
    'find the role',
    () => ctx.store.access.roleByArn(input.RoleArn) ?? denied(`There is no role ${input.RoleArn}.`),
    'RoleArn',
  );
  const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const caller = ctx.step(
    'trust policy',
    () =>
      mayAssume(
        ctx,
        role,
        {
          'sts:RoleSessionName': input.RoleSessionName,
          'sts:ExternalId': input.ExternalId,
          'sts:SourceIdentity': input.SourceIdentity,
          'sts:TransitiveTagKeys': input.TransitiveTagKeys,
          'aws:TagKeys': input.Tags === undefined ? undefined : Object.keys(tags),
          ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        },
        [
          'sts:AssumeRole',
          ...(Object.keys(tags).length === 0 ? [] : ['sts:TagSession']),
          ...(input.SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
        ],
      ),
    'AssumeRolePolicyDocument',
  );
  const { groups, packedSize } = sessionPolicies(ctx, input, tags);
  const duration = durationOf(role, input.DurationSeconds, caller !== undefined && isRoleSession(caller));
  const inherited = caller?.details.transitiveTags ?? [];
  const carried = Object.fromEntries(
    Object.entries(caller?.details.tags ?? {}).filter(([key]) => inherited.includes(key)),
  );
  const sourceIdentity = input.SourceIdentity ?? caller?.details.sourceIdentity;
  const session = ctx.write(() =>
    issueSession(ctx, {
      role,
      sessionName: input.RoleSessionName,
      duration,
      policies: groups,
      // A transitive tag of the caller cannot be overridden.
      tags: { ...tags, ...carried },
      transitiveTags: [...new Set([...inherited, ...(input.TransitiveTagKeys ?? [])])],
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      context: {},
    }),
  );
  return {
    Credentials: credentialsOf(session),
    AssumedRoleUser: assumedRoleUser(session),
    ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
};

/** Credentials of a role for the bearer of a token: of an identity pool, or of an OpenID Connect provider. */
export const AssumeRoleWithWebIdentity: Handler<'sts', 'AssumeRoleWithWebIdentity'> = async (input, ctx) => {
  const action = 'sts:AssumeRoleWithWebIdentity';
  const identity = await ctx.step(
    'web identity token',
    () => checkWebIdentity(ctx, input.WebIdentityToken, input.ProviderId),
    'WebIdentityToken',
  );
  const role = ctx.step('find the role', () => {
    const found = ctx.store.access.roleByArn(input.RoleArn);
    if (found === undefined) return notAuthorized(action, `There is no role ${input.RoleArn}.`);
    return found;
  });
  const provider = ctx.step(
    'trust policy',
    () => {
      const keys = { ...identity.keys, 'sts:RoleSessionName': input.RoleSessionName };
      const trusts = (name: string, asked: string) => trustsWebIdentity(ctx, role, name, keys, asked);
      const { provider: own, alsoProvider: other } = identity;
      const chosen =
        other !== undefined &&
        trusts(own, action).decision !== 'allowed' &&
        trusts(other, action).decision === 'allowed'
          ? other
          : own;
      const tagged = Object.keys(identity.tags).length > 0;
      for (const asked of [action, ...(tagged ? ['sts:TagSession'] : [])]) {
        const explanation = trusts(chosen, asked);
        ctx.note(explanation.reason, { [asked]: explanation });
        if (explanation.decision !== 'allowed') return notAuthorized(asked, explanation.reason);
      }
      return chosen;
    },
    'AssumeRolePolicyDocument',
  );
  const { groups, packedSize } = sessionPolicies(ctx, input, identity.tags);
  const duration = durationOf(role, input.DurationSeconds, false);
  const ofPool = provider === 'cognito-identity.amazonaws.com';
  const session = ctx.write(() =>
    issueSession(ctx, {
      role,
      sessionName: input.RoleSessionName,
      duration,
      provider,
      policies: [...groups, ...(ofPool ? classicPolicies : [])],
      tags: identity.tags,
      transitiveTags: [],
      context: identity.keys,
    }),
  );
  return {
    Credentials: credentialsOf(session),
    SubjectFromWebIdentityToken: identity.subject,
    AssumedRoleUser: assumedRoleUser(session),
    Provider: identity.issuer,
    Audience: identity.audience,
    ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
  };
};

export { AssumeRoleWithSAML } from './saml.ts';
export { DecodeAuthorizationMessage, GetAccessKeyInfo, GetFederationToken, GetSessionToken } from './further.ts';
