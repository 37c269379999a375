import { expect, test } from 'vitest';
import { rememberedJson } from '../../../electron/engine/store/remembered-json.ts';
import { startEngine } from '../../support/harness.ts';

test('the same text is read once, another text of the same row anew', () => {
  const read = rememberedJson<{ readonly name: string }>();
  const first = read('a', '{"name":"one"}');
  expect(read('a', '{"name":"one"}')).toBe(first);
  expect(read('a', '{"name":"two"}')).toEqual({ name: 'two' });
  expect(read('a', '{"name":"one"}')).toEqual({ name: 'one' });
  expect(read('b', '{"name":"two"}')).toEqual({ name: 'two' });
});

test('what is shared cannot be changed, at any depth', () => {
  const read = rememberedJson<{ list: { text: string }[] }>();
  const value = read('a', '{"list":[{"text":"x"}]}');
  expect(() => value.list.push({ text: 'y' })).toThrow(TypeError);
  expect(() => Object.assign(value.list[0] ?? {}, { text: 'y' })).toThrow(TypeError);
});

test('more rows than are remembered are read all the same', () => {
  const read = rememberedJson<{ n: number }>();
  for (const _ of [1, 2]) for (let n = 0; n < 1000; n++) expect(read(`row ${n}`, JSON.stringify({ n }))).toEqual({ n });
});

test('a settings change that is rolled back is not seen by later calls', async () => {
  const { call, engine, stop } = await startEngine();
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', { PoolName: 'kept' });
  const id = UserPool?.Id as string;
  const { store } = engine.workspace;
  const pool = store.pools.get(id);
  if (pool === undefined) throw new Error('no pool');
  expect(() =>
    store.write(() => {
      store.pools.update({ ...pool, settings: { ...pool.settings, MfaConfiguration: 'ON' } });
      expect(store.pools.get(id)?.settings.MfaConfiguration).toBe('ON');
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(store.pools.get(id)?.settings.MfaConfiguration).toBe(pool.settings.MfaConfiguration);
  await stop();
});
