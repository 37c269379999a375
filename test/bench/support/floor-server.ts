/**
 * The bare cryptography behind a bare `node:http` server, as a program: what a sign-in over HTTP costs at least.
 *
 * It takes the requests that clients of the engine send. Its one argument is a folder for its files.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SrpRun } from '../../../electron/engine/user-pools/sign-in/srp.ts';
import { inProcess } from './engine.ts';
import { floorOf } from './floor.ts';

type Request = {
  readonly AuthFlow?: string;
  readonly AuthParameters?: Readonly<Record<string, string>>;
  readonly ChallengeResponses?: Readonly<Record<string, string>>;
};

const folder = process.argv[2] as string;
const { engine, call, stop } = await inProcess(join(folder, 'floor-keys.db'));
const { UserPool } = await call('CreateUserPool', { PoolName: 'floor' });
const poolId = UserPool?.Id as string;
const floor = floorOf(engine, poolId, 'floor', join(folder, 'floor-served.db'));
const runs = new Map<string, SrpRun>();

async function answer({ AuthFlow, AuthParameters = {}, ChallengeResponses = {} }: Request): Promise<unknown> {
  if (AuthFlow === 'USER_PASSWORD_AUTH')
    return { AuthenticationResult: await floor.byPassword(AuthParameters['PASSWORD'] ?? '') };
  if (AuthFlow === 'USER_SRP_AUTH') {
    const { run, salt: SALT, username } = floor.begin(AuthParameters['SRP_A'] ?? '');
    const SECRET_BLOCK = randomBytes(400).toString('base64');
    runs.set(SECRET_BLOCK, run);
    return { ChallengeParameters: { SALT, SRP_B: run.B, SECRET_BLOCK, USER_ID_FOR_SRP: username } };
  }
  const block = ChallengeResponses['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '';
  const run = runs.get(block);
  runs.delete(block);
  if (run === undefined) throw new Error('no such run');
  const { right, tokens } = await floor.finish(run, {
    secretBlock: Buffer.from(block, 'base64'),
    timestamp: ChallengeResponses['TIMESTAMP'] ?? '',
    signature: ChallengeResponses['PASSWORD_CLAIM_SIGNATURE'] ?? '',
  });
  if (!right) throw new Error('the proof is wrong');
  return { AuthenticationResult: tokens };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    // The pool's id stands in what a client hashes, so it asks for it first.
    const body = chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Request);
    const reply = body === undefined ? Promise.resolve({ poolId }) : answer(body);
    reply.then(
      (output) => {
        const bytes = Buffer.from(JSON.stringify(output));
        response.writeHead(200, { 'content-length': String(bytes.length) }).end(bytes);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}).listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => {
  server.closeAllConnections();
  void stop().then(() => process.exit(0));
});
