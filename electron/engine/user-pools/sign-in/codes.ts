import { timingSafeEqual } from 'node:crypto';
import type { Ctx } from '../../kernel/handler.ts';
import { alphanumerics } from '../../kernel/ids.ts';
import { sendSignInCode } from '../../messages/sign-in-code.ts';
import { maskedDestination } from '../../messages/templates.ts';
import type { Contact } from '../../store/codes.ts';
import type { User } from '../../store/users.ts';
import { storeAttributes, takenAlias } from '../users/attributes.ts';
import { failuresNow } from './lockout.ts';
import { ask, proven } from './next.ts';
import { useSession } from './sessions.ts';
import { parameter, userOf, type Answer, type RespondCtx, type SignIn, type SignInCtx } from './state.ts';
import { refuseLockedOut } from './steps.ts';

/** A code that was sent: six digits as a second factor, eight as a first one. */
const DIGITS = { first: 8, second: 6 } as const;
const WRONG_CODE = 'Invalid code or auth state for the user.';

type Coded = 'EMAIL_OTP' | 'SMS_OTP' | 'SMS_MFA';
const CONTACT: Readonly<Record<Coded, Contact>> = {
  EMAIL_OTP: 'email',
  SMS_OTP: 'phone_number',
  SMS_MFA: 'phone_number',
};

/**
 * Sends a code and asks for it. The sealed session keeps the code, so it is good for this sign-in alone and
 * as long as the session.
 */
export async function askCode(
  state: SignIn,
  ctx: SignInCtx,
  challenge: Coded,
  as: keyof typeof DIGITS,
): Promise<Answer> {
  const { pool, client, clientMetadata } = state;
  const user = userOf(state);
  const contact = CONTACT[challenge];
  const value = user.attributes[contact];
  if (value === undefined) throw new Error(`a code was to be sent to a missing ${contact}`);
  const code = alphanumerics(ctx.random, DIGITS[as], '0123456789');
  await sendSignInCode(ctx, { pool, client, user, attribute: contact, value, code, clientMetadata });
  return ask(ctx, state, challenge, codeParameters(contact, value, user.username), {
    sent: { code, contact, value },
    memo: { as },
  });
}

/** What a challenge for a code tells: where it went, masked. */
function codeParameters(contact: Contact, value: string, username: string): Record<string, string> {
  const medium = contact === 'email' ? 'EMAIL' : 'SMS';
  return {
    CODE_DELIVERY_DELIVERY_MEDIUM: medium,
    CODE_DELIVERY_DESTINATION: maskedDestination(medium, value),
    USER_ID_FOR_SRP: username,
  };
}

/** Whether the session's code was asked as a first factor. */
export const isFirst = (state: SignIn): boolean => state.session?.memo?.['as'] === 'first';

/**
 * Judges a code that was sent. A wrong one leaves the session alive and counts towards the lockout; the
 * right one uses the session up, verifies the address and, as a first factor, confirms an unconfirmed user.
 */
export const checkSentCode =
  (name: string) =>
  (state: SignIn, ctx: RespondCtx): void => {
    const { session } = state;
    if (session === undefined) throw new Error('the session was not opened');
    const { sent } = session;
    const given = parameter(state, name);
    const known = state.user === undefined ? undefined : ctx.store.users.get(state.user.id);
    if (known === undefined || sent === null || sent === undefined)
      return ctx.refuse('CodeMismatchException', WRONG_CODE, 'No such user; PreventUserExistenceErrors hides it.');
    refuseLockedOut(ctx, known);
    if (known.attributes[sent.contact] !== sent.value)
      return ctx.refuse('CodeMismatchException', WRONG_CODE, `The user's ${sent.contact} changed after it was sent.`);
    if (!sameCode(sent.code, given))
      return refuseCounted(ctx, known, (failures) =>
        ctx.refuse(
          'CodeMismatchException',
          WRONG_CODE,
          `Another code was sent for this session; the outbox shows it. Wrong ones in a row: ${failures}.`,
        ),
      );
    const first = isFirst(state);
    state.user = ctx.write(() => {
      useSession(ctx, session);
      return verifyContact(ctx, state, known, sent.contact, first);
    });
    state.session = undefined;
    proven(state, sent.contact === 'email' ? 'email_otp' : 'sms');
  };

/** The address is proven; a first factor also confirms a sign-up. Inside `ctx.write`. */
function verifyContact(ctx: RespondCtx, { pool }: SignIn, user: User, contact: Contact, first: boolean): User {
  const attributes = { ...user.attributes, [`${contact}_verified`]: 'true' };
  const confirms = first && user.status === 'UNCONFIRMED';
  const verified =
    user.attributes[`${contact}_verified`] === 'true' ||
    // A verified address signs in; one that signs in another user stays as it is, unless all depends on it.
    (!confirms && takenAlias(ctx, pool, { ...user, attributes }, user.id) !== undefined)
      ? user
      : storeAttributes(ctx, pool, user, attributes);
  if (!confirms) return verified;
  const confirmed: User = { ...verified, status: 'CONFIRMED', modifiedAt: ctx.now() };
  ctx.store.users.update(confirmed);
  ctx.store.codes.remove(user.id, 'SignUp');
  ctx.changed('user', pool.id, user.username);
  return confirmed;
}

/** Counts a wrong code in a transaction of its own, then refuses. */
export function refuseCounted(ctx: Ctx, user: User, refuse: (failures: number) => never): never {
  const failures = failuresNow(user, ctx.now()) + 1;
  ctx.write(() => ctx.store.sessions.setFailures(user.id, failures, ctx.now()));
  return refuse(failures);
}

/** Codes have a known length: only equal ones are compared, digit by digit in constant time. */
function sameCode(code: string, given: string): boolean {
  const [one, other] = [Buffer.from(code), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
