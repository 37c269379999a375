import Database from 'better-sqlite3';
import { randomBytes, randomUUID } from 'node:crypto';
import type { RunningEngine } from '../../../electron/engine/engine.ts';
import { sign } from '../../../electron/engine/tokens/issue.ts';
import { sealRefreshToken } from '../../../electron/engine/tokens/refresh.ts';
import {
  finishSrp,
  passwordMatches,
  startSrp,
  verifierOf,
  SECRET_BYTES,
} from '../../../electron/engine/user-pools/sign-in/srp.ts';
import { nextClient, PASSWORD, type Stage } from './sign-in.ts';

/** The bare work of a sign-in, without looking anything up, checking or tracing. */
export type Floor = {
  /** Milliseconds a password sign-in, `width` at the same time. */
  readonly password: (width: number) => Promise<number>;
  /** Milliseconds an SRP sign-in, both steps. */
  readonly srp: (width: number) => Promise<number>;
};

/**
 * What no sign-in can do without: two RSA-2048 signatures and the encryption of the refresh token by the very
 * functions of the engine, one computation of the verifier (or both of the server's SRP steps), and one commit
 * that is on the disk when it returns.
 */
export function floorOf({ workspace }: RunningEngine, { poolId, clientId }: Stage, file: string): Floor {
  const username = 'viewer-0';
  const salt = randomBytes(16);
  const user = { username, salt, verifier: verifierOf(poolId, username, PASSWORD, salt) };
  const commit = commits(file);

  const tokens = async (): Promise<void> => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sub: randomUUID(),
      iss: `${workspace.endpoint}/${poolId}`,
      aud: clientId,
      event_id: randomUUID(),
      origin_jti: randomUUID(),
      auth_time: now,
      exp: now + 3600,
      iat: now,
      'cognito:groups': ['free'],
      email: 'viewer-0@example.com',
    };
    const content = { family: claims.origin_jti, number: 0, pool: poolId, client: clientId };
    await Promise.all([
      workspace.keys.key(poolId, 'id').then((key) => sign(key, { ...claims, token_use: 'id' })),
      workspace.keys.key(poolId, 'access').then((key) => sign(key, { ...claims, token_use: 'access' })),
      sealRefreshToken(workspace, (length) => randomBytes(length), content),
    ]);
  };

  const byPassword = async (): Promise<void> => {
    if (!passwordMatches(poolId, user, PASSWORD)) throw new Error('the verifier does not fit');
    commit();
    await tokens();
  };

  const bySrp = async (): Promise<void> => {
    const run = startSrp(nextClient().SRP_A, user.verifier, randomBytes(SECRET_BYTES));
    const secretBlock = randomBytes(400);
    const proof = { secretBlock, timestamp: 'Thu Jan 1 00:00:00 UTC 2026', signature: '' };
    // The proof is not of interest: computing the key on the server's side is the work, and it is done once.
    finishSrp(run, { poolId, username, verifier: user.verifier }, proof);
    commit();
    await tokens();
  };

  const timedTogether = async (run: () => Promise<void>, width: number): Promise<number> => {
    const started = performance.now();
    await Promise.all(Array.from({ length: width }, run));
    return (performance.now() - started) / width;
  };
  return {
    password: (width) => timedTogether(byPassword, width),
    srp: (width) => timedTogether(bySrp, width),
  };
}

/** Inserts one row of the size of a sign-in's, durably, as the engine's database does. */
function commits(file: string): () => void {
  const database = new Database(file);
  for (const pragma of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL'])
    database.pragma(pragma);
  database.exec('CREATE TABLE sign_ins (id TEXT PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO sign_ins VALUES (?, ?, ?)');
  const text = 'x'.repeat(100);
  const run = database.transaction(() => insert.run(randomUUID(), Date.now(), text));
  return () => void run.immediate();
}
