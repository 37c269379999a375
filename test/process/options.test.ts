import { expect, test } from 'vitest';
import { helpText, OPTIONS, serveOptions, START_OPTIONS, UsageError, workspaceFlags } from '../../electron/options.ts';

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
    '--smtp',
    'localhost:2525',
    '--log',
    'warn',
  ];
  expect(serveOptions(args, {})).toEqual({
    data: 'my.db',
    host: '0.0.0.0',
    port: 0,
    allowedHosts: ['a', 'b'],
    sample: true,
    settings: { region: 'eu-west-1', account: '111122223333', issuer: 'aws', strict: true, smtp: 'localhost:2525' },
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

test('a flag without a value leaves the word to its variable', () => {
  expect(serveOptions(['--data='], { POOLKEEPER_DATA: 'my.db' })).toMatchObject({ data: 'my.db' });
});

test('help names every option with its variable and what holds without it', () => {
  const help = helpText();
  for (const [name, option] of Object.entries(OPTIONS)) {
    const row = help.split('\n').find((line) => line.startsWith(`  --${name}`)) ?? '';
    if (!('letter' in option)) expect(row).toContain(`POOLKEEPER_${name.toUpperCase().replace('-', '_')}`);
    if ('default' in option) expect(row).toContain(`(${option.default})`);
  }
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThan(115);
  expect(help).not.toContain('--browser');
  expect(helpText(START_OPTIONS)).toContain('--browser');
});

const DATA = '/home/ada/workspace.db';
const ours = [`--data=${DATA}`, '--sample', '--log=warn'];

test('the desktop and npm start: the user’s database, the sample, a quiet log, unless something else is said', () => {
  expect(workspaceFlags([], {}, DATA)).toEqual(ours);
  const said = ['--data=other.db', '--no-sample', '--log=info'];
  expect(workspaceFlags(said, {}, DATA)).toEqual(said);
  const variables = { POOLKEEPER_DATA: 'x.db', POOLKEEPER_SAMPLE: 'no', POOLKEEPER_LOG: 'error' };
  expect(workspaceFlags([], variables, DATA)).toEqual([]);
  expect(workspaceFlags([], { POOLKEEPER_DATA: '' }, DATA)).toEqual(ours);
});

test.each(Object.entries(OPTIONS).filter(([, option]) => 'value' in option))(
  'the desktop hands on --%s to the engine, in one argument',
  (name) => {
    expect(workspaceFlags(['electron', '.', `--${name}=7`], {}, DATA)).toContain(`--${name}=7`);
    expect(workspaceFlags(['electron', '.', `--${name}`, '7'], {}, DATA)).toContain(`--${name}=7`);
  },
);

test('what Chromium reads from the same command line is not the engine’s, nor is what asks about the program', () => {
  const chromiums = ['electron', '/app', '--user-data-dir=/x', '--no-sandbox', '--type', 'gpu', '--inspect'];
  expect(workspaceFlags([...chromiums, '--strict', '--help', '-v'], {}, DATA)).toEqual([...ours, '--strict']);
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
  [['--port', '65536'], {}, '--port is a port from 0 to 65535'],
  [['--smtp', 'a b'], {}, '--smtp is host:port of a mail catcher'],
  [['--no-port'], {}, 'port'],
  [[], { POOLKEEPER_STRICT: 'perhaps' }, 'POOLKEEPER_STRICT is true or false'],
  [[], { POOLKEEPER_PORT: '-1' }, 'POOLKEEPER_PORT is a port'],
] as const)
  test(`is refused: ${[...args, ...Object.entries(env).map((pair) => pair.join('='))].join(' ')}`, () => {
    expect(() => serveOptions(args, env)).toThrow(UsageError);
    expect(() => serveOptions(args, env)).toThrow(words);
  });
