import type { EventRiskType, RiskLevelType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { RecordContent } from '../../store/records.ts';
import { rangeHolding } from './cidr.ts';
import { clientAddress } from '../clients/client-address.ts';

/** The whole pool's risk configuration; clients without one of their own have it. */
export const EVERY_CLIENT = 'ALL';

export type RiskConfiguration = RecordContent['risk'];
/** `OFF`: nothing is evaluated; `AUDIT`: events are recorded; `ENFORCED`: the configuration acts too. */
export type ThreatMode = 'OFF' | 'AUDIT' | 'ENFORCED';

/** How a pool protects its users from threats. */
export const threatMode = (pool: Pool): ThreatMode => pool.settings.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF';

/** What is configured for a client, or for the pool where the client has nothing of its own. */
export function riskConfiguration(ctx: Ctx, pool: Pool, clientId: string | undefined): RiskConfiguration {
  const own = clientId === undefined ? undefined : ctx.store.records.get(pool.id, 'risk', clientId);
  return (own ?? ctx.store.records.get(pool.id, 'risk', EVERY_CLIENT))?.content ?? {};
}

/**
 * Addresses that stand for a risk.
 *
 * AWS judges by what it has learned of all its users, which nobody else can. Here the three networks that
 * are reserved for documentation (RFC 5737) stand for the three levels, so that what an app does about a
 * risk can be tried; every other address has none.
 */
const RISKY: readonly (readonly [network: string, level: RiskLevelType])[] = [
  ['192.0.2.0/24', 'Low'],
  ['198.51.100.0/24', 'Medium'],
  ['203.0.113.0/24', 'High'],
];

/** What a call risks, and what the configuration does about it. */
export type Judged = {
  readonly decision: 'NoRisk' | 'AccountTakeover' | 'Block';
  readonly level?: RiskLevelType;
  readonly action: 'BLOCK' | 'MFA_REQUIRED' | 'MFA_IF_CONFIGURED' | 'NO_ACTION';
  readonly notify: boolean;
  readonly why: string;
};

/** Judges the address of the person behind a call. */
export function judgeAddress(ctx: Ctx, pool: Pool, client: Client | undefined): Judged {
  const { RiskExceptionConfiguration: exceptions, AccountTakeoverRiskConfiguration: takeover } = riskConfiguration(
    ctx,
    pool,
    client?.id,
  );
  const none = (why: string): Judged => ({ decision: 'NoRisk', action: 'NO_ACTION', notify: false, why });
  const address = clientAddress(ctx, client);
  if (address === undefined) return none('The address of the user is not known.');
  const skipped = rangeHolding(exceptions?.SkippedIPRangeList ?? [], address);
  if (skipped !== undefined) return none(`${address} is in ${skipped}, one of the SkippedIPRangeList.`);
  const blocked = rangeHolding(exceptions?.BlockedIPRangeList ?? [], address);
  if (blocked !== undefined)
    return {
      decision: 'Block',
      level: 'High',
      action: 'BLOCK',
      notify: false,
      why: `${address} is in ${blocked}, one of the BlockedIPRangeList.`,
    };
  const [network, level] = RISKY.find(([risky]) => rangeHolding([risky], address) !== undefined) ?? [];
  if (network === undefined || level === undefined) return none(`Nothing is known against ${address}.`);
  const { EventAction: action = 'NO_ACTION', Notify: notify = false } = takeover?.Actions[`${level}Action`] ?? {};
  return {
    decision: action === 'BLOCK' ? 'Block' : 'AccountTakeover',
    level,
    action,
    notify,
    why: `${address} is in ${network}, which stands for ${level.toLowerCase()} risk; ${level}Action is ${action}.`,
  };
}

/** A judgement as an event keeps it. */
export const eventRisk = ({ decision, level }: Judged, compromised: boolean): EventRiskType => ({
  RiskDecision: decision,
  ...(level === undefined ? {} : { RiskLevel: level }),
  CompromisedCredentialsDetected: compromised,
});
