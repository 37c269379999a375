import { APP_CLIENT_FIELDS } from '../../../shared/aws/defaults.ts';
import { validitySeconds } from '../../../shared/aws/limits.ts';
import type { Client } from '../store/clients.ts';

/** How long a client's tokens live, in seconds: its validities in its units, else AWS's defaults. */
export function lifetimesOf({ settings }: Client): {
  readonly id: number;
  readonly access: number;
  readonly refresh: number;
} {
  const units = settings.TokenValidityUnits ?? {};
  return {
    id: validitySeconds('IdToken', settings.IdTokenValidity, units.IdToken),
    access: validitySeconds('AccessToken', settings.AccessTokenValidity, units.AccessToken),
    refresh: validitySeconds('RefreshToken', settings.RefreshTokenValidity, units.RefreshToken),
  };
}

/** How long a client has for the next challenge of a sign-in, in milliseconds. */
export const sessionLifetime = ({ settings }: Client): number =>
  (settings.AuthSessionValidity ?? APP_CLIENT_FIELDS.AuthSessionValidity.default) * 60_000;
