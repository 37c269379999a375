import type { AccessSession, PolicyText, SessionDetails, SessionRow } from './access-records.ts';
import { rememberedJson } from './remembered-json.ts';
import type { Sql } from './store.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Details as a row holds them: a policy's text stands in a table of its own, under a number. */
type StoredDetails = Omit<SessionDetails, 'policies'> & {
  readonly policies: readonly (readonly { readonly name: string; readonly document: number | string }[])[];
};

/**
 * Issued credentials.
 *
 * @param ofKey what stands behind a user's own key
 */
export function sessionStatements({ read, write }: Sql, ofKey: (accessKeyId: string) => AccessSession | undefined) {
  const get = read('SELECT * FROM access_sessions WHERE access_key_id = ?');
  const insert = write(
    'INSERT INTO access_sessions (access_key_id, secret, session_token, role_id, role_arn, arn, details, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const purge = write('DELETE FROM access_sessions WHERE expires_at < ?');
  const purgePolicies = write('DELETE FROM session_policies WHERE used_until < ?');
  const known = read('SELECT id, used_until AS until FROM session_policies WHERE document = ?');
  const add = write('INSERT INTO session_policies (document, used_until) VALUES (?, ?)');
  const prolong = write('UPDATE session_policies SET used_until = ? WHERE id = ?');
  const textOf = read('SELECT document FROM session_policies WHERE id = ?').pluck();

  // Numbers are never given twice, and a policy outlives its sessions: what a row's text says stays true.
  const detailsOf = rememberedJson<SessionDetails>((text) => {
    const details = JSON.parse(text) as StoredDetails;
    const policies = details.policies.map((group) =>
      group.map(({ name, document }): PolicyText => ({
        name,
        document: typeof document === 'string' ? document : (textOf.get(document) as string),
      })),
    );
    return { ...details, policies };
  });
  const numberOf = (document: string, expiresAt: number): number => {
    // To the day, so that the policies of all sessions are written once a day and not with each of them.
    const until = Math.ceil(expiresAt / DAY_MS) * DAY_MS;
    const found = known.get(document) as { readonly id: number; readonly until: number } | undefined;
    if (found === undefined) return Number(add.run(document, until).lastInsertRowid);
    if (found.until < until) prolong.run(until, found.id);
    return found.id;
  };
  const stored = ({ details, expiresAt }: AccessSession): StoredDetails => ({
    ...details,
    policies: details.policies.map((group) =>
      group.map(({ name, document }) => ({ name, document: numberOf(document, expiresAt) })),
    ),
  });
  return {
    /** What stands behind an access key: temporary credentials, or the active key of a user. */
    session: (accessKeyId: string): AccessSession | undefined => {
      if (accessKeyId.startsWith('AKIA')) return ofKey(accessKeyId);
      const row = get.get(accessKeyId) as SessionRow | undefined;
      if (row === undefined) return undefined;
      return {
        accessKeyId: row.access_key_id,
        secret: row.secret,
        sessionToken: row.session_token,
        roleId: row.role_id,
        roleArn: row.role_arn,
        arn: row.arn,
        details: detailsOf(row.access_key_id, row.details),
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
      };
    },
    insertSession: (session: AccessSession): void => {
      insert.run(
        session.accessKeyId,
        session.secret,
        session.sessionToken,
        session.roleId,
        session.roleArn,
        session.arn,
        JSON.stringify(stored(session)),
        session.issuedAt,
        session.expiresAt,
      );
    },
    /** Forgets credentials that expired before a moment, and the session policies that only they had. */
    purgeSessions: (before: number): void => {
      purge.run(before);
      purgePolicies.run(before);
    },
  };
}
