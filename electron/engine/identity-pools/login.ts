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
