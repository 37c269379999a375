import { refuseBy } from '../../kernel/fault.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import { Tracer } from '../../kernel/trace.ts';
import type { Workspace } from '../../kernel/workspace.ts';

/**
 * What work for a pool behind no call runs with. It leaves no trace; what it changed its caller announces with
 * `workspace.emit`.
 */
export function backgroundCtx(workspace: Workspace, pool: Pool, name: string): Ctx<string> {
  const { ports, store, clock } = workspace;
  return {
    call: {
      service: 'cognito-idp',
      operation: name,
      door: 'in-process',
      caller: { kind: 'root' },
      region: pool.region,
      account: workspace.settings.account,
      traceId: name,
    },
    workspace,
    store,
    now: () => clock.now(),
    random: ports.random,
    step: (_name, run) => run(),
    note: () => undefined,
    skip: () => undefined,
    flow: (steps, state, ctx) => new Tracer(ports.elapsed).flow(steps, state, ctx),
    refuse: refuseBy(),
    write: (run) => store.write(run),
    changed: () => undefined,
    about: () => undefined,
  };
}
