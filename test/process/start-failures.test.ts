import { createServer } from 'node:net';
import { lookup } from 'node:dns/promises';
import { expect, test } from 'vitest';
import { UsageError } from '../../electron/options.ts';
import { startFailure } from '../../electron/start-failures.ts';

/** The error that a listener on an address fails with. */
const listening = (host: string, port: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true }, () => {
      server.close();
      reject(new Error(`${host}:${port} could be had.`));
    });
  });

test('a port that is taken, an address that this machine has not', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  expect(startFailure(await listening('127.0.0.1', port))).toMatch(`port ${port} is taken by another program.`);
  other.close();
  expect(startFailure(await listening('192.0.2.1', 0))).toBe('this machine has no address 192.0.2.1.');
  const unknown: unknown = await lookup('nowhere.invalid').catch((error: unknown) => error);
  if ((unknown as { code: string }).code === 'ENOTFOUND')
    expect(startFailure(unknown)).toBe('this machine has no address nowhere.invalid.');
});

test.each(['SQLITE_CANTOPEN', 'ENOSPC', 'EROFS'])('%s is said as the system says it', (code) => {
  expect(startFailure(Object.assign(new Error('no room'), { code }))).toBe('no room.');
});

test('a command line that cannot be followed is said as it is', () => {
  expect(startFailure(new UsageError('--port is x.'))).toBe('--port is x.');
});

test.each([
  new Error('a bug'),
  new TypeError('another'),
  Object.assign(new Error('c'), { code: 'EPIPE' }),
  'text',
  null,
])('nobody foresaw %s', (error) => {
  expect(startFailure(error)).toBeUndefined();
});
