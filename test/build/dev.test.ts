/** `npm run dev`: one address for the console with hot reload and for the engine behind it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../electron/build/build.ts';

test('serves the page and the engine at one address, takes up a change, and ends in order', async () => {
  const child = spawn(
    process.execPath,
    [join(root, 'electron/build/dev.ts'), '--port=0', '--data=:memory:', '--log=warn'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const heard: (() => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const tell of heard) tell();
  });
  const line = (pattern: RegExp, after = 0): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = (): void => {
        const match = pattern.exec(lines.slice(after).find((one) => pattern.test(one)) ?? '');
        if (match !== null) resolve(match);
      };
      heard.push(look);
      look();
    });
  const [, address = ''] = await line(/^dev ready (http:\/\/localhost:\d+\/)$/);

  const first = await fetch(address, { redirect: 'manual' });
  expect(first.status).toBe(302);
  const session = await fetch(new URL(first.headers.get('location') ?? '', address), { redirect: 'manual' });
  expect(session.status).toBe(303);
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await fetch(address, { headers: { cookie } });
  expect(await page.text()).toContain('/@vite/client');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'; script-src 'self' 'nonce-[^']+'; style-src 'self' 'nonce-[^']+';/);
  expect(policy).not.toContain('unsafe');
  expect((await fetch(new URL('/_poolkeeper/health', address))).status).toBe(200);

  const call = (origin: string): Promise<Response> =>
    fetch(new URL('/_poolkeeper/call', address), {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json', 'x-poolkeeper': '1' },
      body: JSON.stringify({ service: 'poolkeeper', operation: 'DescribeWorkspace', input: {} }),
    });
  expect((await call(new URL(address).origin)).status).toBe(200);
  expect((await call('http://localhost:1')).status).toBe(403);

  const source = join(root, 'electron/serve.ts');
  const { atime, mtime } = statSync(source);
  const seen = lines.length;
  utimesSync(source, new Date(), new Date());
  await line(/^poolkeeper ready /, seen);
  // As it was: what is built says by this time whether it is current.
  utimesSync(source, atime, mtime);

  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect(fetch(address)).rejects.toThrow();
});
