import type { ResourceServerScopeType, ResourceServerType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { listPage } from '../../kernel/paging.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { findPool } from '../pools/find.ts';
import { findRecord } from '../pools/find-record.ts';

const SERVERS_PER_POOL = 25;
const DEFAULT_PAGE_SIZE = 50;

/** Creates a resource server: an API whose scopes app clients can ask for. Its identifier never changes. */
export const CreateResourceServer: IdpHandler<'CreateResourceServer'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  ctx.step('identifier', () => refuseReserved(ctx, input.Identifier), 'Identifier');
  const scopes = ctx.step('scopes', () => distinctScopes(ctx, input.Scopes), 'Scopes');
  const now = ctx.now();
  const server: Server = {
    poolId: pool.id,
    id: input.Identifier,
    content: { Name: input.Name, Scopes: scopes },
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    const { records } = ctx.store;
    if (records.get(pool.id, 'resource-server', server.id) !== undefined)
      return ctx.refuse(
        'InvalidParameterException',
        `${server.id} already exists in user pool ${pool.id}.`,
        'A resource server has this identifier.',
      );
    if (records.count(pool.id, 'resource-server') >= SERVERS_PER_POOL)
      return ctx.refuse('LimitExceededException', `Resource servers cannot exceed limit of ${SERVERS_PER_POOL}.`);
    records.put('resource-server', server);
  });
  ctx.changed('resource-server', pool.id, server.id);
  return { ResourceServer: describe(server) };
};

/** A resource server with its scopes. */
export const DescribeResourceServer: IdpHandler<'DescribeResourceServer'> = (input, ctx) => ({
  ResourceServer: describe(find(ctx, findPool(ctx, input.UserPoolId), input.Identifier)),
});

/** A pool's resource servers in the order of their identifiers. */
export const ListResourceServers: IdpHandler<'ListResourceServers'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const limit = input.MaxResults ?? DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the resource servers',
    list: `ListResourceServers ${pool.id}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.records.list(pool.id, 'resource-server', most, after),
    keyOf: ({ id }) => id,
  });
  return { ResourceServers: items.map(describe), ...(token === undefined ? {} : { NextToken: token }) };
};

/**
 * Replaces a resource server's name and scopes; without Scopes it has none.
 *
 * App clients keep a scope that is gone, but it is no longer issued.
 */
export const UpdateResourceServer: IdpHandler<'UpdateResourceServer'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const server = find(ctx, pool, input.Identifier);
  const scopes = ctx.step('scopes', () => distinctScopes(ctx, input.Scopes), 'Scopes');
  const changed: Server = {
    ...server,
    content: { Name: input.Name, Scopes: scopes },
    modifiedAt: ctx.now(),
  };
  ctx.write(() => ctx.store.records.put('resource-server', changed));
  ctx.changed('resource-server', pool.id, server.id);
  return { ResourceServer: describe(changed) };
};

/** Deletes a resource server. App clients keep its scopes, which are no longer issued. */
export const DeleteResourceServer: IdpHandler<'DeleteResourceServer'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const server = find(ctx, pool, input.Identifier);
  ctx.write(() => ctx.store.records.remove(pool.id, 'resource-server', server.id));
  ctx.changed('resource-server', pool.id, server.id);
  return {};
};

type Server = PoolRecord<'resource-server'>;

const find = (ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, identifier: string): Server =>
  findRecord(ctx, pool, 'resource-server', identifier, `Resource server ${identifier} does not exist.`);

/** Names that begin with `aws.cognito` are Cognito's own scopes. */
function refuseReserved(ctx: Ctx<'InvalidParameterException'>, identifier: string): void {
  if (/^aws\.cognito/i.test(identifier))
    ctx.refuse(
      'InvalidParameterException',
      `Invalid resource server identifier: ${identifier}`,
      'Identifiers that begin with aws.cognito are reserved for the scopes of Amazon Cognito.',
    );
}

function distinctScopes(
  ctx: Ctx<'InvalidParameterException'>,
  scopes: readonly ResourceServerScopeType[] = [],
): ResourceServerScopeType[] {
  const names = scopes.map(({ ScopeName }) => ScopeName);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `Duplicate scope name ${twice}.`,
      'Each scope of a resource server needs a name of its own.',
    );
  return [...scopes];
}

const describe = ({ poolId, id, content }: Server): ResourceServerType => ({
  UserPoolId: poolId,
  Identifier: id,
  Name: content.Name,
  Scopes: [...content.Scopes],
});
