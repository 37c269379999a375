import type { DeviceSecretVerifierConfigType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Device } from '../../store/devices.ts';
import { readPublicValue } from '../sign-in/srp.ts';

/** The verifier is a number of the 3,072-bit group, perhaps with a leading zero; salts are 16 or 17 bytes long. */
const MAX_BYTES = { PasswordVerifier: 385, Salt: 64 } as const;

/**
 * Reads the verifier of a device's secret; none where none was sent.
 *
 * @throws InvalidParameterException with a text of our own for what is no verifier or no salt
 */
export function readVerifier(
  ctx: Ctx<'InvalidParameterException'>,
  given: DeviceSecretVerifierConfigType | undefined,
): Device['proof'] {
  if (given === undefined) return undefined;
  const verifier = readBase64(ctx, given, 'PasswordVerifier');
  if (readPublicValue(verifier.toString('hex')) === undefined)
    return refuse(ctx, 'PasswordVerifier', 'It is 0 modulo N, which every proof would fit.');
  return { salt: readBase64(ctx, given, 'Salt'), verifier };
}

function readBase64(
  ctx: Ctx<'InvalidParameterException'>,
  given: DeviceSecretVerifierConfigType,
  name: keyof typeof MAX_BYTES,
): Buffer {
  const text = given[name] ?? '';
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length > MAX_BYTES[name] || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    return refuse(ctx, name, `${name} is base64 of at most ${MAX_BYTES[name]} bytes.`);
  return bytes;
}

const refuse = (ctx: Ctx<'InvalidParameterException'>, name: string, reason: string): never =>
  ctx.refuse('InvalidParameterException', `Invalid DeviceSecretVerifierConfig: ${name}.`, reason);
