import { roleArn, iamUserArn } from '../../../shared/aws/arn.ts';
import type { WhoCanAnswer } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { decide, type ResourceSide } from '../authorization/decide.ts';
import { resourceSide } from '../authorization/permission.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';
import { userSession } from './principal.ts';
import { neededOf } from './needed.ts';
import { poolGrants } from './who-can-pools.ts';
import { resourceGrants } from './who-can-resource.ts';
import { sessionOf } from './resolve.ts';

const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Who may do something: every role and IAM user is asked once, identity pools once for each role that they give, and
 * the resource's policy for the names in it. Users of user pools are only counted, by their groups.
 */
export const WhoCan: Handler<'poolkeeper', 'WhoCan'> = (input, ctx): WhoCanAnswer => {
  const needed = neededOf(input);
  const { Limit = 100, Marker } = input;
  const side = resourceSide(ctx, needed);
  const { asked: rolesAsked, may } = rolesThat(ctx, needed, side);
  const { asked: usersAsked, may: users } = usersThat(ctx, needed, side);
  const pools = poolGrants(ctx, needed, side);
  const groups = groupsWith(ctx, new Set(may.map((role) => role.roleArn)), pools.throughToken);
  const from = Marker === undefined ? 0 : may.findIndex(({ name }) => name.toLowerCase() > Marker.toLowerCase());
  const page = from < 0 ? [] : may.slice(from, from + Limit);
  const last = page.at(-1);
  return {
    roles: page,
    users: users.slice(0, Limit),
    groups: groups.slice(0, Limit),
    pools: pools.grants.slice(0, Limit),
    resource: resourceGrants(ctx, needed, side.resource ?? []),
    counts: {
      rolesAsked,
      roles: may.length,
      usersAsked,
      users: users.length,
      groups: groups.length,
      pools: pools.grants.length,
    },
    ...(last === undefined || last === may.at(-1) ? {} : { next: last.name }),
  };
};

function rolesThat(ctx: Ctx, needed: Needed, side: ResourceSide) {
  const all = ctx.store.access.roles(ctx.call.account, ALL);
  const may = all.flatMap((role) => {
    const session = sessionOf(ctx, role, { policies: [], tags: {}, transitiveTags: [], context: {} });
    const { decision, reason } = decide(ctx, session, needed, side);
    return decision === 'allowed' ? [{ roleArn: roleArn(role), name: role.name, reason }] : [];
  });
  return { asked: all.length, may };
}

function usersThat(ctx: Ctx, needed: Needed, side: ResourceSide) {
  const all = ctx.store.access.users(ctx.call.account, ALL);
  const may = all.flatMap((user) => {
    const { decision, reason } = decide(ctx, userSession(ctx, user), needed, side);
    return decision === 'allowed' ? [{ name: user.name, arn: iamUserArn(user), reason }] : [];
  });
  return { asked: all.length, may };
}

/** The groups whose role is one of those that may, or that an identity pool's token mapping gives to them. */
function groupsWith(
  { store, call }: Ctx,
  may: ReadonlySet<string>,
  throughToken: ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>,
): WhoCanAnswer['groups'] {
  return store.pools.list(call.region, ALL).flatMap((pool) =>
    store.groups.list(pool.id, ALL).flatMap((group) => {
      const through = throughToken.get(`${pool.id} ${group.roleArn}`) ?? [];
      if (group.roleArn === undefined || (!may.has(group.roleArn) && through.length === 0)) return [];
      const users = store.groups.countMembers(pool.id, group.name);
      return [{ poolId: pool.id, poolName: pool.name, group: group.name, roleArn: group.roleArn, users, through }];
    }),
  );
}
