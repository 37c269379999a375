import type { Ctx } from '../kernel/handler.ts';
import { masked } from '../kernel/mask.ts';
import { trackedAs } from './tracked/tracked.ts';
import type { Ask, Tracked, Values } from './terms.ts';

const kept = ({ keepsSecrets }: Tracked, values: Values): Values =>
  keepsSecrets === true ? values : (masked(values) as Values);

/**
 * Looks at a thing before a tracked operation changes it, and writes the change down afterwards.
 *
 * `ask` answers what a reading operation says, without leaving a trace of its own. Gives nothing for
 * an operation that is not tracked; otherwise a function to call with the output, once it succeeded.
 */
export async function trackChange(
  ctx: Ctx<string>,
  input: Values,
  caller: string,
  ask: Ask,
): Promise<((output: Values) => Promise<void>) | undefined> {
  const { service, operation, region } = ctx.call;
  if (service === 'execute-api') return undefined;
  const tracked = trackedAs(service, operation);
  if (tracked === undefined) return undefined;
  const look = async (output: Values): Promise<Values | undefined> => {
    const document = await tracked.look(ask, input, output);
    return document === undefined ? undefined : kept(tracked, settled(document));
  };
  const before = await look({});
  return async (output) => {
    const after = await look(output);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    ctx.write(() =>
      ctx.store.history.insert({
        at: ctx.now(),
        caller,
        region,
        service,
        operation,
        input: kept(tracked, input),
        kind: tracked.kind,
        subject: tracked.subject(input, output),
        traceId: ctx.call.traceId,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      }),
    );
    ctx.changed('history');
  };
}

/** What moves by itself is no change of configuration: dates, counts, versions that the engine makes. */
const MOVING = new Set([
  'LastModifiedDate',
  'CreationDate',
  'CreateDate',
  'createdAt',
  'modifiedAt',
  'EstimatedNumberOfUsers',
  'RoleLastUsed',
  'PasswordLastUsed',
  'CSSVersion',
  'Version',
]);

const settled = (document: Values): Values =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !MOVING.has(name)));
