import type { Ctx } from '../../handler.ts';
import { issueTokens, openFamily } from '../../tokens/issue.ts';
import { checkAttributes, readableAttributes, writableAttributes } from '../attribute-schema.ts';
import { changedAttributes, storeAttributes } from '../attributes.ts';
import { withNewPassword } from '../passwords.ts';
import { missingAttributes, noFactorDue, requiredAttributes } from './ending.ts';
import { useSession } from './sessions.ts';
import { parameter, userOf, type Answer, type RespondCtx, type RespondFlow, type SignIn } from './state.ts';
import { enabled, needs, secretHash, sessionIs, trigger, userOfSession } from './steps.ts';

const PREFIX = 'userAttributes.';

/** NEW_PASSWORD_REQUIRED: a user with a temporary password sets his own and what the pool requires. */
export const newPasswordFlow: RespondFlow = [
  ['required parameters', 'ChallengeResponses', needs('USERNAME', 'NEW_PASSWORD')],
  ['session', 'Session, AuthSessionValidity', sessionIs('NEW_PASSWORD_REQUIRED', (state) => state.sessionText)],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'USERNAME', userOfSession],
  ['user is enabled', 'AdminDisableUser', enabled],
  ['attributes', 'userAttributes', attributesAllowed],
  ['multi-factor', 'MfaConfiguration', noFactorDue],
  ['post authentication trigger', 'PostAuthentication_Authentication', trigger('PostAuthentication')],
  ['pre token generation trigger', 'TokenGeneration_NewPasswordChallenge', trigger('PreTokenGeneration')],
  ['new password and tokens', 'PasswordPolicy', setPasswordAndIssue],
];

/** The attributes that the answer sets, without their prefix. */
function answered({ parameters }: SignIn): Record<string, string> {
  const entries = Object.entries(parameters).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

function attributesAllowed(state: SignIn, ctx: Ctx<'InvalidParameterException' | 'NotAuthorizedException'>): void {
  const user = userOf(state);
  const given = answered(state);
  const writable = writableAttributes(state.pool, state.client);
  const required = requiredAttributes(state.pool);
  for (const [name, value] of Object.entries(given)) {
    if (!writable(name))
      return ctx.refuse(
        'NotAuthorizedException',
        'A client attempted to write unauthorized attribute',
        `WriteAttributes of the app client does not allow ${name}.`,
      );
    const before = user.attributes[name];
    if (required.includes(name) && before !== undefined && before !== value)
      return ctx.refuse(
        'NotAuthorizedException',
        `Cannot modify an already provided ${name}`,
        'A required attribute that has a value cannot be changed by this challenge.',
      );
  }
  // An immutable attribute may still be given its first value.
  const [first, later] = [true, false].map((isFirst) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => (user.attributes[name] === undefined) === isFirst)),
  );
  checkAttributes(ctx, state.pool, first ?? {}, 'admin-create');
  checkAttributes(ctx, state.pool, later ?? {}, 'update');
  const missing = missingAttributes(state, { ...user, attributes: { ...user.attributes, ...given } });
  if (missing.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      `Attributes did not conform to the schema: ${missing.map((name) => `${name}: The attribute is required\n`).join('')}`,
      `The pool requires ${missing.join(', ')}; send it as ${missing.map((name) => PREFIX + name).join(', ')}.`,
    );
}

/**
 * Stores password and attributes, confirms the user and issues tokens.
 *
 * A password that the policy refuses leaves the session alive for another try; one transaction then uses
 * it up and writes everything.
 */
async function setPasswordAndIssue(state: SignIn, ctx: RespondCtx): Promise<Answer> {
  const { pool, client, session } = state;
  if (session === undefined) throw new Error('the session was not opened');
  const known = ctx.store.users.get(userOf(state).id);
  if (known === undefined || (known.passwordSetAt ?? null) !== session.passwordSetAt)
    return ctx.refuse(
      'NotAuthorizedException',
      'Invalid session for the user.',
      'The user was deleted or has got another password since.',
    );
  const renewed = {
    ...withNewPassword(ctx, pool, known, parameter(state, 'NEW_PASSWORD')),
    status: 'CONFIRMED' as const,
  };
  const { user, family } = ctx.write(() => {
    useSession(ctx, session);
    ctx.store.users.update(renewed);
    const changed = storeAttributes(ctx, pool, renewed, changedAttributes(renewed.attributes, answered(state)));
    return { user: changed, family: openFamily(ctx, { client, user: changed }) };
  });
  const readable = readableAttributes(pool, client);
  return {
    ChallengeParameters: {},
    AuthenticationResult: await issueTokens(ctx, { pool, client, user, readable, family, refresh: 0 }),
  };
}
