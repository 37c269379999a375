import type { ConfigurationChange } from '../../../shared/poolkeeper/operations.ts';
import type { Sql } from './store.ts';

type Row = {
  id: number;
  at: number;
  caller: string;
  region: string;
  service: string;
  operation: string;
  input: string;
  kind: string;
  subject: string;
  before: string | null;
  after: string | null;
  undone_at: number | null;
  trace_id: string | null;
};

/** A change as it is written down; `input` and documents are plain values. */
type NewChange = Omit<ConfigurationChange, 'id' | 'undoneAt' | 'undo'> & { readonly region: string };

/** A change with the region it was made in. */
export type StoredChange = NewChange & { readonly id: string; readonly undoneAt?: number };

/** The history of configuration changes. */
export function historyStatements({ read, write }: Sql) {
  const insert = write(
    `INSERT INTO changes (at, caller, region, service, operation, input, kind, subject, before, after, trace_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const get = read('SELECT * FROM changes WHERE id = ?');
  const list = read('SELECT * FROM changes WHERE id < ? ORDER BY id DESC LIMIT ?');
  const ofSubject = read('SELECT * FROM changes WHERE kind = ? AND subject = ? AND id < ? ORDER BY id DESC LIMIT ?');
  const ofTrace = read('SELECT * FROM changes WHERE trace_id = ? ORDER BY id DESC');
  const markUndone = write('UPDATE changes SET undone_at = ? WHERE id = ?');
  const last = Number.MAX_SAFE_INTEGER;
  return {
    insert: (change: NewChange): void => {
      const { at, caller, region, service, operation, input, kind, subject, before, after, traceId } = change;
      insert.run(
        at,
        caller,
        region,
        service,
        operation,
        JSON.stringify(input),
        kind,
        subject,
        json(before),
        json(after),
        traceId ?? null,
      );
    },
    get: (id: string): StoredChange | undefined => {
      const row = get.get(Number(id)) as Row | undefined;
      return row === undefined ? undefined : changeOf(row);
    },
    /** Newest first, older than `before`; of one thing where `of` is given. */
    list: (limit: number, before?: string, of?: { kind: string; subject: string }): StoredChange[] => {
      const from = before === undefined ? last : Number(before);
      const rows = of === undefined ? list.all(from, limit) : ofSubject.all(of.kind, of.subject, from, limit);
      return (rows as Row[]).map(changeOf);
    },
    /** What one call changed. */
    ofTrace: (traceId: string): StoredChange[] => (ofTrace.all(traceId) as Row[]).map(changeOf),
    markUndone: (id: string, at: number): void => {
      markUndone.run(at, Number(id));
    },
  };
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

const changeOf = (row: Row): StoredChange => ({
  id: String(row.id),
  at: row.at,
  caller: row.caller,
  region: row.region,
  service: row.service as StoredChange['service'],
  operation: row.operation,
  input: JSON.parse(row.input),
  kind: row.kind as StoredChange['kind'],
  subject: row.subject,
  ...(row.before === null ? {} : { before: JSON.parse(row.before) as Record<string, unknown> }),
  ...(row.after === null ? {} : { after: JSON.parse(row.after) as Record<string, unknown> }),
  ...(row.undone_at === null ? {} : { undoneAt: row.undone_at }),
  ...(row.trace_id === null ? {} : { traceId: row.trace_id }),
});
