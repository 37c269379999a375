import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  matches,
  planSearch,
  searchFromText,
  searchToText,
  type Condition,
  type Search,
} from '../../renderer/pages/user-pools/users/search.ts';
import { startEngine, type TestEngine } from '../support/harness.ts';

let engine: TestEngine;
let poolId: string;
beforeAll(async () => {
  engine = await startEngine();
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'search',
    Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
  });
  poolId = UserPool?.Id ?? '';
  for (const [Username, email, tier] of [
    ['ana', 'ana@example.com', 'free'],
    ['anabel', 'anabel@example.com', 'premium'],
    ['bo"b', 'bob@example.org', 'premium'],
    ['back\\slash', 'back@example.org', 'free'],
  ] as const) {
    await engine.call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: poolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'custom:tier', Value: tier },
      ],
    });
  }
  await engine.call('cognito-idp', 'AdminDisableUser', { UserPoolId: poolId, Username: 'ana' });
});
afterAll(() => engine.stop());

const and = (...tokens: Condition[]): Search => ({ tokens, operation: 'and' });

/** Searches as the page does: the engine's part, then the window's. */
async function found(search: Search): Promise<string[]> {
  const plan = planSearch(search);
  const { Users = [] } = await engine.call('cognito-idp', 'ListUsers', {
    UserPoolId: poolId,
    ...(plan.filter === undefined ? {} : { Filter: plan.filter }),
  });
  return Users.filter((user) => matches(user, plan.rest))
    .map(({ Username = '' }) => Username)
    .toSorted();
}

test.each<[string, Search, string | undefined, string[]]>([
  [
    'words alone: the beginning of the username',
    and({ operator: ':', value: 'ana' }),
    'username ^= "ana"',
    ['ana', 'anabel'],
  ],
  [
    'equals',
    and({ propertyKey: 'email', operator: '=', value: 'bob@example.org' }),
    'email = "bob@example.org"',
    ['bo"b'],
  ],
  ['begins with', and({ propertyKey: 'email', operator: '^', value: 'ana' }), 'email ^= "ana"', ['ana', 'anabel']],
  ['status', and({ propertyKey: 'status', operator: '=', value: 'Disabled' }), 'status = "Disabled"', ['ana']],
  [
    'a quotation mark is escaped',
    and({ propertyKey: 'username', operator: '=', value: 'bo"b' }),
    'username = "bo\\"b"',
    ['bo"b'],
  ],
  [
    'a backslash is escaped',
    and({ propertyKey: 'username', operator: '=', value: 'back\\slash' }),
    'username = "back\\\\slash"',
    ['back\\slash'],
  ],
  [
    'custom attributes are tested in the window',
    and({ propertyKey: 'custom:tier', operator: '=', value: 'premium' }),
    undefined,
    ['anabel', 'bo"b'],
  ],
  [
    'one condition goes to the engine, the other stays',
    and(
      { propertyKey: 'custom:tier', operator: '=', value: 'premium' },
      { propertyKey: 'email', operator: '^', value: 'ana' },
    ),
    'email ^= "ana"',
    ['anabel'],
  ],
  [
    'contains is tested in the window',
    and({ propertyKey: 'email', operator: ':', value: 'EXAMPLE.ORG' }),
    undefined,
    ['back\\slash', 'bo"b'],
  ],
  [
    'does not equal',
    and({ propertyKey: 'username', operator: '!=', value: 'ana' }),
    undefined,
    ['anabel', 'back\\slash', 'bo"b'],
  ],
  [
    'or is tested in the window',
    {
      operation: 'or',
      tokens: [
        { propertyKey: 'username', operator: '=', value: 'ana' },
        { propertyKey: 'custom:tier', operator: '=', value: 'premium' },
      ],
    },
    undefined,
    ['ana', 'anabel', 'bo"b'],
  ],
  ['nothing asked', and(), undefined, ['ana', 'anabel', 'back\\slash', 'bo"b']],
])('%s', async (_, search, filter, users) => {
  expect(planSearch(search).filter).toBe(filter);
  expect(await found(search)).toEqual(users);
});

test('a filter longer than AWS takes is tested in the window', () => {
  const search = and({ propertyKey: 'email', operator: '=', value: 'x'.repeat(300) });
  expect(planSearch(search)).toEqual({ filter: undefined, rest: search });
});

test('a search travels in the address, and nonsense there is the empty search', () => {
  const search = and({ propertyKey: 'email', operator: '^', value: 'ana' });
  expect(searchFromText(searchToText(search) ?? null)).toEqual(search);
  expect(searchToText(and())).toBeUndefined();
  for (const text of [null, '', '{', '7', 'null', '{"tokens":3}'])
    expect(searchFromText(text)).toEqual({ tokens: [], operation: 'and' });
});
