import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { triggers } from '../../../electron/engine/triggers/triggers.ts';
import { startEngine } from '../../support/harness.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const code = (text: string, language: 'javascript' | 'typescript' = 'javascript') => ({
  Arn: ARN,
  Binding: { kind: 'code' as const, code: text, language },
});

test.each([
  [
    'ESM',
    'javascript',
    'export const handler = async (event) => { console.log("hello", 1); return { ...event, a: 1 } }',
  ],
  [
    'module.exports',
    'javascript',
    'module.exports.handler = async (event) => { console.log("hello", 1); return { ...event, a: 1 } }',
  ],
  [
    'exports',
    'javascript',
    'exports.handler = async (event) => { console.log("hello", 1); return { ...event, a: 1 } }',
  ],
  [
    'callback',
    'javascript',
    'exports.handler = (event, context, callback) => { console.log("hello", 1); setTimeout(() => callback(null, { ...event, a: 1 }), 5) }',
  ],
  [
    'context.succeed',
    'javascript',
    'exports.handler = (event, context) => { console.log("hello", 1); context.succeed({ ...event, a: 1 }) }',
  ],
  [
    'TypeScript',
    'typescript',
    'enum E { One = 1 }\nexport const handler = async (event: Record<string, unknown>): Promise<object> => { console.log("hello", 1); return { ...event, a: E.One } }',
  ],
  [
    'TypeScript whose types are all that goes',
    'typescript',
    'import type { Nothing } from "not-installed";\ninterface Wanted { readonly a: number }\nexport const handler = async (event: object): Promise<Wanted> => { console.log("hello", 1); return { ...event, a: 1 } satisfies Wanted as Wanted & Nothing }',
  ],
  [
    'TypeScript with a namespace and a parameter property',
    'typescript',
    'namespace N { export const a = 1 }\nclass C { constructor(readonly a: number) {} }\nexport const handler = async (event: object) => { console.log("hello", 1); return { ...event, a: new C(N.a).a } }',
  ],
  [
    'a default export',
    'javascript',
    'export default { handler: async (event) => { console.log("hello", 1); return { ...event, a: 1 } } }',
  ],
  [
    'an import',
    'javascript',
    'import { format } from "node:util"\nexport const handler = async (event) => { console.log(format("%s %d", "hello", 1)); return { ...event, a: 1 } }',
  ],
] as const)('a handler as %s', async (_name, language, text) => {
  const { call, stop } = await startEngine();
  await call('poolkeeper', 'PutFunction', code(text, language));
  const { run } = await call('poolkeeper', 'TestFunction', { Arn: ARN, Event: { b: 2 } });
  expect(run).toMatchObject({
    event: { b: 2 },
    answer: { a: 1, b: 2 },
    output: [{ level: 'log', text: 'hello 1' }],
    attempts: 1,
  });
  expect(run.error).toBeUndefined();
  await stop();
});

test('TypeScript that is none is refused in the compiler’s words', async () => {
  const { call, stop } = await startEngine();
  await call('poolkeeper', 'PutFunction', code('export const handler = (): = 1', 'typescript'));
  const { run } = await call('poolkeeper', 'TestFunction', { Arn: ARN, Event: {} });
  expect(run.error?.message).toBe('Parenthesized expression cannot be empty');
  await stop();
});

test('functions are listed with the pools that use them, and ARNs that nothing is bound to', async () => {
  const { call, refused, stop } = await startEngine();
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: 'viewers',
    LambdaConfig: { PreSignUp: ARN, PostConfirmation: ARN, CustomMessage: `${ARN}-2` },
  });
  const uses = (...names: string[]) => names.map((trigger) => ({ poolId: UserPool?.Id, poolName: 'viewers', trigger }));
  await call('poolkeeper', 'PutFunction', { ...code('exports.handler = async (e) => e'), Description: 'Ours' });
  const listed = await call('poolkeeper', 'ListFunctions', {});
  expect(listed.functions).toMatchObject([
    { arn: ARN, description: 'Ours', environment: {}, usedBy: uses('PreSignUp', 'PostConfirmation') },
  ]);
  expect(listed.unbound).toEqual([{ arn: `${ARN}-2`, usedBy: uses('CustomMessage') }]);
  expect((await call('poolkeeper', 'GetFunction', { Arn: ARN })).usedBy).toHaveLength(2);
  await call('poolkeeper', 'DeleteFunction', { Arn: ARN });
  expect(await call('poolkeeper', 'ListFunctions', {})).toMatchObject({ functions: [], unbound: [{}, {}] });
  for (const [operation, input] of [
    ['GetFunction', { Arn: ARN }],
    ['DeleteFunction', { Arn: ARN }],
    ['TestFunction', { Arn: ARN, Event: {} }],
  ] as const)
    expect((await refused('poolkeeper', operation, input)).code).toBe('ResourceNotFoundException');
  await stop();
});

test.each([
  ['another ARN', { Arn: 'arn:aws:s3:::x' }],
  ['no binding', { Binding: undefined }],
  ['another kind', { Binding: { kind: 'image' } }],
  ['no code', { Binding: { kind: 'code', code: '', language: 'javascript' } }],
  ['another language', { Binding: { kind: 'code', code: 'x', language: 'python' } }],
  ['too much code', { Binding: { kind: 'code', code: 'x'.repeat(1024 * 1024 + 1), language: 'javascript' } }],
  ['a relative path', { Binding: { kind: 'file', path: 'functions/a.js' } }],
  ['a handler that is no name', { Binding: { kind: 'file', path: '/a.js', handler: 'a.b' } }],
  ['an endpoint without http', { Binding: { kind: 'endpoint', url: 'file:///etc/passwd' } }],
  ['a variable that is no text', { Environment: { A: 1 } }],
  ['a variable without a name', { Environment: { '1 A': 'x' } }],
])('PutFunction refuses %s', async (_what, wrong) => {
  const { refused, call, stop } = await startEngine();
  const fault = await refused('poolkeeper', 'PutFunction', { ...code('exports.handler = 1'), ...wrong });
  expect(fault.code).toBe('InvalidParameterException');
  expect((await call('poolkeeper', 'ListFunctions', {})).functions).toEqual([]);
  await stop();
});

test('a test run takes the sample event of a trigger, tells errors and unusable answers, and runs unsaved code', async () => {
  const { call, refused, stop } = await startEngine();
  const test = (text: string, more: object = { Trigger: 'PreSignUp' }) =>
    call('poolkeeper', 'TestFunction', { Arn: ARN, Binding: code(text).Binding, ...more });
  const { run } = await test('exports.handler = async (e) => { console.error("careful"); return e }');
  expect(run).toMatchObject({
    event: { triggerSource: 'PreSignUp_SignUp', response: { autoConfirmUser: false } },
    answer: { triggerSource: 'PreSignUp_SignUp' },
    output: [{ level: 'error', text: 'careful' }],
  });
  expect(run.problem).toBeUndefined();
  expect((await test('exports.handler = async () => 5')).run.problem).toContain('has to return the event');
  expect((await test('exports.handler = async () => { throw new RangeError("No") }')).run.error).toMatchObject({
    type: 'RangeError',
    message: 'No',
  });
  expect((await test('exports.handler = (')).run.error?.type).toBe('SyntaxError');
  expect(
    (await test('exports.handler = async (e) => e', { Trigger: 'PreSignUp', Source: 'PreSignUp_AdminCreateUser' })).run
      .event,
  ).toMatchObject({ triggerSource: 'PreSignUp_AdminCreateUser' });
  const Binding = code('exports.handler = async (e) => e').Binding;
  for (const wrong of [{}, { Trigger: 'PreSignOut' }, { Trigger: 'PreSignUp', Source: 'PreSignUp_Other' }])
    expect((await refused('poolkeeper', 'TestFunction', { Arn: ARN, Binding, ...wrong })).code).toBe(
      'InvalidParameterException',
    );
  expect((await call('poolkeeper', 'ListFunctions', {})).functions).toEqual([]);
  await stop();
});

test.each(Object.entries(triggers).flatMap(([name, { sources }]) => sources.map((source) => [name, source])))(
  'a sample event of %s: %s',
  async (Trigger = '', Source = '') => {
    const { call, stop } = await startEngine();
    const { event, sources } = await call('poolkeeper', 'SampleEvent', { Trigger, Source });
    expect(sources).toContain(Source);
    expect(event).toMatchObject({ version: '1', triggerSource: Source, request: {}, response: {} });
    await stop();
  },
);

test('the key of custom senders survives a restart and is the workspace’s own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-key-'));
  const keyOf = async (path?: string) => {
    const { call, stop } = await startEngine(path === undefined ? {} : { path });
    const { key, keyArn, example } = await call('poolkeeper', 'GetSenderKey', {});
    await stop();
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(example).toContain(keyArn);
    return key;
  };
  const path = join(folder, 'workspace.db');
  expect(await keyOf(path)).toBe(await keyOf(path));
  rmSync(folder, { recursive: true });
});
