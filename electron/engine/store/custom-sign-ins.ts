import type { Sql } from './store.ts';

/** One finished challenge, as the functions of custom challenges are given it. */
export type ChallengeResult = {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string;
};

/** What a sign-in by custom challenges knows of itself between two calls. */
export type CustomSignIn = {
  readonly history: readonly ChallengeResult[];
  /** Of the challenge that is open: what only the functions may know. */
  readonly secret?: Readonly<Record<string, string>>;
  /** challengeMetadata of the challenge that is open. */
  readonly metadata?: string;
  /** SRP_A of the first call. */
  readonly srpA?: string;
};

/** Sign-ins by custom challenges, by an id that their sealed session holds. */
export function customSignInStatements({ read, write }: Sql) {
  const get = read('SELECT content FROM custom_sign_ins WHERE id = ?').pluck();
  const insert = write('INSERT INTO custom_sign_ins (id, content, expires_at) VALUES (?, ?, ?)');
  const remove = write('DELETE FROM custom_sign_ins WHERE id = ?');
  const prune = write('DELETE FROM custom_sign_ins WHERE expires_at < ?');
  return {
    get: (id: string): CustomSignIn | undefined => {
      const content = get.get(id) as string | undefined;
      return content === undefined ? undefined : (JSON.parse(content) as CustomSignIn);
    },
    /** Keeps one until `expiresAt` and forgets those whose time is over. Epoch milliseconds. */
    insert: (id: string, content: CustomSignIn, expiresAt: number, now: number): void => {
      prune.run(now);
      insert.run(id, JSON.stringify(content), expiresAt);
    },
    remove: (id: string): void => {
      remove.run(id);
    },
  };
}
