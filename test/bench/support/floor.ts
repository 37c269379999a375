import Database from 'better-sqlite3';
import { randomBytes, randomUUID } from 'node:crypto';
import type { RunningEngine } from '../../../electron/engine/engine.ts';
import { sign } from '../../../electron/engine/tokens/issue.ts';
import { sealRefreshToken } from '../../../electron/engine/tokens/refresh.ts';
import {
  finishSrp,
  passwordMatches,
  SECRET_BYTES,
  startSrp,
  verifierOf,
  type SrpRun,
} from '../../../electron/engine/user-pools/sign-in/srp.ts';
import { nextClient, PASSWORD } from './sign-in.ts';

type Tokens = { readonly IdToken: string; readonly AccessToken: string; readonly RefreshToken: string };
type Proof = { readonly secretBlock: Uint8Array; readonly timestamp: string; readonly signature: string };

/** The bare work of a sign-in of the one user it knows: nothing looked up, little checked, nothing traced. */
export type Floor = {
  readonly byPassword: (password: string) => Promise<Tokens>;
  /** The server's first SRP step: its run, and what a challenge tells the client of it. */
  readonly begin: (A: string) => { readonly run: SrpRun; readonly salt: string; readonly username: string };
  /** The second: whether the proof was right, and the tokens, which are made in any case. */
  readonly finish: (run: SrpRun, proof: Proof) => Promise<{ readonly right: boolean; readonly tokens: Tokens }>;
};

/**
 * What no sign-in can do without: two RSA-2048 signatures and the encryption of the refresh token by the very
 * functions of the engine, one computation of the verifier (or both of the server's SRP steps), and one commit
 * that is on the disk when it returns.
 *
 * @param engine whose keys are used
 * @param file a database that does not exist yet
 */
export function floorOf({ workspace }: RunningEngine, poolId: string, clientId: string, file: string): Floor {
  const username = 'viewer-0';
  const salt = randomBytes(16);
  const user = { username, salt, verifier: verifierOf(poolId, username, PASSWORD, salt) };
  const commit = commits(file);
  const tokens = async (): Promise<Tokens> => {
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
    const [IdToken, AccessToken, RefreshToken] = await Promise.all([
      workspace.keys.key(poolId, 'id').then((key) => sign(key, { ...claims, token_use: 'id' })),
      workspace.keys.key(poolId, 'access').then((key) => sign(key, { ...claims, token_use: 'access' })),
      sealRefreshToken(workspace, (length) => randomBytes(length), content),
    ]);
    return { IdToken, AccessToken, RefreshToken };
  };
  return {
    byPassword: (password) => {
      if (!passwordMatches(poolId, user, password)) throw new Error('the verifier does not fit');
      commit();
      return tokens();
    },
    begin: (A) => ({
      run: startSrp(A, user.verifier, randomBytes(SECRET_BYTES)),
      salt: salt.toString('hex'),
      username,
    }),
    finish: async (run, proof) => {
      const right = finishSrp(run, { poolId, username, verifier: user.verifier }, proof);
      commit();
      return { right, tokens: await tokens() };
    },
  };
}

/** Milliseconds a password sign-in, `width` at the same time. */
export function floorByPassword(floor: Floor, width: number): Promise<number> {
  return timedTogether(() => floor.byPassword(PASSWORD), width);
}

/** Milliseconds an SRP sign-in, both of the server's steps, `width` at the same time. */
export function floorBySrp(floor: Floor, width: number): Promise<number> {
  // A proof takes the same time whether it is right or not.
  const proof = { secretBlock: randomBytes(400), timestamp: 'Thu Jan 1 00:00:00 UTC 2026', signature: '' };
  return timedTogether(() => floor.finish(floor.begin(nextClient().SRP_A).run, proof), width);
}

async function timedTogether(run: () => Promise<unknown>, width: number): Promise<number> {
  const started = performance.now();
  await Promise.all(Array.from({ length: width }, run));
  return (performance.now() - started) / width;
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
