import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FunctionBinding } from '../../../shared/poolkeeper/operations.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';
import { arnOf, bindTo } from './support.ts';

let world: TestEngine & { clientId: string };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-functions-'));
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const LIMITS = { time: 3000, memory: 64 };

/** A pool whose PreSignUp function is bound to this, with short limits. */
async function start(binding?: FunctionBinding, limits = LIMITS): Promise<void> {
  const engine = await startEngine({ functionLimits: limits });
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'viewers',
    LambdaConfig: { PreSignUp: arnOf('PreSignUp') },
  });
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: UserPool?.Id ?? '',
    ClientName: 'app',
  });
  world = { ...engine, clientId: UserPoolClient?.ClientId ?? '' };
  if (binding !== undefined) await bindTo(world, 'PreSignUp', binding);
}

let next = 0;
const input = () => ({ ClientId: world.clientId, Username: `user-${(next += 1)}`, Password: 'Stream-1-Show' });
const confirmed = async () => (await world.call('cognito-idp', 'SignUp', input())).UserConfirmed;
async function refusal() {
  const { code, message, reason } = await world.refused('cognito-idp', 'SignUp', input());
  return { text: `${code}: ${message}`, reason: reason ?? '' };
}
const code = (text: string): FunctionBinding => ({ kind: 'code', language: 'javascript', code: text });
const file = (name: string, text: string): FunctionBinding => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { kind: 'file', path };
};
const lastStep = async () =>
  (await world.call('poolkeeper', 'ListTraces', { Limit: 1 })).traces[0]?.steps.find(
    ({ name }) => name === 'PreSignUp function',
  );

describe('limits', () => {
  test('a function that does not answer is tried three times and ended', async () => {
    await start(code('exports.handler = () => { console.log("begun"); for (;;); }'), { time: 1500, memory: 64 });
    expect((await refusal()).text).toBe(
      'UserLambdaValidationException: PreSignUp failed with error Task timed out after 1.50 seconds.',
    );
    expect((await lastStep())?.detail).toMatchObject({ attempts: 3, output: ['begun', 'begun', 'begun'] });
  });

  test('an attempt after a timeout can succeed', async () => {
    const marker = join(folder, 'tried');
    await start(
      code(`const fs = require('fs');
        exports.handler = async (event) => {
          if (!fs.existsSync(${JSON.stringify(marker)})) { fs.writeFileSync(${JSON.stringify(marker)}, ''); await new Promise(() => {}) }
          return event
        }`),
    );
    expect(await confirmed()).toBe(false);
    expect((await lastStep())?.detail).toMatchObject({ attempts: 2 });
  });

  test('an error is final', async () => {
    await start(code('exports.handler = async () => { console.log("once"); throw new TypeError("No") }'));
    const { text, reason } = await refusal();
    expect(text).toBe('UserLambdaValidationException: PreSignUp failed with error No.');
    expect(reason).toContain('TypeError');
    expect((await lastStep())?.detail).toMatchObject({ attempts: 1, output: ['once'] });
  });

  test('a function that takes too much memory is ended, and the engine lives', async () => {
    await start(code('const all = []; exports.handler = async (e) => { for (;;) all.push(new Array(1e5).fill({})) }'), {
      time: 20_000,
      memory: 32,
    });
    expect((await refusal()).text).toBe(
      'UserLambdaValidationException: PreSignUp failed with error Runtime exited with error: signal: killed.',
    );
    world.advance(1);
    await bindTo(world, 'PreSignUp', code('exports.handler = async (event) => event'));
    expect(await confirmed()).toBe(false);
  }, 60_000);

  test('two calls at once run side by side; the state of a worker lives on between calls', async () => {
    await start(
      code(`let calls = 0;
        exports.handler = async (event) => { calls += 1; console.log(calls); await new Promise((r) => setTimeout(r, 150)); return event }`),
    );
    const started = performance.now();
    await Promise.all([confirmed(), confirmed(), confirmed()]);
    expect(performance.now() - started).toBeLessThan(3000);
    await confirmed();
    expect((await lastStep())?.detail?.['output']).toEqual(['2']);
  });
});

describe('files', () => {
  const ANSWER = 'export const handler = async (event) => ({ ...event, response: { autoConfirmUser: YES } })';

  test.each([
    ['a.mjs', ANSWER],
    ['a.js', ANSWER],
    ['a.cjs', 'module.exports = { handler: async (event) => ({ ...event, response: { autoConfirmUser: YES } }) }'],
    ['a.ts', `interface E { response: object }\n${ANSWER.replace('(event)', '(event: E)')}`],
    [
      'b.ts',
      'const h = async (event: any) => ({ ...event, response: { autoConfirmUser: YES } })\nmodule.exports = { handler: h }',
    ],
    ['a.mts', `enum Yes { No, Sure }\n${ANSWER.replace('YES', 'Boolean(Yes.Sure) && YES')}`],
  ])('%s runs, and again when it changes', async (name, text) => {
    await start(file(name, text.replace('YES', 'true')));
    expect(await confirmed()).toBe(true);
    file(name, text.replace('YES', 'false').concat('\n// changed'));
    expect(await confirmed()).toBe(false);
  });

  test('is loaded anew when a file that it imports changes', async () => {
    writeFileSync(join(folder, 'rule.ts'), 'export const yes: boolean = true');
    await start(file('a.mjs', `import { yes } from './rule.ts'\n${ANSWER.replace('YES', 'yes')}`));
    expect(await confirmed()).toBe(true);
    writeFileSync(join(folder, 'rule.ts'), 'export const yes: boolean = false');
    expect(await confirmed()).toBe(false);
  });

  test('a folder by its index, by its package.json, and by the handler’s own name', async () => {
    await start();
    const bind = async (binding: FunctionBinding) => {
      world.advance(1);
      await bindTo(world, 'PreSignUp', binding);
      return confirmed();
    };
    const text = 'exports.preSignUp = exports.handler = async (e) => ({ ...e, response: { autoConfirmUser: true } })';
    writeFileSync(join(folder, 'index.js'), text);
    expect(await bind({ kind: 'file', path: folder })).toBe(true);
    expect(await bind({ kind: 'file', path: folder, handler: 'preSignUp' })).toBe(true);
    const inner = join(folder, 'inner');
    mkdirSync(join(inner, 'lib'), { recursive: true });
    writeFileSync(join(inner, 'package.json'), '{"main":"lib/main.js"}');
    writeFileSync(join(inner, 'lib', 'main.js'), text);
    expect(await bind({ kind: 'file', path: inner })).toBe(true);
  });

  test('one that is not there, or has no handler, or does not compile', async () => {
    await start({ kind: 'file', path: join(folder, 'none.js') });
    const missing = await refusal();
    expect(missing.text).toBe(
      'UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException.',
    );
    expect(missing.reason).toContain('none.js');
    world.advance(1);
    await bindTo(world, 'PreSignUp', file('a.mjs', 'export const other = 1'));
    expect((await refusal()).text).toBe(
      'UserLambdaValidationException: PreSignUp failed with error handler is undefined or not exported.',
    );
    // What was mended is found without a word.
    file('a.mjs', 'export const handler = async (');
    expect((await refusal()).text).toMatch(/^UserLambdaValidationException: PreSignUp failed with error Unexpected/);
    file('a.mjs', ANSWER.replace('YES', 'true'));
    expect(await confirmed()).toBe(true);
  });
});

test('an ARN that nothing is bound to says how to bind it', async () => {
  await start();
  const { text, reason } = await refusal();
  expect(text).toBe('UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException.');
  expect(reason).toContain(arnOf('PreSignUp'));
  expect(reason).toContain('PutFunction');
});

test('a function sees its own variables and those of Lambda, and not the engine’s', async () => {
  process.env['POOLKEEPER_TEST_SECRET'] = 'secret';
  await start();
  await world.call('poolkeeper', 'PutFunction', {
    Arn: arnOf('PreSignUp'),
    Environment: { TABLE: 'films' },
    Binding: code(
      'exports.handler = async (event, context) => { console.log(JSON.stringify({ ...process.env, name: context.functionName, left: context.getRemainingTimeInMillis() })); return event }',
    ),
  });
  await confirmed();
  delete process.env['POOLKEEPER_TEST_SECRET'];
  const [line] = ((await lastStep())?.detail?.['output'] ?? []) as string[];
  const seen = JSON.parse(line ?? '{}') as Record<string, unknown>;
  expect(seen).toMatchObject({ TABLE: 'films', AWS_REGION: 'us-east-1', name: 'PreSignUp' });
  expect(seen['left']).toBeLessThanOrEqual(3000);
  expect(seen['POOLKEEPER_TEST_SECRET']).toBeUndefined();
});

describe('endpoints of the Lambda Invoke API', () => {
  let server: Server;
  afterEach(() => server.close());

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  const answering = (status: number, headers: Record<string, string>, body: string) =>
    serve((request, response) => {
      request.resume().on('end', () => response.writeHead(status, headers).end(body));
    });

  test('is called as AWS calls Lambda, and its answer acts', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const event = JSON.parse(Buffer.concat(parts).toString()) as { response: object };
        seen.push(request.method, request.url, request.headers['x-amz-invocation-type'], event);
        const log = Buffer.from('START\nhello from afar\n').toString('base64');
        response.writeHead(200, { 'X-Amz-Log-Result': log });
        response.end(JSON.stringify({ ...event, response: { autoConfirmUser: true } }));
      });
    });
    await start({ kind: 'endpoint', url });
    expect(await confirmed()).toBe(true);
    expect(seen.slice(0, 3)).toEqual(['POST', '/2015-03-31/functions/PreSignUp/invocations', 'RequestResponse']);
    expect(seen[3]).toMatchObject({ triggerSource: 'PreSignUp_SignUp' });
    expect((await lastStep())?.detail).toMatchObject({ output: ['START', 'hello from afar'] });
  });

  test.each([
    [
      'an error of the function',
      200,
      { 'X-Amz-Function-Error': 'Unhandled' },
      '{"errorMessage":"No","errorType":"Error"}',
      'UserLambdaValidationException: PreSignUp failed with error No.',
    ],
    [
      'not permitted',
      403,
      { 'X-Amzn-ErrorType': 'AccessDeniedException:http://x' },
      '{"Message":"no"}',
      'UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.',
    ],
    [
      'too many',
      429,
      {},
      '{"__type":"TooManyRequestsException"}',
      'UnexpectedLambdaException: PreSignUp invocation failed due to error TooManyRequestsException.',
    ],
    [
      'unknown',
      404,
      {},
      'not found',
      'UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException.',
    ],
    ['no JSON', 200, {}, 'yes', 'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON'],
    ['null', 200, {}, 'null', 'InvalidLambdaResponseException: Unrecognizable lambda output'],
  ] as const)('%s', async (_what, status, headers, body, text) => {
    await start({ kind: 'endpoint', url: await answering(status, headers, body), functionName: 'other' });
    expect((await refusal()).text).toBe(text);
  });

  test('nobody there, and one who never answers', async () => {
    const url = await serve(() => undefined);
    await start({ kind: 'endpoint', url }, { time: 200, memory: 64 });
    expect((await refusal()).text).toBe(
      'UserLambdaValidationException: PreSignUp failed with error Task timed out after 0.20 seconds.',
    );
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const { text, reason } = await refusal();
    expect(text).toBe('UnexpectedLambdaException: PreSignUp invocation failed due to error ServiceException.');
    expect(reason).toContain('could not be reached');
  });
});
