import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ctx } from '../../kernel/handler.ts';
import type { Code, CodePurpose } from '../../store/codes.ts';
import type { User } from '../../store/users.ts';

/**
 * How often a user may be the object of a call within an hour. AWS, quotas on attempts.
 *
 * AWS gives password recovery 5 to 20 by the risk it sees; a call on one machine shows none.
 */
const HOURLY = {
  ConfirmSignUp: 15,
  ResendConfirmationCode: 5,
  ChangePassword: 5,
  VerifyUserAttribute: 15,
  GetUserAttributeVerificationCode: 5,
  PasswordRecovery: 20,
} as const;

/**
 * Counts one attempt in a transaction of its own, so that it counts even when the call is refused.
 *
 * @throws LimitExceededException `Attempt limit exceeded, please try after some time.`
 */
export function countAttempt(ctx: Ctx<'LimitExceededException'>, user: User, kind: keyof typeof HOURLY): void {
  const count = ctx.write(() => ctx.store.codes.countAttempt(user.id, kind, ctx.now()));
  ctx.note(undefined, { attempts: count, allowed: HOURLY[kind] });
  if (count > HOURLY[kind])
    ctx.refuse(
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
      `${kind} is allowed ${HOURLY[kind]} times an hour for each user; this was attempt ${count}.`,
    );
}

/**
 * The open code that was sent for a purpose, if this is it. It stays open: the caller removes it with what it allows.
 *
 * @throws ExpiredCodeException `Invalid code provided, please request a code again.`
 * @throws CodeMismatchException `Invalid verification code provided, please try again.`
 */
export function checkCode(
  ctx: Ctx<'ExpiredCodeException' | 'CodeMismatchException'>,
  user: User,
  purpose: CodePurpose,
  given: string,
): Code {
  const code = ctx.store.codes.get(user.id, purpose);
  if (code === undefined || code.expiresAt <= ctx.now())
    return ctx.refuse(
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
      code === undefined
        ? 'No code is open for this: none was requested, or it has been used.'
        : `The code was good until ${new Date(code.expiresAt).toISOString()}.`,
    );
  if (!sameText(code.code, given))
    return refuseMismatch(ctx, 'Another code was sent. The outbox shows the one that is open.');
  return code;
}

/** AWS's answer to a wrong code, which is also the answer that hides whether a user exists. */
export function refuseMismatch(ctx: Ctx<'CodeMismatchException'>, reason: string): never {
  return ctx.refuse('CodeMismatchException', 'Invalid verification code provided, please try again.', reason);
}

/** Compares digests, so that the duration tells neither where two codes differ nor how long one is. */
function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
