import type { Pool } from '../store/pools.ts';
import type { Workspace } from '../kernel/workspace.ts';

/**
 * The issuer of a pool's tokens: where the engine serves the pool's keys, or AWS's own string if the
 * workspace is set so.
 */
export function issuerOf(workspace: Pick<Workspace, 'settings' | 'endpoint'>, pool: Pool): string {
  if (workspace.settings.issuer === 'local') return `${workspace.endpoint}/${pool.id}`;
  const host = pool.settings.IssuerConfiguration?.Type === 'UPDATED' ? 'issuer-cognito-idp' : 'cognito-idp';
  return `https://${host}.${pool.region}.amazonaws.com/${pool.id}`;
}

/** The pool that an issuer names: the last part of its path. Whose host it is, is not asked here. */
export function poolIdOfIssuer(issuer: unknown): string | undefined {
  if (typeof issuer !== 'string') return undefined;
  return /^https?:\/\/[^/?#]+\/([\w-]+_[0-9A-Za-z]+)$/.exec(issuer)?.[1];
}
