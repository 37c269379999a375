import type { Ctx, Handler } from '../kernel/handler.ts';
import { sessionPolicies, trustsWebIdentity } from '../authorization/assume.ts';
import { issueSession } from '../authorization/credentials.ts';
import { verifySaml } from '../federation/saml/verify.ts';
import { audienceProblem, type SamlAssertion } from '../federation/saml/judge.ts';
import { assumedRoleUser, credentialsOf, durationOf, notAuthorized } from './answer.ts';

const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';
const TAG = `${ATTRIBUTE}PrincipalTag:`;
const ACTION = 'sts:AssumeRoleWithSAML';
const INVALID =
  'Your request included an invalid SAML response. Your response either contains invalid claims or is not signed.';

/**
 * Credentials of a role for the bearer of a SAML response.
 *
 * The response must be signed by the provider, name the role together with the provider, and carry
 * `RoleSessionName`; the role's trust policy must trust the provider.
 */
export const AssumeRoleWithSAML: Handler<'sts', 'AssumeRoleWithSAML'> = (input, ctx) => {
  const assertion = ctx.step(
    'SAML response',
    (): SamlAssertion => {
      const verified = verifySaml(ctx.workspace, input.PrincipalArn, input.SAMLAssertion);
      if (!('why' in verified)) {
        const elsewhere = audienceProblem(verified);
        if (elsewhere !== undefined) return ctx.refuse('InvalidIdentityToken', INVALID, elsewhere);
        if (verified.algorithm === 'rsa-sha1') ctx.note('Signed with SHA-1, which AWS takes and others no longer do.');
        return verified;
      }
      if (verified.why === 'expired')
        return ctx.refuse(
          'ExpiredTokenException',
          'Token must be redeemed within 5 minutes of issuance',
          verified.reason,
        );
      if (verified.why === 'provider') return notAuthorized(ACTION, verified.reason);
      const words = {
        issuer: 'Issuer not present in specified provider',
        signature: 'Response signature invalid',
        malformed: INVALID,
        claims: INVALID,
      };
      return ctx.refuse('InvalidIdentityToken', words[verified.why], verified.reason);
    },
    'SAML 2.0',
  );
  const values = (name: string): readonly string[] => assertion.attributes[`${ATTRIBUTE}${name}`] ?? [];
  const sessionName = ctx.step('claims', () => {
    const pairs = values('Role').map((pair) => pair.split(',').map((arn) => arn.trim()));
    if (!pairs.some((pair) => pair.includes(input.RoleArn) && pair.includes(input.PrincipalArn)))
      return notAuthorized(ACTION, `The assertion's Role attribute does not name ${input.RoleArn} with this provider.`);
    const [name] = values('RoleSessionName');
    if (name === undefined || !/^[\w+=,.@-]{2,64}$/.test(name))
      return ctx.refuse(
        'InvalidIdentityToken',
        'RoleSessionName is required in AuthnResponse',
        'The attribute RoleSessionName is missing, or is no session name.',
      );
    return name;
  });
  const role = ctx.step('find the role', () => {
    const found = ctx.store.access.roleByArn(input.RoleArn);
    if (found === undefined) return notAuthorized(ACTION, `There is no role ${input.RoleArn}.`);
    return found;
  });
  const tags = Object.fromEntries(
    Object.entries(assertion.attributes).flatMap(([name, [value]]) =>
      name.startsWith(TAG) && value !== undefined ? [[name.slice(TAG.length), value]] : [],
    ),
  );
  const keys = {
    'SAML:aud': [assertion.recipient],
    'SAML:iss': [assertion.issuer],
    'SAML:sub': [assertion.subject],
    'SAML:sub_type': [assertion.subjectType],
    ...(assertion.nameQualifier === undefined ? {} : { 'SAML:namequalifier': [assertion.nameQualifier] }),
  };
  ctx.step(
    'trust policy',
    () => {
      for (const asked of [ACTION, ...(Object.keys(tags).length === 0 ? [] : ['sts:TagSession'])]) {
        const explanation = trustsWebIdentity(
          ctx,
          role,
          input.PrincipalArn,
          { ...keys, 'sts:RoleSessionName': sessionName },
          asked,
        );
        ctx.note(explanation.reason, { [asked]: explanation });
        if (explanation.decision !== 'allowed') return notAuthorized(asked, explanation.reason);
      }
    },
    'AssumeRolePolicyDocument',
  );
  const { groups, packedSize } = sessionPolicies(ctx, input, tags);
  const [asked] = values('SessionDuration').map(Number);
  const [sourceIdentity] = values('SourceIdentity');
  const duration = untilSessionEnds(
    ctx,
    durationOf(role, input.DurationSeconds ?? (asked === undefined || Number.isNaN(asked) ? undefined : asked), false),
    assertion.sessionUntil,
  );
  const session = ctx.write(() =>
    issueSession(ctx, {
      role,
      sessionName,
      duration,
      provider: input.PrincipalArn,
      policies: groups,
      tags,
      transitiveTags: [...values('TransitiveTagKeys')],
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      context: keys,
    }),
  );
  return {
    Credentials: credentialsOf(session),
    AssumedRoleUser: assumedRoleUser(session),
    ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
    Subject: assertion.subject,
    SubjectType: assertion.subjectType,
    Issuer: assertion.issuer,
    Audience: assertion.recipient,
    ...(assertion.nameQualifier === undefined ? {} : { NameQualifier: assertion.nameQualifier }),
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
};

/** `SessionNotOnOrAfter` of the assertion ends the session where that is earlier. Seconds. */
function untilSessionEnds(ctx: Ctx<'InvalidIdentityToken'>, duration: number, until: number | undefined): number {
  if (until === undefined) return duration;
  const left = Math.floor((until - ctx.now()) / 1000);
  if (left <= 0)
    return ctx.refuse(
      'InvalidIdentityToken',
      INVALID,
      `The provider ended the session at ${new Date(until).toISOString()} (SessionNotOnOrAfter).`,
    );
  return Math.min(duration, left);
}
