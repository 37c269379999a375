import type { Run } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import { Recorder, type GrowingRun } from './recorder.ts';
import { runs } from './runs.ts';
import { scenarios, type RunContext, type RunnableScenario } from './scenarios.ts';

/** Every scenario that can be run, with what can be made to go wrong. */
export const ListScenarios: Handler<'poolkeeper', 'ListScenarios'> = () => ({
  scenarios: scenarios.map(({ id, title, about, faults }) => ({ id, title, about, faults: [...faults] })),
});

/** Starts a scenario with real requests through the real doors; the run grows in the background. */
export const StartRun: Handler<'poolkeeper', 'StartRun'> = (input, ctx) => {
  const scenario = scenarios.find(({ id }) => id === input.Scenario);
  if (scenario === undefined)
    return ctx.refuse('InvalidParameterException', `There is no scenario named ${input.Scenario}.`);
  if (input.Fault !== undefined && !scenario.faults.some(({ id }) => id === input.Fault))
    return ctx.refuse('InvalidParameterException', `The scenario ${scenario.id} knows no fault named ${input.Fault}.`);
  const run: GrowingRun = {
    id: uuid(ctx.random),
    scenario: scenario.id,
    ...(input.Fault === undefined ? {} : { fault: input.Fault }),
    at: ctx.now(),
    state: 'running',
    messages: [],
  };
  const stop = new AbortController();
  const context = contextOf(scenario, input, ctx, new Recorder(run, ctx.workspace, stop.signal));
  runs(ctx.workspace).add(run, stop);
  void execute(scenario, context, run);
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

function contextOf(
  scenario: RunnableScenario,
  input: Wanted,
  ctx: Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>,
  recorder: Recorder,
): RunContext {
  const needed = (name: keyof Wanted): string =>
    input[name] ?? ctx.refuse('InvalidParameterException', `The scenario ${scenario.id} needs ${name}.`);
  const poolId = needed('PoolId');
  const clientId = needed('ClientId');
  if (scenario.needs.includes('identityPool')) needed('IdentityPoolId');
  if (scenario.needs.includes('object')) {
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
    fault: input.Fault,
    pool,
    client,
    username: needed('Username'),
    password: needed('Password'),
    identityPoolId: input.IdentityPoolId,
    bucket: input.Bucket,
    key: input.Key,
  };
}

async function execute(scenario: RunnableScenario, context: RunContext, run: GrowingRun): Promise<void> {
  let ending: string | undefined;
  try {
    for (const step of scenario.steps) {
      ending = await step(context);
      if (ending !== undefined) break;
    }
    run.ending = ending ?? 'The tokens were issued.';
    run.state = 'finished';
  } catch (error) {
    const stopped = error instanceof DOMException && error.name === 'AbortError';
    run.state = 'stopped';
    run.ending = stopped ? 'Stopped.' : `The run broke off: ${error instanceof Error ? error.message : String(error)}`;
    if (!stopped) context.workspace.ports.log.error({ err: error, scenario: scenario.id }, 'a scenario broke off');
  }
  context.workspace.emit({ type: 'changed', changes: [{ kind: 'run', id: run.id }] });
}
