import type { UserPoolClientType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { clientId, clientSecret, uuid } from '../../kernel/ids.ts';
import { listPage, readPageToken } from '../../kernel/paging.ts';
import type { Client, ClientSecret } from '../../store/clients.ts';
import { clientSettings } from './client-settings.ts';
import { nameAndId } from './client-id.ts';
import { findClient, findPool } from '../pools/find.ts';

const CLIENTS_PER_POOL = 1000;
const SECRETS_PER_CLIENT = 2;

/**
 * Creates an app client.
 *
 * A name `_custom_id_:ID` or `_custom_id_:ID:NAME` fixes its id. GenerateSecret makes a secret,
 * ClientSecret brings one along; a client without either is public.
 */
export const CreateUserPoolClient: IdpHandler<'CreateUserPoolClient'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const { name, id = clientId(ctx.random) } = ctx.step(
    'id asked for',
    () => nameAndId(ctx, input.ClientName),
    'ClientName',
  );
  const value = ctx.step('secret', () => secretAskedFor(ctx, input), 'GenerateSecret');
  const frame = { pool, confidential: value !== undefined, doing: 'creating' } as const;
  const settings = ctx.step(
    'settings and their defaults',
    () => clientSettings(ctx, frame, input),
    'CreateUserPoolClient',
  );
  const now = ctx.now();
  const client: Client = {
    id,
    poolId: pool.id,
    name,
    settings,
    secrets: value === undefined ? [] : [value],
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    if (ctx.store.clients.get(id) !== undefined)
      return ctx.refuse(
        'InvalidParameterException',
        `The ClientName names the user pool client ${id}, which exists already.`,
      );
    if (ctx.store.clients.count(pool.id) >= CLIENTS_PER_POOL)
      return ctx.refuse('LimitExceededException', `User pool clients cannot exceed limit of ${CLIENTS_PER_POOL}.`);
    ctx.store.clients.insert(client);
    if (value !== undefined) ctx.store.clients.addSecret({ id: secretId(ctx), clientId: id, value, createdAt: now });
  });
  ctx.about({ clientId: id });
  ctx.changed('client', pool.id, id);
  return { UserPoolClient: describeClient(client) };
};

/** Describes an app client with its first secret in clear, as AWS does. */
export const DescribeUserPoolClient: IdpHandler<'DescribeUserPoolClient'> = (input, ctx) => ({
  UserPoolClient: describeClient(findClient(ctx, input.ClientId, input.UserPoolId).client),
});

/** Lists the app clients of a pool in the order of their ids: ids and names only. */
export const ListUserPoolClients: IdpHandler<'ListUserPoolClients'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const limit = input.MaxResults ?? 60;
  const { items, token } = listPage(ctx, {
    step: 'list the app clients',
    list: `ListUserPoolClients ${pool.id}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.clients.list(pool.id, most, after),
    keyOf: ({ id }) => id,
  });
  // A page that the filter thins out may be short and still carry a token.
  const shown = items.filter(
    ({ settings }) => input.ClientType === undefined || settings.ClientType === input.ClientType,
  );
  return {
    UserPoolClients: shown.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Replaces an app client's settings: what is omitted goes back to its default, the name excepted. Secrets stay. */
export const UpdateUserPoolClient: IdpHandler<'UpdateUserPoolClient'> = (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  const name = ctx.step('name', () => nameOfUpdate(ctx, client, input.ClientName), 'ClientName');
  const frame = { pool, confidential: client.secrets.length > 0, doing: 'updating', before: client.settings } as const;
  const settings = ctx.step(
    'settings and their defaults',
    () => clientSettings(ctx, frame, input),
    'UpdateUserPoolClient',
  );
  ctx.note('Members that the call omits were set to their defaults.');
  const changed: Client = {
    ...client,
    name,
    settings: { ...settings, ClientType: client.settings.ClientType ?? 'REGULAR' },
    modifiedAt: ctx.now(),
  };
  ctx.write(() => ctx.store.clients.update(changed));
  ctx.changed('client', pool.id, client.id);
  return { UserPoolClient: describeClient(changed) };
};

/** Deletes an app client with the sign-ins and tokens that came of it. */
export const DeleteUserPoolClient: IdpHandler<'DeleteUserPoolClient'> = (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  ctx.write(() => ctx.store.clients.remove(client.id));
  ctx.changed('client', pool.id, client.id);
  return {};
};

/**
 * Adds a second secret to a confidential client; both are valid. The answer alone shows the value.
 * A public client stays public.
 */
export const AddUserPoolClientSecret: IdpHandler<'AddUserPoolClientSecret'> = (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  ctx.step('client is confidential', () => refusePublic(ctx, client));
  const secret: ClientSecret = {
    id: secretId(ctx),
    clientId: client.id,
    value: input.ClientSecret ?? clientSecret(ctx.random),
    createdAt: ctx.now(),
  };
  ctx.step('number of secrets', () => refuseFurtherSecret(ctx, client, secret.value), 'quotas');
  ctx.write(() => ctx.store.clients.addSecret(secret));
  ctx.changed('client', pool.id, client.id);
  return { ClientSecretDescriptor: { ...describeSecret(secret), ClientSecretValue: secret.value } };
};

/** Lists a client's secrets, oldest first, without their values. */
export const ListUserPoolClientSecrets: IdpHandler<'ListUserPoolClientSecrets'> = (input, ctx) => {
  const { client } = findClient(ctx, input.ClientId, input.UserPoolId);
  const secrets = ctx.step('list the client secrets', () => {
    // All of them fit one page, so no token is ever given out, and none is right.
    readPageToken(ctx, `ListUserPoolClientSecrets ${client.id}`, input.NextToken, 'string');
    return ctx.store.clients.secrets(client.id);
  });
  return { ClientSecrets: secrets.map(describeSecret) };
};

/** Deletes one of a client's two secrets; sign-ins with it fail from now on. The last one stays. */
export const DeleteUserPoolClientSecret: IdpHandler<'DeleteUserPoolClientSecret'> = (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  ctx.step('find the client secret', () => refuseUndeletable(ctx, client, input.ClientSecretId), 'ClientSecretId');
  ctx.write(() => ctx.store.clients.removeSecret(client.id, input.ClientSecretId));
  ctx.changed('client', pool.id, client.id);
  return {};
};

function refuseFurtherSecret(
  ctx: Ctx<'LimitExceededException' | 'InvalidParameterException'>,
  client: Client,
  value: string,
): void {
  if (client.secrets.length >= SECRETS_PER_CLIENT)
    ctx.refuse(
      'LimitExceededException',
      `Client secrets cannot exceed limit of ${SECRETS_PER_CLIENT} secrets.`,
      `The app client has ${client.secrets.length} secrets; delete one first.`,
    );
  if (client.secrets.includes(value))
    ctx.refuse('InvalidParameterException', 'The client secret is already in use.', 'The app client has this secret.');
}

/** Refuses a secret that the client does not have, and its last one. */
function refuseUndeletable(
  ctx: Ctx<'ResourceNotFoundException' | 'InvalidParameterException'>,
  client: Client,
  secretId: string,
): void {
  const secrets = ctx.store.clients.secrets(client.id);
  if (!secrets.some(({ id }) => id === secretId))
    ctx.refuse(
      'ResourceNotFoundException',
      `Client secret ${secretId} does not exist.`,
      `The app client ${client.id} has no secret with this id.`,
    );
  if (secrets.length === 1)
    ctx.refuse(
      'InvalidParameterException',
      'Cannot delete the last client secret.',
      'A confidential app client keeps at least one secret.',
    );
}

/** A client as Create-, Describe- and UpdateUserPoolClient give it. Dates in epoch seconds. */
function describeClient(client: Client): UserPoolClientType {
  const [secret] = client.secrets;
  return {
    UserPoolId: client.poolId,
    ClientName: client.name,
    ClientId: client.id,
    ...(secret === undefined ? {} : { ClientSecret: secret }),
    LastModifiedDate: client.modifiedAt / 1000,
    CreationDate: client.createdAt / 1000,
    ...client.settings,
  };
}

const describeSecret = ({ id, createdAt }: ClientSecret) => ({
  ClientSecretId: id,
  ClientSecretCreateDate: createdAt / 1000,
});

const secretId = (ctx: Ctx): string => uuid(ctx.random);

function secretAskedFor(
  ctx: Ctx<'InvalidParameterException'>,
  { GenerateSecret, ClientSecret: own }: { GenerateSecret?: boolean; ClientSecret?: string },
): string | undefined {
  if (GenerateSecret === true && own !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'ClientSecret cannot be specified when GenerateSecret is true.',
      'Either the pool makes the secret or the caller brings one.',
    );
  return GenerateSecret === true ? clientSecret(ctx.random) : own;
}

/** An update may repeat the form that fixed the client's id, but not name another id. */
function nameOfUpdate(ctx: Ctx<'InvalidParameterException'>, client: Client, given: string | undefined): string {
  if (given === undefined) return client.name;
  const { name, id } = nameAndId(ctx, given);
  if (id !== undefined && id !== client.id)
    return ctx.refuse(
      'InvalidParameterException',
      'The id of a user pool client cannot be changed.',
      `ClientName asks for the id ${id}, the client's is ${client.id}.`,
    );
  return name;
}

function refusePublic(ctx: Ctx<'InvalidParameterException'>, client: Client): void {
  if (client.secrets.length === 0)
    ctx.refuse(
      'InvalidParameterException',
      `Client ${client.id} is not configured for secret.`,
      'The app client is public: it was made without a secret and can get none.',
    );
}
