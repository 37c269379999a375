import type { Handler } from '../../handler.ts';
import { roleArn } from '../../store/access-records.ts';
import { decide } from '../decide.ts';
import { resourceSide } from '../permission.ts';
import { neededOf } from './input.ts';
import { sessionOf } from './walk.ts';

/** Asks every role of the account, and finds the groups whose members get one of those that may. */
export const WhoCan: Handler<'poolkeeper', 'WhoCan'> = (input, ctx) => {
  const needed = neededOf(ctx, input);
  const side = resourceSide(ctx, needed);
  const { access, pools, groups } = ctx.store;
  const all = access.roles(ctx.call.account, Number.MAX_SAFE_INTEGER);
  const roles = all.flatMap((role) => {
    const { decision, reason } = decide(
      ctx,
      sessionOf(ctx, role, { policies: [], tags: {}, transitiveTags: [], context: {} }),
      needed,
      side,
    );
    return decision === 'allowed' ? [{ roleArn: roleArn(role), name: role.name, reason }] : [];
  });
  const may = new Set(roles.map((role) => role.roleArn));
  const having = pools.list(ctx.call.region, Number.MAX_SAFE_INTEGER).flatMap((pool) =>
    groups.list(pool.id, Number.MAX_SAFE_INTEGER).flatMap((group) =>
      group.roleArn !== undefined && may.has(group.roleArn)
        ? [
            {
              poolId: pool.id,
              poolName: pool.name,
              group: group.name,
              roleArn: group.roleArn,
              users: groups.countMembers(pool.id, group.name),
            },
          ]
        : [],
    ),
  );
  return { roles, groups: having, asked: all.length };
};
