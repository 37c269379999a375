import type { WorkspaceSettings } from '../../../shared/poolkeeper/operations.ts';
import type { OperationName } from '../../../shared/contract.ts';
import { VERSION } from '../../../shared/version.ts';
import type { Handler } from '../kernel/handler.ts';
import { SAMPLE_OBJECTS, SAMPLE_PASSWORD, SAMPLE_VIEWERS } from './sample/content.ts';
import { placeSample } from './sample/place.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

/** What runs and where, and how much of AWS's contracts is built. */
export const DescribeWorkspace: OwnHandler<'DescribeWorkspace'> = (_input, { workspace, store }) => {
  const sample = store.workspace.get<{ poolId: string; clientId: string; identityPoolId: string; bucket: string }>(
    'sample',
  );
  return {
    version: VERSION,
    endpoint: workspace.endpoint,
    database: store.workspace.path,
    startedAt: workspace.startedAt,
    runtime:
      process.versions['electron'] === undefined
        ? `Node.js ${process.versions.node}`
        : `Electron ${process.versions['electron']}`,
    settings: workspace.settings,
    counts: store.workspace.counts(),
    ...(sample === undefined || store.pools.get(sample.poolId) === undefined
      ? {}
      : { sample: { ...sample, ...sampleCast() } }),
    coverage: workspace.coverage,
  };
};

const sampleCast = () => ({
  password: SAMPLE_PASSWORD,
  viewers: SAMPLE_VIEWERS.map(({ username, groups }) => ({ username, groups: [...groups] })),
  objects: SAMPLE_OBJECTS.map(({ key }) => key),
});

/** Changes the workspace's settings, those given; they hold at once and are kept for the next start. */
export const UpdateWorkspaceSettings: OwnHandler<'UpdateWorkspaceSettings'> = (input, ctx) => {
  const { workspace, store } = ctx;
  const changed: Partial<WorkspaceSettings> = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  );
  ctx.write(() => store.workspace.set('settings', { ...store.workspace.get<object>('settings'), ...changed }));
  workspace.settings = { ...workspace.settings, ...changed };
  ctx.changed('workspace');
  return { settings: workspace.settings };
};

/** Puts the streaming platform in place, removing an earlier copy of it and nothing else. */
export const ResetSample: OwnHandler<'ResetSample'> = async (_input, ctx) => {
  const sample = await placeSample(ctx.workspace);
  ctx.changed('workspace');
  return sample;
};

/** The latest calls, newest first: 50 a page unless `Limit` says otherwise, at most 500. */
export const ListTraces: OwnHandler<'ListTraces'> = (input, { workspace }) => {
  const limit = Math.min(input.Limit ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  return workspace.activity.list(
    limit,
    input.Before,
    (trace) =>
      (input.Service === undefined || trace.service === input.Service) &&
      (input.Operation === undefined || trace.operation === input.Operation) &&
      (input.Outcome === undefined || trace.outcome === input.Outcome) &&
      (input.PoolId === undefined || trace.subject.poolId === input.PoolId) &&
      (input.Username === undefined || trace.subject.username === input.Username),
  );
};

/** One call with all its steps, while it is among the latest. */
export const GetTrace: OwnHandler<'GetTrace'> = (input, ctx) => ({
  trace:
    ctx.workspace.activity.get(input.Id) ??
    ctx.refuse('ResourceNotFoundException', `There is no trace ${input.Id}; only the latest calls are kept.`),
});

/** Empties the list of calls. */
export const ClearTraces: OwnHandler<'ClearTraces'> = (_input, { workspace, changed }) => {
  workspace.activity.clear();
  changed('trace');
  return {};
};

/** What the workspace clock shows and how it was moved. */
export const GetClock: OwnHandler<'GetClock'> = (_input, { workspace }) => ({
  now: workspace.clock.now(),
  ...workspace.clock.state,
});

/** Moves or freezes the workspace clock; `frozenAt: null` lets it run again. Milliseconds. */
export const SetClock: OwnHandler<'SetClock'> = (input, ctx) => {
  const { offset, frozenAt } = input;
  const { clock } = ctx.workspace;
  clock.set({ offset, frozenAt });
  ctx.write(() => ctx.store.workspace.set('clock', clock.state));
  ctx.changed('clock');
  return { now: clock.now(), ...clock.state };
};
