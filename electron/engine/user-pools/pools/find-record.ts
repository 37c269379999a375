import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord, RecordKind } from '../../store/records.ts';

/**
 * A pool's record of a kind.
 *
 * @param message AWS's words where there is none
 * @throws ResourceNotFoundException
 */
export function findRecord<Kind extends RecordKind>(
  ctx: Ctx<'ResourceNotFoundException'>,
  pool: Pool,
  kind: Kind,
  id: string,
  message: string,
): PoolRecord<Kind> {
  return (
    ctx.store.records.get(pool.id, kind, id) ??
    ctx.refuse('ResourceNotFoundException', message, `The pool ${pool.id} has no such ${kind.replace('-', ' ')}.`)
  );
}
