import type { ConfigurationChange } from '../../../shared/console.ts';
import type { Ctx, Handler } from '../handler.ts';
import type { StoredChange } from '../store/history.ts';
import { followedAs } from './followed.ts';

const A_PAGE = 50;
const MOST = 200;

/** Changes of configuration, newest first: 50 a page unless `Limit` (1 to 200) says otherwise. */
export const ListChanges: Handler<'poolkeeper', 'ListChanges'> = (input, { store }) => {
  const limit = Math.min(Math.max(Math.trunc(input.Limit ?? A_PAGE), 1), MOST);
  const of =
    input.Kind === undefined || input.Subject === undefined ? undefined : { kind: input.Kind, subject: input.Subject };
  const changes = store.history.list(limit + 1, input.Before, of);
  return { changes: changes.slice(0, limit).map(shown), more: changes.length > limit };
};

/** One change with its documents. */
export const GetChange: Handler<'poolkeeper', 'GetChange'> = (input, ctx) => ({ change: shown(found(ctx, input.Id)) });

/**
 * Brings back what a change replaced, by the same kind of call that anybody could make.
 *
 * The undoing is a change of its own, so it can be undone in turn. Refused for what cannot come back, for a
 * change that was undone already, and with AWS's own fault where the call is refused.
 */
export const UndoChange: Handler<'poolkeeper', 'UndoChange'> = async (input, ctx) => {
  const change = found(ctx, input.Id);
  if (change.undoneAt !== undefined) return ctx.refuse('InvalidParameterException', 'The change was undone already.');
  const undo = followedAs(change.service, change.operation)?.undo(change) ?? 'The operation is no longer followed.';
  if (typeof undo === 'string') return ctx.refuse('InvalidParameterException', undo);
  const [operation, said] = undo;
  const { engine } = ctx.workspace;
  const call = engine.call as (...call: unknown[]) => ReturnType<typeof engine.call>;
  const reply = await call(change.service, operation, said, {
    door: ctx.call.door,
    caller: ctx.call.caller,
    region: change.region,
  });
  if (!reply.ok)
    return ctx.refuse(
      'InvalidParameterException',
      `${operation}: ${reply.fault.code}: ${reply.fault.message}`,
      reply.fault.reason,
    );
  ctx.write(() => ctx.store.history.markUndone(change.id, ctx.now()));
  ctx.changed('history');
  return { operation };
};

function found(ctx: Ctx<'ResourceNotFoundException'>, id: string): StoredChange {
  return ctx.store.history.get(id) ?? ctx.refuse('ResourceNotFoundException', `There is no change ${id}.`);
}

/** A change as the console sees it: without client secrets, with what undoing it would do. */
function shown({ region: _region, ...change }: StoredChange): ConfigurationChange {
  const undo = followedAs(change.service, change.operation)?.undo(change) ?? 'The operation is no longer followed.';
  return {
    ...change,
    ...(change.before === undefined ? {} : { before: withoutSecret(change.before) }),
    ...(change.after === undefined ? {} : { after: withoutSecret(change.after) }),
    undo:
      typeof undo === 'string'
        ? { possible: false, why: undo }
        : { possible: change.undoneAt === undefined, by: undo[0] },
  };
}

const withoutSecret = ({ ClientSecret, ...rest }: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  ClientSecret === undefined ? rest : { ...rest, ClientSecret: '•••' };
