import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord, RecordKind } from '../../store/records.ts';

/** The kinds that callers name by an id, as a trace calls them. */
const WORDS = {
  'resource-server': 'resource server',
  'identity-provider': 'identity provider',
  branding: 'managed login style',
  terms: 'terms',
  replica: 'replica',
} as const satisfies Partial<Record<RecordKind, string>>;

/**
 * A pool's record of a kind, found in a step of its own.
 *
 * @param message AWS's words where there is none
 * @throws ResourceNotFoundException
 */
export function findRecord<Kind extends keyof typeof WORDS>(
  ctx: Ctx<'ResourceNotFoundException'>,
  pool: Pool,
  kind: Kind,
  id: string,
  message: string,
): PoolRecord<Kind> {
  return ctx.step(
    `find the ${WORDS[kind]}`,
    () =>
      ctx.store.records.get(pool.id, kind, id) ??
      ctx.refuse('ResourceNotFoundException', message, `The pool ${pool.id} has no ${WORDS[kind]} ${id}.`),
  );
}
