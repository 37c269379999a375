import type { LocalProviderClaims, LocalProviderKind } from '../../../../shared/poolkeeper/operations.ts';
import { nameInAddress } from './issuer.ts';
import { KINDS, kindOfLoginKey } from './kinds.ts';

/** Set by the local provider whenever it signs. */
const OWN_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf'];

/** What is wrong with the name of a local provider of a kind that may have any, in words. */
export function nameProblem(name: string | undefined): string | undefined {
  if (name === undefined) return 'A local provider of this kind needs a name.';
  return Object.hasOwn(KINDS, name) ? `${name} is the name of a kind.` : undefined;
}

/** What is wrong with an issuer that was chosen, in words. */
export function issuerProblem(kind: LocalProviderKind, issuer: string): string | undefined {
  if (kind !== 'oidc' && kind !== 'saml') return `A local provider for ${kind} has its provider’s own issuer.`;
  if (kind === 'saml') return undefined;
  if (!/^https?:\/\/[^/?#]+(\/[^?#]*)?$/.test(issuer) || !URL.canParse(issuer))
    return 'An issuer is an address without query and fragment: https://login.example.com/tenant.';
  const bare = issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
  if (kindOfLoginKey(bare) !== undefined) return `${bare} has a kind of its own: ${kindOfLoginKey(bare)}.`;
  return nameInAddress(bare) === undefined
    ? undefined
    : 'That is the address of a local provider: leave the issuer out.';
}

/** What is wrong with a person's claims, in words. */
export function claimsProblem(kind: LocalProviderKind, claims: LocalProviderClaims): string | undefined {
  const own = KINDS[kind].tokens === 'id' ? OWN_CLAIMS.find((name) => Object.hasOwn(claims, name)) : undefined;
  return own === undefined ? undefined : `${own} is set by the local provider when it issues a token.`;
}
