import type { LocalProviderClaims, LocalProviderKind } from '../../../../shared/poolkeeper/operations.ts';
import { nameInAddress } from './issuer.ts';
import { KINDS, kindOfLoginKey } from './kinds.ts';

/** Set by the local provider whenever it signs. */
const OWN_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf'];
const CLAIMS = 100;
const NAME_LENGTH = 256;
const VALUE_LENGTH = 2048;

/** Whether there is a kind of local provider of this name. */
export const isKind = (kind: unknown): kind is LocalProviderKind =>
  typeof kind === 'string' && Object.hasOwn(KINDS, kind);

/** What is wrong with the name of a local provider of a kind that may have any, in words. */
export function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    return 'A name has up to 63 lower-case letters, digits and hyphens.';
  return isKind(name) ? `${name} is the name of a kind.` : undefined;
}

/** What is wrong with an issuer that was chosen, in words. */
export function issuerProblem(kind: LocalProviderKind, issuer: unknown): string | undefined {
  if (kind !== 'oidc' && kind !== 'saml') return `A local provider for ${kind} has its provider’s own issuer.`;
  if (typeof issuer !== 'string' || issuer === '' || issuer.length > 1024 || /\s/.test(issuer))
    return 'An issuer has up to 1024 characters and no blanks.';
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
export function claimsProblem(kind: LocalProviderKind, claims: unknown): string | undefined {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims))
    return 'Claims are names with their values.';
  const entries = Object.entries(claims as LocalProviderClaims);
  if (entries.length > CLAIMS) return `A person has at most ${CLAIMS} claims.`;
  for (const [name, value] of entries) {
    if (name === '' || name.length > NAME_LENGTH) return `The name of a claim has 1 to ${NAME_LENGTH} characters.`;
    if (KINDS[kind].tokens === 'id' && OWN_CLAIMS.includes(name))
      return `${name} is set by the local provider when it issues a token.`;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    const good = values.every(
      (item) =>
        (typeof item === 'string' && item.length <= VALUE_LENGTH) ||
        (!Array.isArray(value) && (typeof item === 'boolean' || Number.isFinite(item))),
    );
    if (!good)
      return `${name} is a text of up to ${VALUE_LENGTH} characters, a number, true, false, or a list of texts.`;
  }
  return undefined;
}

/** What is wrong with a person's id, in words. */
export const idProblem = (id: unknown): string | undefined =>
  typeof id === 'string' && /^[\x21-\x7e]{1,255}$/.test(id) && !id.includes(';')
    ? undefined
    : 'An id has up to 255 characters, without blanks and semicolons.';
