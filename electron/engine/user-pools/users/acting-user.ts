import type { Ctx } from '../../kernel/handler.ts';
import { authenticate } from '../../tokens/verify.ts';

type SelfCodes = 'NotAuthorizedException' | 'UserNotFoundException' | 'PasswordResetRequiredException';

/**
 * The user whose access token a call carries, if his state lets him act for himself.
 *
 * @throws as `authenticate`
 * @throws PasswordResetRequiredException `Password reset required for the user`
 */
export async function actingUser(ctx: Ctx<SelfCodes>, accessToken: string) {
  const bearer = await authenticate(ctx, accessToken);
  if (bearer.user.status === 'RESET_REQUIRED')
    ctx.refuse(
      'PasswordResetRequiredException',
      'Password reset required for the user',
      'An administrator reset the password; ConfirmForgotPassword sets a new one.',
    );
  return bearer;
}
