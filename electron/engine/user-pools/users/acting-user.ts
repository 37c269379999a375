import type { Ctx } from '../../kernel/handler.ts';
import { authenticate, authenticateBearer, type Bearer } from '../../tokens/verify.ts';

type SelfCodes = 'NotAuthorizedException' | 'PasswordResetRequiredException';

/**
 * The user whose access token a call carries, if the user's state allows calls of their own.
 *
 * @throws as `authenticate`
 * @throws PasswordResetRequiredException `Password reset required for the user`
 */
export async function actingUser(ctx: Ctx<SelfCodes | 'UserNotFoundException'>, accessToken: string): Promise<Bearer> {
  return unlessReset(ctx, await authenticate(ctx, accessToken));
}

/** As `actingUser`, for operations that declare no UserNotFoundException: a deleted user's token is invalid. */
export async function actingBearer(ctx: Ctx<SelfCodes>, accessToken: string): Promise<Bearer> {
  return unlessReset(ctx, await authenticateBearer(ctx, accessToken));
}

/**
 * Refuses a user who has to set a new password first.
 *
 * @throws PasswordResetRequiredException `Password reset required for the user`
 */
export function refuseResetRequired(
  ctx: Ctx<'PasswordResetRequiredException'>,
  reason = 'UserStatus is RESET_REQUIRED: ForgotPassword and ConfirmForgotPassword set a new password.',
): never {
  return ctx.refuse('PasswordResetRequiredException', 'Password reset required for the user', reason);
}

function unlessReset(ctx: Ctx<'PasswordResetRequiredException'>, bearer: Bearer): Bearer {
  return bearer.user.status === 'RESET_REQUIRED' ? refuseResetRequired(ctx) : bearer;
}
