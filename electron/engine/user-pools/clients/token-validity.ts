import type { TimeUnitsType, TokenValidityUnitsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { ClientSettings } from '../../store/clients.ts';

type Given = Pick<
  ClientSettings,
  'AccessTokenValidity' | 'IdTokenValidity' | 'RefreshTokenValidity' | 'TokenValidityUnits'
>;

const SECONDS: Readonly<Record<TimeUnitsType, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const HOUR = 3600;
const DAY = 86_400;
const DEFAULT_REFRESH_DAYS = 30;

/**
 * Token validities of a client, each in its unit.
 *
 * Access and ID tokens: 5 minutes to 1 day, in hours unless a unit is given; omitted they stay unsaid and
 * mean one hour. Refresh tokens: 60 minutes to 10 years, in days unless a unit is given; omitted or 0
 * mean 30 days. No refresh token may end before the tokens that it renews. Amazon Cognito,
 * CreateUserPoolClient.
 */
export function validitySettings(ctx: Ctx<'InvalidParameterException'>, given: Given): Given {
  const units = given.TokenValidityUnits ?? {};
  const access = secondsOf(given.AccessTokenValidity, units.AccessToken ?? 'hours') ?? HOUR;
  const id = secondsOf(given.IdTokenValidity, units.IdToken ?? 'hours') ?? HOUR;
  const refresh =
    secondsOf(given.RefreshTokenValidity || undefined, units.RefreshToken ?? 'days') ?? DEFAULT_REFRESH_DAYS * DAY;
  checkRange(ctx, 'AccessTokenValidity', access, 5 * 60, DAY);
  checkRange(ctx, 'IdTokenValidity', id, 5 * 60, DAY);
  checkRange(ctx, 'RefreshTokenValidity', refresh, HOUR, 3650 * DAY);
  if (refresh < Math.max(access, id))
    return ctx.refuse(
      'InvalidParameterException',
      INVALID_RANGE,
      'RefreshTokenValidity is shorter than AccessTokenValidity or IdTokenValidity.',
    );
  return {
    RefreshTokenValidity: given.RefreshTokenValidity || DEFAULT_REFRESH_DAYS,
    ...(given.AccessTokenValidity === undefined ? {} : { AccessTokenValidity: given.AccessTokenValidity }),
    ...(given.IdTokenValidity === undefined ? {} : { IdTokenValidity: given.IdTokenValidity }),
    ...unitsToStore(given),
  };
}

/** The default of 30 is in days: it takes no other unit over. */
function unitsToStore({ TokenValidityUnits, RefreshTokenValidity }: Given): {
  TokenValidityUnits?: TokenValidityUnitsType;
} {
  if (TokenValidityUnits === undefined) return {};
  if (RefreshTokenValidity || TokenValidityUnits.RefreshToken === undefined) return { TokenValidityUnits };
  return { TokenValidityUnits: { ...TokenValidityUnits, RefreshToken: 'days' } };
}

const INVALID_RANGE = 'Invalid range for token validity.';

const secondsOf = (value: number | undefined, unit: TimeUnitsType): number | undefined =>
  value === undefined ? undefined : value * SECONDS[unit];

function checkRange(
  ctx: Ctx<'InvalidParameterException'>,
  name: string,
  seconds: number,
  least: number,
  most: number,
): void {
  if (seconds < least || seconds > most)
    ctx.refuse(
      'InvalidParameterException',
      INVALID_RANGE,
      `${name} is ${seconds} seconds; it must be between ${least} and ${most} seconds.`,
    );
}
