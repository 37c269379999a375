import type { TimeUnitsType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Client } from '../store/clients.ts';

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const satisfies Record<TimeUnitsType, number>;

/** How long a client's tokens live, in seconds: its validities in its units, else AWS's defaults (1 h, 1 h, 30 d). */
export function lifetimesOf(client: Client): {
  readonly id: number;
  readonly access: number;
  readonly refresh: number;
} {
  const {
    IdTokenValidity,
    AccessTokenValidity,
    RefreshTokenValidity,
    TokenValidityUnits: units = {},
  } = client.settings;
  const seconds = (value: number | undefined, unit: TimeUnitsType, fallback: number): number =>
    value === undefined || value === 0 ? fallback : value * SECONDS[unit];
  return {
    id: seconds(IdTokenValidity, units.IdToken ?? 'hours', SECONDS.hours),
    access: seconds(AccessTokenValidity, units.AccessToken ?? 'hours', SECONDS.hours),
    refresh: seconds(RefreshTokenValidity, units.RefreshToken ?? 'days', 30 * SECONDS.days),
  };
}

/** How long a client has for the next challenge of a sign-in, in milliseconds. 3 minutes unless set. */
export const sessionLifetime = (client: Client): number => (client.settings.AuthSessionValidity ?? 3) * 60_000;
