import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Workspace } from '../kernel/workspace.ts';

/** What a refresh token says to the engine; opaque to everybody else. */
export type RefreshContent = {
  /** The family, `origin_jti`. */
  readonly family: string;
  /** Its number within the family: each rotation gives the next. */
  readonly number: number;
  readonly pool: string;
  readonly client: string;
};

/** AWS's refresh tokens are some 1,700 characters long; ours are filled up so that limits are met locally too. */
const FILL = 600;

/**
 * Encrypts a refresh token: a five-part JWE (RFC 7516) with AWS's header
 * `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`, for the workspace's own key.
 */
export async function sealRefreshToken(
  workspace: Workspace,
  random: (bytes: number) => Uint8Array,
  content: RefreshContent,
): Promise<string> {
  const key = await workspace.keys.key('workspace', 'refresh');
  const text = JSON.stringify({ ...content, fill: Buffer.from(random(FILL)).toString('base64url') });
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })
    .encrypt(key.publicKey);
}

/** Whether a text has the form of a refresh token, without opening it. */
export const looksLikeRefreshToken = (text: string): boolean => /^eyJjdHkiOiJKV1Qi[\w-]*(\.[\w-]+){4}$/.test(text);

/** Opens a refresh token of this workspace; nothing for anything else. */
export async function openRefreshToken(workspace: Workspace, token: string): Promise<RefreshContent | undefined> {
  if (!looksLikeRefreshToken(token)) return undefined;
  const key = await workspace.keys.key('workspace', 'refresh');
  try {
    const { plaintext } = await compactDecrypt(token, key.privateKey, {
      keyManagementAlgorithms: ['RSA-OAEP'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as RefreshContent;
  } catch {
    // Whatever does not decrypt under our key is somebody else's token or none: the caller refuses it.
    return undefined;
  }
}
