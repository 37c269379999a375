import type { UserPoolClientType } from '../../../shared/aws/types/cognito-idp.ts';
import { rememberedJson } from './remembered-json.ts';
import type { Sql } from './store.ts';

export type ClientSettings = Omit<
  UserPoolClientType,
  'ClientId' | 'ClientName' | 'UserPoolId' | 'ClientSecret' | 'CreationDate' | 'LastModifiedDate'
>;

/** An app client. `secrets` are all active secrets, oldest first; empty for a public client. */
export type Client = {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly settings: ClientSettings;
  readonly secrets: readonly string[];
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** One of a client's secrets. `id` is what AWS calls ClientSecretId. */
export type ClientSecret = {
  readonly id: string;
  readonly clientId: string;
  readonly value: string;
  readonly createdAt: number;
};

type Row = { id: string; pool_id: string; name: string; settings: string; created_at: number; modified_at: number };
type SecretRow = { id: string; client_id: string; value: string; created_at: number };

/** App clients and their secrets. */
export function clientStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM user_pool_clients WHERE id = ?');
  const list = read('SELECT * FROM user_pool_clients WHERE pool_id = ? AND id > ? ORDER BY id LIMIT ?');
  const count = read('SELECT count(*) FROM user_pool_clients WHERE pool_id = ?').pluck();
  const insert = write(
    'INSERT INTO user_pool_clients (id, pool_id, name, settings, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const update = write('UPDATE user_pool_clients SET name = ?, settings = ?, modified_at = ? WHERE id = ?');
  const remove = write('DELETE FROM user_pool_clients WHERE id = ?');
  const secretsOf = read('SELECT * FROM client_secrets WHERE client_id = ? ORDER BY created_at, rowid');
  const addSecret = write('INSERT INTO client_secrets (id, client_id, value, created_at) VALUES (?, ?, ?, ?)');
  const removeSecret = write('DELETE FROM client_secrets WHERE client_id = ? AND id = ?');

  const settingsOf = rememberedJson<ClientSettings>();
  const clientOf = (row: Row): Client => ({
    id: row.id,
    poolId: row.pool_id,
    name: row.name,
    settings: settingsOf(row.id, row.settings),
    secrets: (secretsOf.all(row.id) as SecretRow[]).map(({ value }) => value),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  });
  return {
    /** A client by its id, which is unique in all pools. */
    get: (id: string): Client | undefined => {
      const row = get.get(id) as Row | undefined;
      return row === undefined ? undefined : clientOf(row);
    },
    /** Stores a client without secrets; `addSecret` adds them. */
    insert: (client: Omit<Client, 'secrets'>): void => {
      insert.run(
        client.id,
        client.poolId,
        client.name,
        JSON.stringify(client.settings),
        client.createdAt,
        client.modifiedAt,
      );
    },
    /** Stores name, settings and date of change. */
    update: (client: Pick<Client, 'id' | 'name' | 'settings' | 'modifiedAt'>): void => {
      update.run(client.name, JSON.stringify(client.settings), client.modifiedAt, client.id);
    },
    remove: (id: string): void => {
      remove.run(id);
    },
    /** The clients of a pool in the order of their ids, from behind `after`. */
    list: (poolId: string, limit: number, after = ''): Client[] =>
      (list.all(poolId, after, limit) as Row[]).map(clientOf),
    count: (poolId: string): number => count.get(poolId) as number,
    /** A client's secrets, oldest first. */
    secrets: (clientId: string): ClientSecret[] =>
      (secretsOf.all(clientId) as SecretRow[]).map((row) => ({
        id: row.id,
        clientId: row.client_id,
        value: row.value,
        createdAt: row.created_at,
      })),
    addSecret: (secret: ClientSecret): void => {
      addSecret.run(secret.id, secret.clientId, secret.value, secret.createdAt);
    },
    removeSecret: (clientId: string, id: string): void => {
      removeSecret.run(clientId, id);
    },
  };
}
