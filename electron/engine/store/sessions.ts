import type { Sql } from './store.ts';

/** What sign-in writes besides tokens: used sessions and the count of wrong passwords. */
export function sessionStatements({ read, write }: Sql) {
  const used = read('SELECT 1 FROM used_sessions WHERE id = ?');
  const use = write('INSERT INTO used_sessions (id, expires_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING');
  const prune = write('DELETE FROM used_sessions WHERE expires_at < ?');
  const setFailures = write('UPDATE users SET failures = ?, failed_at = ? WHERE id = ?');
  return {
    used: (id: string): boolean => used.get(id) !== undefined,
    /** Marks a session used; false if it was used before. Forgets those that expired. */
    use: (id: string, expiresAt: number, now: number): boolean => {
      prune.run(now);
      return use.run(id, expiresAt).changes === 1;
    },
    /** Sets a user's count of consecutive wrong passwords and the time of the last one (epoch ms). */
    setFailures: (userId: number, failures: number, failedAt: number): void => {
      setFailures.run(failures, failedAt, userId);
    },
  };
}
