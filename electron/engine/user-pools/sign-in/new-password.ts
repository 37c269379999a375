import type { Ctx } from '../../kernel/handler.ts';
import { checkAttributes, writableAttributes } from '../pools/attribute-schema.ts';
import { changedAttributes, storeAttributes } from '../users/attributes.ts';
import { refuseLeakedPassword } from '../protection/threats.ts';
import { withNewPassword } from '../users/passwords.ts';
import { afterSecondFactor, missingAttributes, requiredAttributes, secondFactor } from './ending.ts';
import { useSession } from './sessions.ts';
import { parameter, userOf, type RespondCtx, type RespondFlow, type SignIn } from './state.ts';
import { enabled, needs, secretHash, sessionIs, userOfSession } from './steps.ts';

const PREFIX = 'userAttributes.';

/** NEW_PASSWORD_REQUIRED: a user with a temporary password sets their own and what the pool requires. */
export const newPasswordFlow: RespondFlow = [
  ['required parameters', 'ChallengeResponses', needs('USERNAME', 'NEW_PASSWORD')],
  ['session', 'Session, AuthSessionValidity', sessionIs('NEW_PASSWORD_REQUIRED', (state) => state.sessionText)],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'USERNAME', userOfSession],
  ['user is enabled', 'AdminDisableUser', enabled],
  ['attributes', 'userAttributes', attributesAllowed],
  ['new password', 'PasswordPolicy', setPassword],
  ...secondFactor,
  ...afterSecondFactor,
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
 * Stores password and attributes and confirms the user.
 *
 * A password that the policy refuses leaves the session alive for another try; one transaction then uses
 * it up and writes everything. What comes behind it stands on its own: the password stays set.
 */
function setPassword(state: SignIn, ctx: RespondCtx): void {
  const { pool, session } = state;
  if (session === undefined) throw new Error('the session was not opened');
  const known = ctx.store.users.get(userOf(state).id);
  if (known === undefined || (known.passwordSetAt ?? null) !== session.passwordSetAt)
    return ctx.refuse(
      'NotAuthorizedException',
      'Invalid session for the user.',
      'The user was deleted or has got another password since.',
    );
  refuseLeakedPassword(ctx, pool, state.client, 'PASSWORD_CHANGE', parameter(state, 'NEW_PASSWORD'));
  const renewed = {
    ...withNewPassword(ctx, pool, known, parameter(state, 'NEW_PASSWORD')),
    status: 'CONFIRMED' as const,
  };
  state.user = ctx.write(() => {
    useSession(ctx, session);
    ctx.store.users.update(renewed);
    return storeAttributes(ctx, pool, renewed, changedAttributes(renewed.attributes, answered(state)));
  });
  state.session = undefined;
  state.tokenSource = 'TokenGeneration_NewPasswordChallenge';
}
