import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endAll, idp, scope, serve } from './process.ts';
import { raw, type Answer } from '../engine/doors/support.ts';

const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-serve-'));

afterAll(() => {
  endAll();
  rmSync(folder, { recursive: true, force: true });
});

const s3 = (endpoint: string, method: string, path: string, body?: string): Promise<Answer> =>
  raw(endpoint, {
    method,
    path,
    headers: { ...scope('s3'), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    ...(body === undefined ? {} : { body }),
  });

test('what was acknowledged survives kill -9, ten times over', { timeout: 120_000 }, async () => {
  const data = join(folder, 'crash.db');
  const users: string[] = [];
  const objects = new Map<string, string>();
  // What was being replaced when the end came: the old body or the new one, never a part and never none.
  const uncertain = new Map<string, readonly string[]>();
  let poolId = '';
  for (let round = 0; round <= 10; round++) {
    const { child, ready, ended } = serve(['--port', '0', '--data', data, '--log', 'warn']);
    const endpoint = await ready;
    if (round === 0) {
      poolId = (
        JSON.parse((await idp(endpoint, 'CreateUserPool', { PoolName: 'crash' })).body) as { UserPool: { Id: string } }
      ).UserPool.Id;
      expect((await s3(endpoint, 'PUT', '/crash-bucket')).status).toBe(200);
    }
    for (const Username of users)
      expect(
        (await idp(endpoint, 'AdminGetUser', { UserPoolId: poolId, Username })).status,
        `user ${Username} in round ${round}`,
      ).toBe(200);
    for (const [key, body] of objects)
      expect((await s3(endpoint, 'GET', `/crash-bucket/${key}`)).body, `object ${key} in round ${round}`).toBe(body);
    for (const [key, bodies] of uncertain)
      expect(bodies, `object ${key} in round ${round}`).toContain(
        (await s3(endpoint, 'GET', `/crash-bucket/${key}`)).body,
      );
    uncertain.clear();
    // Only what an object names is left of what was being written.
    expect(readdirSync(`${data}.files`).length).toBeGreaterThanOrEqual(new Set(objects.keys()).size);
    expect(readdirSync(`${data}.files`).filter((file) => file.endsWith('.part'))).toEqual([]);
    if (round === 10) {
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
      break;
    }
    let open = true;
    let acknowledged = 0;
    const writer = async (lane: number): Promise<void> => {
      for (let n = 0; open; n++) {
        const Username = `r${round}-l${lane}-${n}`;
        const made = await idp(endpoint, 'AdminCreateUser', {
          UserPoolId: poolId,
          Username,
          MessageAction: 'SUPPRESS',
        }).catch(() => undefined);
        if (made?.status === 200) users.push(Username);
        const key = `l${lane}-${n % 3}`;
        const body = `${Username} `.repeat(2000);
        const before = objects.get(key);
        objects.delete(key);
        const put = await s3(endpoint, 'PUT', `/crash-bucket/${key}`, body).catch(() => undefined);
        if (put?.status === 200) objects.set(key, body);
        else if (before !== undefined) uncertain.set(key, [before, body]);
        acknowledged++;
      }
    };
    const lanes = [0, 1, 2, 3].map(writer);
    await expect.poll(() => acknowledged, { timeout: 20_000, interval: 10 }).toBeGreaterThan(12 + round * 3);
    child.kill('SIGKILL');
    open = false;
    await Promise.all(lanes);
    expect((await ended).signal).toBe('SIGKILL');
  }
  expect(users.length).toBeGreaterThan(100);
});

test('a second opener is told who has the database', async () => {
  const data = join(folder, 'owned.db');
  const first = serve(['--port', '0', '--data', data]);
  await first.ready;
  const second = await serve(['--port', '0', '--data', data]).ended;
  expect([second.code, second.out]).toEqual([1, '']);
  expect(second.err).toBe(`poolkeeper: The database ${data} is in use by process ${first.child.pid}.\n`);
  first.child.kill('SIGKILL');
  await first.ended;
  const third = serve(['--port', '0', '--data', data]);
  await third.ready;
  third.child.kill('SIGTERM');
  expect((await third.ended).code).toBe(0);
  expect(existsSync(`${data}.owner`)).toBe(false);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`${signal} lets what runs come to its end`, async () => {
    const { child, ready, ended } = serve(['--port', '0', '--data', ':memory:']);
    const endpoint = await ready;
    const calls = Array.from({ length: 8 }, (_, n) => idp(endpoint, 'CreateUserPool', { PoolName: `pool ${n}` }));
    await Promise.race(calls);
    child.kill(signal);
    const answers = await Promise.allSettled(calls);
    // What was taken is answered; what had not arrived is refused by the closed port.
    for (const answer of answers) if (answer.status === 'fulfilled') expect(answer.value.status).toBe(200);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await ended).code).toBe(0);
  });

test('flags and variables reach the engine; the log has its own stream', async () => {
  const { child, ready, ended } = serve(['--port', '0', '--region', 'eu-west-1'], {
    POOLKEEPER_DATA: ':memory:',
    POOLKEEPER_ACCOUNT: '111122223333',
    POOLKEEPER_STRICT: 'true',
  });
  const endpoint = await ready;
  expect(
    (JSON.parse((await idp(endpoint, 'ListUserPools', { MaxResults: 1 })).body) as { __type: string }).__type,
  ).toBe('UnrecognizedClientException');
  child.kill('SIGTERM');
  const { out, err } = await ended;
  expect(out.split('\n')[0]).toBe(`poolkeeper ready ${endpoint}`);
  expect(JSON.parse(err.trim().split('\n').at(-1) ?? '')).toMatchObject({ msg: 'stopping', signal: 'SIGTERM' });
});

test('a port that is taken is named', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  const { code, err } = await serve(['--port', String(port), '--data', ':memory:']).ended;
  other.close();
  expect([code, err]).toEqual([
    1,
    `poolkeeper: port ${port} is taken by another program. Choose another with --port, or --port 0 for a free one.\n`,
  ]);
});

test('a command line that cannot be followed ends with 2', async () => {
  const { code, out, err } = await serve(['--colour', 'blue']).ended;
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain("Unknown option '--colour'");
  const help = await serve(['--help']).ended;
  expect([help.code, help.out.includes('--port <number>')]).toEqual([0, true]);
  expect((await serve(['--version']).ended).out).toBe('0.1.0\n');
});
