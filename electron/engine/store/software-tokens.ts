import type { Sql } from './store.ts';

/** A user's authenticator app. */
type SoftwareToken = {
  readonly userId: number;
  /** The verified secret. */
  readonly secret: Uint8Array | undefined;
  /** A secret that waits for VerifySoftwareToken. */
  readonly pending: Uint8Array | undefined;
  readonly name: string | undefined;
  /** The last time step whose code was taken, -1 before the first. */
  readonly usedStep: number;
};

type Row = {
  user_id: number;
  secret: Uint8Array | null;
  pending: Uint8Array | null;
  name: string | null;
  used_step: number;
};

/** Secrets of authenticator apps. They leave the database once, by AssociateSoftwareToken. */
export function softwareTokenStatements({ read, write }: Sql) {
  const get = read('SELECT user_id, secret, pending, name, used_step FROM software_tokens WHERE user_id = ?');
  const setPending = write(
    `INSERT INTO software_tokens (user_id, pending) VALUES (?, ?)
     ON CONFLICT (user_id) DO UPDATE SET pending = excluded.pending`,
  );
  const verify = write(
    `UPDATE software_tokens SET secret = coalesce(pending, secret), pending = NULL, name = coalesce(?, name), used_step = ?
     WHERE user_id = ?`,
  );
  const useStep = write('UPDATE software_tokens SET used_step = ? WHERE user_id = ?');
  const remove = write('DELETE FROM software_tokens WHERE user_id = ?');
  return {
    get: (userId: number): SoftwareToken | undefined => {
      const row = get.get(userId) as Row | undefined;
      return row === undefined
        ? undefined
        : {
            userId: row.user_id,
            secret: row.secret ?? undefined,
            pending: row.pending ?? undefined,
            name: row.name ?? undefined,
            usedStep: row.used_step,
          };
    },
    /** Keeps a secret until it is verified, in place of another one that waited. */
    setPending: (userId: number, secret: Uint8Array): void => {
      setPending.run(userId, secret);
    },
    /** The waiting secret was proven by the code of a time step: it signs in from now on. */
    verify: (userId: number, name: string | undefined, step: number): void => {
      verify.run(name ?? null, step, userId);
    },
    useStep: (userId: number, step: number): void => {
      useStep.run(step, userId);
    },
    remove: (userId: number): void => {
      remove.run(userId);
    },
  };
}
