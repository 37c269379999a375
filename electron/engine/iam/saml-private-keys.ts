import { createPrivateKey } from 'node:crypto';
import type { PrivateKeyList } from '../../../shared/aws/types/iam.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { SamlPrivateKey } from '../store/federation.ts';
import { iamId } from '../authorization/credentials.ts';

/** IAM keeps two, so that one can be changed while the other works. */
const MAX_KEYS = 2;

/**
 * Reads a private key that is to be added: RSA in PEM, not protected by a password.
 *
 * IAM documents no words for a key that cannot be read; these are ours.
 *
 * @param there how many keys the provider has without it
 */
export function addedKey(
  ctx: Ctx<'InvalidInput' | 'LimitExceeded'>,
  text: string | undefined,
  there: number,
): SamlPrivateKey | undefined {
  if (text === undefined) return undefined;
  if (there >= MAX_KEYS)
    return ctx.refuse('LimitExceeded', `Cannot exceed quota for PrivateKeysPerSAMLProvider: ${MAX_KEYS}`);
  return ctx.step('private key', () => {
    try {
      const key = createPrivateKey(text);
      if (key.asymmetricKeyType !== 'rsa')
        return ctx.refuse('InvalidInput', 'The private key is not valid.', `It is ${key.asymmetricKeyType}, not RSA.`);
      const pem = key.export({ format: 'pem', type: 'pkcs8' }) as string;
      return { id: iamId(ctx.random, 'SAMLK'), pem, addedAt: ctx.now() };
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
      return ctx.refuse(
        'InvalidInput',
        'The private key is not valid.',
        'It is no PEM of a private key without password.',
      );
    }
  });
}

/** The keys that are left without the one to be removed; refuses where there is no such key. */
export function removedKey(
  ctx: Ctx<'InvalidInput'>,
  keys: readonly SamlPrivateKey[],
  id: string | undefined,
): readonly SamlPrivateKey[] {
  if (id === undefined) return keys;
  const left = keys.filter((key) => key.id !== id);
  return left.length < keys.length ? left : ctx.refuse('InvalidInput', 'The private key to be removed does not exist.');
}

/** Keys as IAM lists them: never the key itself. */
export const keyList = (keys: readonly SamlPrivateKey[]): PrivateKeyList =>
  keys.map(({ id, addedAt }) => ({ KeyId: id, Timestamp: Math.floor(addedAt / 1000) }));
