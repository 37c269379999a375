import type { ConfigurationChange } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import type { StoredChange } from '../store/history.ts';
import { trackedAs } from './tracked/tracked.ts';
import { shownAs, type OperationCall, type Undo, type Values } from './terms.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;

/** Changes of configuration, newest first: 50 a page unless `Limit` says otherwise, at most 200; or what one call changed. */
export const ListChanges: Handler<'poolkeeper', 'ListChanges'> = (input, { store }) => {
  if (input.TraceId !== undefined) return { changes: store.history.ofTrace(input.TraceId).map(shown), more: false };
  const limit = Math.min(input.Limit ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const of =
    input.Kind === undefined || input.Subject === undefined ? undefined : { kind: input.Kind, subject: input.Subject };
  const changes = store.history.list(limit + 1, input.Before, of);
  return { changes: changes.slice(0, limit).map(shown), more: changes.length > limit };
};

/** One change with its documents. */
export const GetChange: Handler<'poolkeeper', 'GetChange'> = (input, ctx) => ({ change: shown(found(ctx, input.Id)) });

/**
 * Brings back what a change replaced, by the same kind of calls that anybody could make.
 *
 * The undoing is a change of its own, so it can be undone in turn. Refused for what cannot come back, for a
 * change that was undone already, and with AWS's own fault where a call is refused.
 */
export const UndoChange: Handler<'poolkeeper', 'UndoChange'> = async (input, ctx) => {
  const change = found(ctx, input.Id);
  if (change.undoneAt !== undefined) return ctx.refuse('InvalidParameterException', 'The change was undone already.');
  const undo = undoOf(change);
  if (typeof undo === 'string') return ctx.refuse('InvalidParameterException', undo);
  for (const [index, said] of undo.entries()) await say(ctx, change, said, index);
  ctx.write(() => ctx.store.history.markUndone(change.id, ctx.now()));
  ctx.changed('history');
  return { operation: namesOf(undo) };
};

const undoOf = (change: StoredChange): Undo =>
  trackedAs(change.service, change.operation)?.undo(change) ?? 'The operation is no longer tracked.';

const namesOf = (undo: readonly OperationCall[]): string => undo.map(([operation]) => operation).join(', then ');

/** One of the calls that undo; `made` is how many were made before it. */
async function say(
  ctx: Ctx<'InvalidParameterException'>,
  { service, region }: StoredChange,
  [operation, input]: OperationCall,
  made: number,
): Promise<void> {
  const { engine } = ctx.workspace;
  const call = engine.call as (...call: unknown[]) => ReturnType<typeof engine.call>;
  const reply = await call(service, operation, input, { door: ctx.call.door, caller: ctx.call.caller, region });
  if (reply.ok) return;
  const { code, message, reason } = reply.fault;
  const before = made === 0 ? '' : ` What was undone before that stays undone (${made} of the calls).`;
  ctx.refuse('InvalidParameterException', `${operation}: ${code}: ${message}${before}`, reason);
}

function found(ctx: Ctx<'ResourceNotFoundException'>, id: string): StoredChange {
  return ctx.store.history.get(id) ?? ctx.refuse('ResourceNotFoundException', `There is no change ${id}.`);
}

/** A change as the console sees it: secrets masked, with what undoing it would do. */
function shown({ region: _region, ...change }: StoredChange): ConfigurationChange {
  const tracked = trackedAs(change.service, change.operation);
  const undo = undoOf({ region: _region, ...change });
  const document = (values: Values): Values => (tracked === undefined ? values : shownAs(tracked, values));
  return {
    ...change,
    input: document(change.input),
    ...(change.before === undefined ? {} : { before: document(change.before) }),
    ...(change.after === undefined ? {} : { after: document(change.after) }),
    undo:
      typeof undo === 'string'
        ? { possible: false, why: undo }
        : {
            possible: change.undoneAt === undefined,
            by: namesOf(undo),
            ...(tracked?.loses === undefined ? {} : { loses: tracked.loses }),
          },
  };
}
