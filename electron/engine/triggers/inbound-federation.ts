import type { Ctx } from '../kernel/handler.ts';
import type { Pool } from '../store/pools.ts';
import { runTrigger, type TriggerFaults } from './run.ts';

/**
 * What an external provider said of a user: the parts of an OpenID Connect or social sign-in, or a SAML
 * response's attributes.
 */
type ProviderAnswer =
  | {
      readonly tokenResponse?: Readonly<Record<string, unknown>>;
      readonly idToken?: Readonly<Record<string, unknown>>;
      readonly userInfo?: Readonly<Record<string, unknown>>;
    }
  | { readonly samlResponse: Readonly<Record<string, unknown>> };

/**
 * Lets the pool's inbound federation function change what an external provider said of a user, before it is
 * mapped to attributes. Outside of transactions.
 *
 * @param of.userName as the pool will call the user: `Provider_subject`
 * @returns the whole list of attributes to map, or undefined where it stays as the provider gave it: the pool
 *   has no such function, or it answers none
 * @throws as `runTrigger`
 */
export async function inboundAttributes(
  ctx: Ctx<TriggerFaults>,
  of: {
    readonly pool: Pool;
    readonly clientId: string;
    readonly userName: string;
    readonly providerName: string;
    readonly providerType: string;
    readonly attributes: ProviderAnswer;
  },
): Promise<Readonly<Record<string, string>> | undefined> {
  const { pool, clientId, userName, providerName, providerType, attributes } = of;
  const answer = await runTrigger(ctx, {
    pool,
    name: 'InboundFederation',
    source: 'InboundFederation_ExternalProvider',
    userName,
    clientId,
    request: { providerName, providerType, attributes },
  });
  const mapped = answer?.userAttributesToMap ?? {};
  return Object.keys(mapped).length === 0 ? undefined : mapped;
}
