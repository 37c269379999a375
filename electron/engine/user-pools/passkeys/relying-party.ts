import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';

/**
 * The relying party of a pool's passkeys: RelyingPartyId of its WebAuthnConfiguration, else its custom domain,
 * else `localhost`, from where apps are tried out here; AWS would take the pool's prefix domain. Nothing for
 * a pool that has neither the configuration nor a domain.
 */
export function relyingPartyOf(ctx: Ctx, { id, settings }: Pool): string | undefined {
  const { WebAuthnConfiguration: configuration } = settings;
  if (configuration?.RelyingPartyId !== undefined) return configuration.RelyingPartyId;
  const domains = ctx.store.domains.ofPool(id);
  const custom = domains.find(({ content }) => content.CustomDomainConfig !== undefined);
  if (custom !== undefined) return custom.domain;
  return configuration === undefined && domains.length === 0 ? undefined : 'localhost';
}

/** Whether a passkey of the pool stands for two factors: it then has to verify its user. */
export const isMultiFactor = ({ settings }: Pool): boolean =>
  settings.WebAuthnConfiguration?.FactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION';

/** Whether authenticators have to verify the user (by PIN, finger or face), or should. */
export const userVerificationOf = (pool: Pool): 'required' | 'preferred' =>
  isMultiFactor(pool) ? 'required' : (pool.settings.WebAuthnConfiguration?.UserVerification ?? 'preferred');

/** Passkeys belong to the first factors of the pool. */
export const allowsPasskeys = ({ settings }: Pool): boolean =>
  settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') === true;

/**
 * Whether a page may use passkeys of a relying party: it is the party's host or one below, and came over
 * HTTPS or from this machine. Web Authentication section 5.1.3, "secure context".
 */
export function originAllowed(rpId: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, origin: normal } = new URL(origin);
  if (normal !== origin) return false;
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  return (
    (protocol === 'https:' || (protocol === 'http:' && local)) && (hostname === rpId || hostname.endsWith(`.${rpId}`))
  );
}
