import type { Run } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import { Recorder, type GrowingRun } from './recorder.ts';
import { runs } from './runs.ts';
import { stories, type Cast, type ToldStory } from './scenarios.ts';

/** Every story that can be run, with what can be made to go wrong. */
export const ListStories: Handler<'poolkeeper', 'ListStories'> = () => ({
  stories: stories.map(({ id, title, about, mishaps }) => ({ id, title, about, mishaps: [...mishaps] })),
});

/** Starts a story with real requests through the real doors; the run grows in the background. */
export const StartRun: Handler<'poolkeeper', 'StartRun'> = (input, ctx) => {
  const story = stories.find(({ id }) => id === input.Story);
  if (story === undefined) return ctx.refuse('InvalidParameterException', `There is no story named ${input.Story}.`);
  if (input.Mishap !== undefined && !story.mishaps.some(({ id }) => id === input.Mishap))
    return ctx.refuse('InvalidParameterException', `The story ${story.id} knows no mishap named ${input.Mishap}.`);
  const run: GrowingRun = {
    id: uuid(ctx.random),
    story: story.id,
    ...(input.Mishap === undefined ? {} : { mishap: input.Mishap }),
    at: ctx.now(),
    state: 'running',
    messages: [],
  };
  const stop = new AbortController();
  const cast = castOf(story, input, ctx, new Recorder(run, ctx.workspace, stop.signal));
  runs(ctx.workspace).add(run, stop);
  void tell(story, cast, run);
  return { run: { ...run, messages: [...run.messages] } };
};

/** A run as far as it has come. */
export const GetRun: Handler<'poolkeeper', 'GetRun'> = (input, ctx) => ({ run: snapshot(ctx, input.Id) });

/** Stops a run before its next message. */
export const StopRun: Handler<'poolkeeper', 'StopRun'> = (input, ctx) => {
  runs(ctx.workspace).stop(input.Id);
  return { run: snapshot(ctx, input.Id) };
};

function snapshot(ctx: Ctx<'ResourceNotFoundException'>, id: string): Run {
  const run = runs(ctx.workspace).get(id) ?? ctx.refuse('ResourceNotFoundException', `Run ${id} does not exist.`);
  return { ...run, messages: [...run.messages] };
}

type Wanted = Parameters<typeof StartRun>[0];

function castOf(
  story: ToldStory,
  input: Wanted,
  ctx: Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>,
  recorder: Recorder,
): Cast {
  const needed = (name: keyof Wanted): string =>
    input[name] ?? ctx.refuse('InvalidParameterException', `The story ${story.id} needs ${name}.`);
  const poolId = needed('PoolId');
  const clientId = needed('ClientId');
  if (story.needs.includes('identityPool')) needed('IdentityPoolId');
  if (story.needs.includes('object')) {
    needed('Bucket');
    needed('Key');
  }
  const pool =
    ctx.store.pools.get(poolId) ?? ctx.refuse('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
  const client = ctx.store.clients.get(clientId);
  if (client === undefined || client.poolId !== pool.id)
    return ctx.refuse('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  return {
    workspace: ctx.workspace,
    random: ctx.random,
    recorder,
    mishap: input.Mishap,
    pool,
    client,
    username: needed('Username'),
    password: needed('Password'),
    identityPoolId: input.IdentityPoolId,
    bucket: input.Bucket,
    key: input.Key,
  };
}

async function tell(story: ToldStory, cast: Cast, run: GrowingRun): Promise<void> {
  let ending: string | undefined;
  try {
    for (const step of story.steps) {
      ending = await step(cast);
      if (ending !== undefined) break;
    }
    run.ending = ending ?? 'The tokens were issued.';
    run.state = 'finished';
  } catch (error) {
    const stopped = error instanceof DOMException && error.name === 'AbortError';
    run.state = 'stopped';
    run.ending = stopped ? 'Stopped.' : `The run broke off: ${error instanceof Error ? error.message : String(error)}`;
    if (!stopped) cast.workspace.ports.log.error({ err: error, story: story.id }, 'a story broke off');
  }
  cast.workspace.emit({ type: 'changed', changes: [{ kind: 'run', id: run.id }] });
}
