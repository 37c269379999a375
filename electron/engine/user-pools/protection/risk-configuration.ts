import type { RiskConfigurationType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { cidrOf } from './cidr.ts';
import { findClient, findPool } from '../pools/find.ts';
import { EVERY_CLIENT, type RiskConfiguration } from './risk.ts';
import { requireThreatProtection } from './add-on.ts';

/** What a pool, or one of its clients, does about risks. */
export const DescribeRiskConfiguration: IdpHandler<'DescribeRiskConfiguration'> = (input, ctx) => {
  const { pool, client } = subjectOf(ctx, input.UserPoolId, input.ClientId);
  requireThreatProtection(ctx, pool);
  const record = ctx.step('find the configuration', () =>
    ctx.store.records.get(pool.id, 'risk', client?.id ?? EVERY_CLIENT),
  );
  return { RiskConfiguration: describe(pool, client, record) };
};

/** Replaces what a pool, or one of its clients, does about risks; what is omitted is no longer configured. */
export const SetRiskConfiguration: IdpHandler<'SetRiskConfiguration'> = (input, ctx) => {
  const { pool, client } = subjectOf(ctx, input.UserPoolId, input.ClientId);
  requireThreatProtection(ctx, pool);
  const {
    AccountTakeoverRiskConfiguration: takeover,
    CompromisedCredentialsRiskConfiguration: compromised,
    RiskExceptionConfiguration: exceptions,
  } = input;
  ctx.step('notifications', () => checkNotification(ctx, takeover), 'NotifyConfiguration');
  ctx.step(
    'address ranges',
    () => {
      for (const list of ['BlockedIPRangeList', 'SkippedIPRangeList'] as const)
        checkRanges(ctx, list, exceptions?.[list] ?? []);
    },
    'RiskExceptionConfiguration',
  );
  const now = ctx.now();
  const record: PoolRecord<'risk'> = {
    poolId: pool.id,
    id: client?.id ?? EVERY_CLIENT,
    clientId: client?.id,
    content: {
      ...(compromised === undefined ? {} : { CompromisedCredentialsRiskConfiguration: compromised }),
      ...(takeover === undefined ? {} : { AccountTakeoverRiskConfiguration: takeover }),
      ...(exceptions === undefined ? {} : { RiskExceptionConfiguration: exceptions }),
    },
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.records.put('risk', record));
  ctx.changed('user-pool', undefined, pool.id);
  return { RiskConfiguration: describe(pool, client, record) };
};

function subjectOf(
  ctx: Ctx<'ResourceNotFoundException'>,
  poolId: string,
  clientId: string | undefined,
): { pool: Pool; client: Client | undefined } {
  if (clientId === undefined || clientId === EVERY_CLIENT) return { pool: findPool(ctx, poolId), client: undefined };
  return findClient(ctx, clientId, poolId);
}

/** Notifications need a sender. */
function checkNotification(
  ctx: Ctx<'InvalidParameterException'>,
  takeover: RiskConfiguration['AccountTakeoverRiskConfiguration'],
): void {
  const notifying = Object.entries(takeover?.Actions ?? {}).find(([, action]) => action.Notify);
  if (notifying !== undefined && takeover?.NotifyConfiguration === undefined)
    ctx.refuse(
      'InvalidParameterException',
      'NotifyConfiguration is required when Notify is true.',
      `${notifying[0]} notifies the user, and no sender is configured.`,
    );
}

function checkRanges(ctx: Ctx<'InvalidParameterException'>, list: string, ranges: readonly string[]): void {
  const odd = ranges.find((range) => cidrOf(range) === undefined);
  if (odd !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      `Invalid CIDR range in ${list}: ${odd}`,
      'A range is an IPv4 or IPv6 address, a slash and the number of fixed bits, as in 10.0.0.0/8.',
    );
}

const describe = (
  pool: Pool,
  client: Client | undefined,
  record: PoolRecord<'risk'> | undefined,
): RiskConfigurationType => ({
  UserPoolId: pool.id,
  ...(client === undefined ? {} : { ClientId: client.id }),
  ...record?.content,
  ...(record === undefined ? {} : { LastModifiedDate: record.modifiedAt / 1000 }),
});
