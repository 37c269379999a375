import type { ExplicitAuthFlowsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';

/** A way to sign in, as an app client allows it. */
export type Way = 'srp' | 'password' | 'admin-password' | 'custom' | 'choice' | 'refresh';

const CURRENT: Readonly<Record<Way, ExplicitAuthFlowsType>> = {
  srp: 'ALLOW_USER_SRP_AUTH',
  password: 'ALLOW_USER_PASSWORD_AUTH',
  'admin-password': 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  custom: 'ALLOW_CUSTOM_AUTH',
  choice: 'ALLOW_USER_AUTH',
  refresh: 'ALLOW_REFRESH_TOKEN_AUTH',
};

/** AWS's texts, which differ from flow to flow. */
const REFUSAL: Readonly<Record<Way, string>> = {
  srp: 'USER_SRP_AUTH is not enabled for the client.',
  password: 'USER_PASSWORD_AUTH flow not enabled for this client',
  'admin-password': 'Auth flow not enabled for this client',
  custom: 'CUSTOM_AUTH is not enabled for the client.',
  choice: 'USER_AUTH is not enabled for the client.',
  refresh: 'Refresh Token flow not enabled for this client',
};

/**
 * The ways to sign in that a client allows.
 *
 * Nothing set means SRP, custom and refresh. The old values (without ALLOW_) add to SRP and refresh, which
 * they cannot switch off, except that CUSTOM_AUTH_FLOW_ONLY leaves custom and refresh alone.
 */
export function allowedWays(client: Client): ReadonlySet<Way> {
  const flows = client.settings.ExplicitAuthFlows ?? [];
  if (flows.length === 0) return new Set(['srp', 'custom', 'refresh']);
  if (flows.some((flow) => flow.startsWith('ALLOW_')))
    return new Set((Object.keys(CURRENT) as Way[]).filter((way) => flows.includes(CURRENT[way])));
  if (flows.includes('CUSTOM_AUTH_FLOW_ONLY')) return new Set(['custom', 'refresh']);
  const ways = new Set<Way>(['srp', 'custom', 'refresh']);
  if (flows.includes('ADMIN_NO_SRP_AUTH')) ways.add('admin-password');
  if (flows.includes('USER_PASSWORD_AUTH')) ways.add('password');
  return ways;
}

/** Refuses a way to sign in that the client does not allow, in AWS's words for it. */
export function refuseUnlessAllowed(ctx: Ctx<'InvalidParameterException'>, client: Client, way: Way): void {
  if (allowedWays(client).has(way)) return;
  ctx.refuse(
    'InvalidParameterException',
    REFUSAL[way],
    `ExplicitAuthFlows of the app client is ${JSON.stringify(client.settings.ExplicitAuthFlows ?? [])}; the flow needs ${CURRENT[way]}.`,
  );
}
