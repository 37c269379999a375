import type { Ctx } from '../handler.ts';
import { masked } from '../mask.ts';
import { followedAs, type Followed, type Said } from './followed.ts';

type Values = Readonly<Record<string, unknown>>;
type Read = (...said: Said) => Promise<Values | undefined>;

/** Client secrets are needed to bring a deleted client back; every other secret stays out of the history. */
const kept = (followed: Followed, values: Values): Values =>
  followed.kind === 'client' ? values : (masked(values) as Values);

/**
 * Looks at a thing before a followed operation changes it, and writes the change down afterwards.
 *
 * `read` answers what a describing operation says, without leaving a trace of its own. Gives nothing for
 * an operation that is not followed; otherwise a function to call with the output, once it succeeded.
 */
export async function follow(
  ctx: Ctx<string>,
  input: Values,
  caller: string,
  read: Read,
): Promise<((output: Values) => Promise<void>) | undefined> {
  const { service, operation, region } = ctx.call;
  const followed = followedAs(service, operation);
  if (followed === undefined || service === 'poolkeeper') return undefined;
  const look = async (output: Values): Promise<Values | undefined> => {
    const said = followed.read(input, output);
    const answer = said === undefined ? undefined : await read(...said);
    return answer === undefined ? undefined : kept(followed, withoutDates(followed.shown(answer)));
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
        input: kept(followed, input),
        kind: followed.kind,
        subject: followed.subject(input, output),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      }),
    );
    ctx.changed('history');
  };
}

/** Dates and counts move by themselves: they are no change of configuration. */
const withoutDates = ({
  LastModifiedDate: _modified,
  CreationDate: _created,
  CreateDate: _made,
  EstimatedNumberOfUsers: _users,
  RoleLastUsed: _used,
  ...rest
}: Values): Values => rest;
