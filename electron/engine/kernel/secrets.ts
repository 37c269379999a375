import { hkdfSync } from 'node:crypto';
import type { Key, Workspace } from './workspace.ts';

const derived = new WeakMap<Key, Map<string, Buffer>>();

/**
 * 32 bytes that only this workspace knows, one value a purpose, the same after a restart.
 *
 * Derived from the workspace's refresh key (HKDF, RFC 5869), so that no further secret has to be stored.
 */
export async function workspaceSecret(
  workspace: Workspace,
  purpose: 'session' | 'unknown user' | 'custom senders' | 'user imports' | 'authorization messages',
): Promise<Buffer> {
  const key = await workspace.keys.key('workspace', 'refresh');
  const known = derived.get(key) ?? new Map<string, Buffer>();
  derived.set(key, known);
  let secret = known.get(purpose);
  if (secret === undefined) {
    const seed = Buffer.from(key.privateKey.export({ format: 'jwk' }).d as string, 'base64url');
    secret = Buffer.from(hkdfSync('sha256', seed, '', `poolkeeper ${purpose}`, 32));
    known.set(purpose, secret);
  }
  return secret;
}
