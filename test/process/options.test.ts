import { expect, test } from 'vitest';
import { serveOptions, UsageError } from '../../electron/options.ts';

test('without a word everything is as documented', () => {
  expect(serveOptions([], {})).toEqual({
    data: './poolkeeper.db',
    host: '127.0.0.1',
    port: 9229,
    allowedHosts: [],
    sample: false,
    settings: {},
    logLevel: 'info',
  });
});

test('every flag is read', () => {
  const args = [
    '--port',
    '0',
    '--host',
    '0.0.0.0',
    '--data',
    'my.db',
    '--sample',
    '--strict',
    '--issuer',
    'aws',
    '--region',
    'eu-west-1',
    '--account',
    '111122223333',
    '--allow-host',
    'a',
    '--allow-host',
    'b',
    '--log',
    'warn',
  ];
  expect(serveOptions(args, {})).toEqual({
    data: 'my.db',
    host: '0.0.0.0',
    port: 0,
    allowedHosts: ['a', 'b'],
    sample: true,
    settings: { region: 'eu-west-1', account: '111122223333', issuer: 'aws', strict: true },
    logLevel: 'warn',
  });
});

test('every variable is read, and a flag comes before it', () => {
  const env = {
    POOLKEEPER_PORT: '1234',
    POOLKEEPER_DATA: ':memory:',
    POOLKEEPER_SAMPLE: '1',
    POOLKEEPER_STRICT: 'false',
    POOLKEEPER_ISSUER: 'aws',
    POOLKEEPER_ALLOW_HOST: 'a, b',
    POOLKEEPER_HOST: '',
  };
  expect(serveOptions(['--port', '99', '--no-sample'], env)).toMatchObject({
    port: 99,
    data: ':memory:',
    sample: false,
    settings: { issuer: 'aws', strict: false },
    allowedHosts: ['a', 'b'],
    host: '127.0.0.1',
  });
});

test('help and version', () => {
  expect(serveOptions(['--help'], {})).toBe('help');
  expect(serveOptions(['-h'], {})).toBe('help');
  expect(serveOptions(['--version'], {})).toBe('version');
});

for (const [args, env, words] of [
  [['--colour'], {}, '--colour'],
  [['--port'], {}, '--port'],
  [['extra'], {}, 'extra'],
  [['--port', '70000'], {}, '--port is a port from 0 to 65535'],
  [['--port', 'x'], {}, '--port is a port'],
  [['--issuer', 'google'], {}, '--issuer is local or aws'],
  [['--region', 'Paris'], {}, '--region is an AWS region'],
  [['--account', '12'], {}, '--account is twelve digits'],
  [['--log', 'loud'], {}, '--log is one of'],
  [[], { POOLKEEPER_STRICT: 'perhaps' }, 'POOLKEEPER_STRICT is true or false'],
  [[], { POOLKEEPER_PORT: '-1' }, 'POOLKEEPER_PORT is a port'],
] as const)
  test(`is refused: ${[...args, ...Object.entries(env).map((pair) => pair.join('='))].join(' ')}`, () => {
    expect(() => serveOptions(args, env)).toThrow(UsageError);
    expect(() => serveOptions(args, env)).toThrow(words);
  });
