import type {
  CreateManagedLoginBrandingRequest,
  IdentityProviderType,
  LogDeliveryConfigurationType,
  ResourceServerType,
  RiskConfigurationType,
  TermsType,
  UICustomizationType,
  UserPoolReplicaType,
} from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** What is stored of each kind of record; identity, dates and owner are columns. */
export type RecordContent = {
  readonly 'resource-server': Required<Pick<ResourceServerType, 'Name' | 'Scopes'>>;
  readonly 'identity-provider': Required<
    Pick<IdentityProviderType, 'ProviderType' | 'ProviderDetails' | 'AttributeMapping' | 'IdpIdentifiers'>
  > &
    Pick<IdentityProviderType, 'AcrMapping'>;
  readonly branding: Omit<CreateManagedLoginBrandingRequest, 'UserPoolId' | 'ClientId'>;
  readonly 'ui-customization': Pick<UICustomizationType, 'CSS' | 'CSSVersion'> & {
    /** Base64. */
    readonly ImageFile?: string;
  };
  readonly terms: Pick<TermsType, 'TermsName' | 'TermsSource' | 'Enforcement' | 'Links'>;
  readonly risk: Omit<RiskConfigurationType, 'UserPoolId' | 'ClientId' | 'LastModifiedDate'>;
  readonly 'log-delivery': Pick<LogDeliveryConfigurationType, 'LogConfigurations'>;
  readonly replica: Required<Pick<UserPoolReplicaType, 'Status'>> & { readonly Tags: Record<string, string> };
  readonly 'session-tracking': { readonly enabled: boolean; readonly maxPerUser: number };
  readonly 'client-sessions': { readonly maxValidityMinutes: number };
};

export type RecordKind = keyof RecordContent;

/** A record of a pool. Times are epoch milliseconds. */
export type PoolRecord<Kind extends RecordKind> = {
  readonly poolId: string;
  readonly id: string;
  /** The app client that it belongs to and goes with. */
  readonly clientId?: string | undefined;
  readonly content: RecordContent[Kind];
  readonly createdAt: number;
  readonly modifiedAt: number;
};

type Row = {
  pool_id: string;
  id: string;
  client_id: string | null;
  content: string;
  created_at: number;
  modified_at: number;
};

/** Records of a pool that AWS takes and returns whole, by kind and id. */
export function recordStatements({ read, write }: Sql) {
  const get = read('SELECT * FROM pool_records WHERE pool_id = ? AND kind = ? AND id = ?');
  const list = read('SELECT * FROM pool_records WHERE pool_id = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?');
  const ofClient = read('SELECT * FROM pool_records WHERE client_id = ? AND kind = ? ORDER BY id');
  const count = read('SELECT count(*) FROM pool_records WHERE pool_id = ? AND kind = ?').pluck();
  const put = write(
    `INSERT INTO pool_records (pool_id, kind, id, client_id, content, created_at, modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (pool_id, kind, id) DO UPDATE SET content = excluded.content, modified_at = excluded.modified_at`,
  );
  const remove = write('DELETE FROM pool_records WHERE pool_id = ? AND kind = ? AND id = ?');
  return {
    get: <Kind extends RecordKind>(poolId: string, kind: Kind, id: string): PoolRecord<Kind> | undefined => {
      const row = get.get(poolId, kind, id) as Row | undefined;
      return row === undefined ? undefined : recordOf(row);
    },
    /** Records of a kind in the order of their ids, from behind `after`. */
    list: <Kind extends RecordKind>(poolId: string, kind: Kind, limit: number, after = ''): PoolRecord<Kind>[] =>
      (list.all(poolId, kind, after, limit) as Row[]).map((row) => recordOf<Kind>(row)),
    /** All records of a kind in the order of their ids; for kinds of which a pool has some hundred at most. */
    all: <Kind extends RecordKind>(poolId: string, kind: Kind): PoolRecord<Kind>[] =>
      (list.all(poolId, kind, '', -1) as Row[]).map((row) => recordOf<Kind>(row)),
    ofClient: <Kind extends RecordKind>(clientId: string, kind: Kind): PoolRecord<Kind>[] =>
      (ofClient.all(clientId, kind) as Row[]).map((row) => recordOf<Kind>(row)),
    count: (poolId: string, kind: RecordKind): number => count.get(poolId, kind) as number,
    /** Stores a record; one that exists keeps its owner and its date of creation. */
    put: <Kind extends RecordKind>(kind: Kind, record: PoolRecord<Kind>): void => {
      put.run(
        record.poolId,
        kind,
        record.id,
        record.clientId ?? null,
        JSON.stringify(record.content),
        record.createdAt,
        record.modifiedAt,
      );
    },
    remove: (poolId: string, kind: RecordKind, id: string): void => {
      remove.run(poolId, kind, id);
    },
  };
}

const recordOf = <Kind extends RecordKind>(row: Row): PoolRecord<Kind> => ({
  poolId: row.pool_id,
  id: row.id,
  ...(row.client_id === null ? {} : { clientId: row.client_id }),
  content: JSON.parse(row.content) as RecordContent[Kind],
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});
