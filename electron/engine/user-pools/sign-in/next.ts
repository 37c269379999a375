import type { ChallengeNameType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Method } from '../../store/tokens.ts';
import { newSession, sealSession, useSession, type Challenge, type Contents } from './sessions.ts';
import type { Answer, SignIn } from './state.ts';

/** A name that keeps Session within AWS's 2,048 characters: an alias longer than any address gives way. */
const shortName = (typed: string, username: string): string => (typed.length > 320 ? username : typed);

/**
 * Ends a flow with the next challenge: uses up the session that was answered and seals the one that waits
 * for the next answer. What the sign-in proved so far goes along.
 *
 * @param of.username USER_ID_FOR_SRP, where there is no user (a simulated challenge)
 */
export function ask(
  ctx: Ctx<'NotAuthorizedException'>,
  state: SignIn,
  challenge: ChallengeNameType,
  parameters: Readonly<Record<string, string>>,
  of: Omit<Contents, 'progress'> & { readonly username?: string } = {},
): Answer {
  consume(ctx, state);
  return {
    ChallengeName: challenge,
    Session: nextSession(ctx, state, challenge, of),
    ChallengeParameters: { ...parameters },
  };
}

/** Seals a session that waits for an answer to `challenge`. */
export function nextSession(
  ctx: Ctx,
  state: SignIn,
  challenge: Challenge,
  { username, ...contents }: Omit<Contents, 'progress'> & { readonly username?: string } = {},
): string {
  const { user } = state;
  const name = user?.username ?? username ?? state.parameters['USERNAME'] ?? '';
  const session = newSession(ctx, state.client, {
    challenge,
    user,
    username: name,
    typed: shortName(state.typed ?? state.parameters['USERNAME'] ?? name, name),
    progress: state.progress,
    ...contents,
  });
  return sealSession(session, state.secrets.session, ctx.random);
}

/** Uses up the session that was answered, if there is one; what is asked later stands on its own. */
export function consume(ctx: Ctx<'NotAuthorizedException'>, state: SignIn): void {
  const { session } = state;
  if (session === undefined) return;
  ctx.write(() => useSession(ctx, session));
  state.session = undefined;
}

/** Notes a factor that the user has just proven. */
export function proven(state: SignIn, method: Method): void {
  state.progress = { ...state.progress, methods: [...(state.progress.methods ?? []), method] };
}
