import { TOKEN_VALIDITY } from '../../../../shared/aws/defaults.ts';
import { TOKEN_VALIDITY_SECONDS, validitySeconds } from '../../../../shared/aws/limits.ts';
import type { TokenValidityUnitsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { ClientSettings } from '../../store/clients.ts';

type Given = Pick<
  ClientSettings,
  'AccessTokenValidity' | 'IdTokenValidity' | 'RefreshTokenValidity' | 'TokenValidityUnits'
>;

/**
 * Token validities of a client, each in its unit, within `TOKEN_VALIDITY_SECONDS`.
 *
 * Those of access and ID tokens stay unsaid when they are omitted, and mean the default; a refresh token's that
 * is omitted or 0 is stored as the default. No refresh token may end before the tokens that it renews. Amazon
 * Cognito, CreateUserPoolClient.
 */
export function validitySettings(ctx: Ctx<'InvalidParameterException'>, given: Given): Given {
  const units = given.TokenValidityUnits ?? {};
  const access = validitySeconds('AccessToken', given.AccessTokenValidity, units.AccessToken);
  const id = validitySeconds('IdToken', given.IdTokenValidity, units.IdToken);
  const refresh = validitySeconds('RefreshToken', given.RefreshTokenValidity, units.RefreshToken);
  checkRange(ctx, 'AccessToken', access);
  checkRange(ctx, 'IdToken', id);
  checkRange(ctx, 'RefreshToken', refresh);
  if (refresh < Math.max(access, id))
    return ctx.refuse(
      'InvalidParameterException',
      INVALID_RANGE,
      'RefreshTokenValidity is shorter than AccessTokenValidity or IdTokenValidity.',
    );
  return {
    RefreshTokenValidity: given.RefreshTokenValidity || TOKEN_VALIDITY.RefreshToken.value,
    ...(given.AccessTokenValidity === undefined ? {} : { AccessTokenValidity: given.AccessTokenValidity }),
    ...(given.IdTokenValidity === undefined ? {} : { IdTokenValidity: given.IdTokenValidity }),
    ...unitsToStore(given),
  };
}

/** The default has a unit of its own: it takes no other one over. */
function unitsToStore({ TokenValidityUnits, RefreshTokenValidity }: Given): {
  TokenValidityUnits?: TokenValidityUnitsType;
} {
  if (TokenValidityUnits === undefined) return {};
  if (RefreshTokenValidity || TokenValidityUnits.RefreshToken === undefined) return { TokenValidityUnits };
  return { TokenValidityUnits: { ...TokenValidityUnits, RefreshToken: TOKEN_VALIDITY.RefreshToken.unit } };
}

const INVALID_RANGE = 'Invalid range for token validity.';

function checkRange(ctx: Ctx<'InvalidParameterException'>, token: keyof typeof TOKEN_VALIDITY, seconds: number): void {
  const { min, max } = TOKEN_VALIDITY_SECONDS[token];
  if (seconds < min || seconds > max)
    ctx.refuse(
      'InvalidParameterException',
      INVALID_RANGE,
      `${token}Validity is ${seconds} seconds; it must be between ${min} and ${max} seconds.`,
    );
}
