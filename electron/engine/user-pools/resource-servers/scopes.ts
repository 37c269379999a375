import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';

/** The scopes of a pool's resource servers as clients name them: `identifier/scope`. */
export function customScopes(ctx: Ctx, pool: Pick<Pool, 'id'>): ReadonlySet<string> {
  return new Set(
    ctx.store.records
      .all(pool.id, 'resource-server')
      .flatMap(({ id, content }) => content.Scopes.map(({ ScopeName }) => `${id}/${ScopeName}`)),
  );
}

/** An app client's scopes of resource servers that exist; one that was deleted since stays with the client, inactive. */
export function activeCustomScopes(ctx: Ctx, pool: Pick<Pool, 'id'>, client: Client): string[] {
  const existing = customScopes(ctx, pool);
  return (client.settings.AllowedOAuthScopes ?? []).filter((scope) => existing.has(scope));
}
