import type { LogConfigurationType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import { findPool } from './find.ts';
import { requireTier } from './tiers.ts';
import { tierOf } from './read-settings.ts';

const ONLY = 'ONLY';

/** Where a pool's logs go. Nothing is delivered from here: the configuration is kept and returned. */
export const GetLogDeliveryConfiguration: IdpHandler<'GetLogDeliveryConfiguration'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const record = ctx.store.records.get(pool.id, 'log-delivery', ONLY);
  return {
    LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations: record?.content.LogConfigurations ?? [] },
  };
};

/** Replaces where a pool's logs go; an empty list ends delivery. */
export const SetLogDeliveryConfiguration: IdpHandler<'SetLogDeliveryConfiguration'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const { LogConfigurations } = input;
  ctx.step('sources and destinations', () => checkLogs(ctx, pool, LogConfigurations), 'LogConfigurations');
  const now = ctx.now();
  ctx.write(() =>
    ctx.store.records.put('log-delivery', {
      poolId: pool.id,
      id: ONLY,
      content: { LogConfigurations },
      createdAt: now,
      modifiedAt: now,
    }),
  );
  ctx.changed('user-pool', undefined, pool.id);
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } };
};

function checkLogs(
  ctx: Ctx<'InvalidParameterException' | 'FeatureUnavailableInTierException'>,
  pool: Pool,
  logs: readonly LogConfigurationType[],
): void {
  for (const log of logs) checkLog(ctx, log);
  if (new Set(logs.map(({ EventSource }) => EventSource)).size < logs.length)
    ctx.refuse(
      'InvalidParameterException',
      'Each EventSource can be configured once.',
      'Two of the LogConfigurations have the same EventSource.',
    );
  if (logs.some(({ EventSource }) => EventSource === 'userAuthEvents'))
    requireTier(ctx, tierOf(pool.settings), 'PLUS', 'EventSource userAuthEvents');
}

/** Errors of messages go to CloudWatch Logs; activity of users goes to any one of the three. */
function checkLog(ctx: Ctx<'InvalidParameterException'>, log: LogConfigurationType): void {
  const { EventSource, LogLevel } = log;
  const level = EventSource === 'userNotification' ? 'ERROR' : 'INFO';
  if (LogLevel !== level)
    ctx.refuse(
      'InvalidParameterException',
      `LogLevel must be ${level} for the EventSource ${EventSource}.`,
      `LogLevel is ${LogLevel}.`,
    );
  const destinations = [
    log.CloudWatchLogsConfiguration?.LogGroupArn,
    log.S3Configuration?.BucketArn,
    log.FirehoseConfiguration?.StreamArn,
  ].filter((arn) => arn !== undefined);
  if (destinations.length !== 1)
    ctx.refuse(
      'InvalidParameterException',
      'Exactly one destination must be specified for each log configuration.',
      `${EventSource} has ${destinations.length} destinations.`,
    );
  if (EventSource === 'userNotification' && log.CloudWatchLogsConfiguration?.LogGroupArn === undefined)
    ctx.refuse(
      'InvalidParameterException',
      'userNotification can only be delivered to CloudWatch Logs.',
      'Errors of messages go to a log group.',
    );
}
