import type { Ctx } from '../kernel/handler.ts';
import type { Claims } from './role-selection.ts';

/** A sign-in at a provider, checked. */
export type Login = {
  /** The provider as identity pools list it, for example `cognito-idp.REGION.amazonaws.com/POOL`. */
  readonly provider: string;
  /** Who the provider says it is. */
  readonly subject: string;
  readonly claims: Claims;
  /** The key of the provider's role mapping: with the client's id for user pools. */
  readonly mappingKey: string;
  /** What the login adds to `amr`. */
  readonly amr: readonly string[];
  /** Session tags that the login brings itself. */
  readonly tags?: Readonly<Record<string, string>>;
};

/** AWS's words for a token whose provider or client the identity pool does not list. */
export const UNSUPPORTED = 'Token is not from a supported provider of this identity pool.';

/** Refuses a login. */
export const refuseLogin = (ctx: Ctx<'NotAuthorizedException'>, message: string, reason: string): never =>
  ctx.refuse('NotAuthorizedException', message, reason);
