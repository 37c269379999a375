import { expect, test } from 'vitest';
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
