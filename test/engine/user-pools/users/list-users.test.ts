import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListUsersRequest, UserType } from '../../../../shared/aws/types/cognito-idp.ts';
import { USER_SEARCHES } from '../../../../electron/engine/store/user-search.ts';
import type { User } from '../../../../electron/engine/store/users.ts';
import { migrate } from '../../../../electron/engine/store/open.ts';
import { createStore } from '../../../../electron/engine/store/store.ts';
import { attributes, seen, startWorld, type World } from './support.ts';

/** Values that collide, nest, differ by case, carry quotes, and lie beyond the basic plane. */
const VALUES = [
  '',
  'a',
  'A',
  'ab',
  'Ab',
  'abc',
  'b',
  'é',
  'éa',
  '\u{10ffff}',
  '\u{10ffff}a',
  '😀',
  '\ud7ff',
  'a"b',
  'a\\b',
  'zz',
];
const USERNAMES = ['a', 'A', 'ab', 'Ab', 'abc', 'b', 'é', '😀', 'a"b', 'a\\b', 'zz'];
const NAMES = ['name', 'given_name', 'family_name', 'preferred_username'] as const;

let world: World;
let folded: World;
let everyone: Record<'exact' | 'folding', UserType[]>;

async function fill(target: World, usernames: readonly string[]): Promise<UserType[]> {
  for (const [index, Username] of usernames.entries()) {
    const values = Object.fromEntries(
      NAMES.map((name, offset) => [name, VALUES[(index * 3 + offset * 5) % VALUES.length] ?? '']),
    );
    const emails = { email: `${'aAbB'[index % 4]}x${index % 3}@Example.com`, phone_number: `+1555000${index % 5}` };
    await target.call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: target.poolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: attributes({ ...values, ...emails }),
    });
    const on = { UserPoolId: target.poolId, Username };
    if (index % 3 === 0)
      await target.call('cognito-idp', 'AdminSetUserPassword', { ...on, Password: 'Stream-1-Show', Permanent: true });
    if (index % 4 === 0) await target.call('cognito-idp', 'AdminDisableUser', on);
  }
  return all(target, {});
}

/** Every page of a list, in order. */
async function all(target: World, input: Partial<ListUsersRequest>): Promise<UserType[]> {
  const users: UserType[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await target.call('cognito-idp', 'ListUsers', {
      UserPoolId: target.poolId,
      ...input,
      ...(PaginationToken === undefined ? {} : { PaginationToken }),
    });
    users.push(...(page.Users ?? []));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken !== undefined);
  return users;
}

const valueOf = (user: UserType, name: string): string | undefined => {
  switch (name) {
    case 'username':
      return user.Username;
    case 'status':
      return user.Enabled === true ? 'Enabled' : 'Disabled';
    case 'cognito:user_status':
      return user.UserStatus;
    default:
      return user.Attributes?.find(({ Name }) => Name === name)?.Value;
  }
};

/** The plain filter that ListUsers has to equal. */
function matches(user: UserType, name: string, operator: '=' | '^=', wanted: string, folds: boolean): boolean {
  const value = valueOf(user, name);
  if (value === undefined) return false;
  const fold = name === 'cognito:user_status' || (folds && (name === 'email' || name === 'preferred_username'));
  const [left, right] = fold ? [value.toLowerCase(), wanted.toLowerCase()] : [value, wanted];
  return operator === '=' ? left === right : left.startsWith(right);
}

const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
const names = (users: readonly UserType[]): string[] => users.map(({ Username = '' }) => Username).sort();

beforeAll(async () => {
  world = await startWorld();
  folded = await startWorld({ UsernameConfiguration: { CaseSensitive: false } });
  const different = USERNAMES.filter(
    (name, index) => USERNAMES.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
  );
  everyone = { exact: await fill(world, USERNAMES), folding: await fill(folded, different) };
});
afterAll(async () => {
  await world.stop();
  await folded.stop();
});

test('a filter gives what a plain filter over all users gives, whatever the page', async () => {
  const attribute = fc.constantFrom(
    'username',
    'email',
    'phone_number',
    ...NAMES,
    'cognito:user_status',
    'status',
    'sub',
  );
  const fragment = fc.oneof(
    fc.constantFrom(
      ...VALUES,
      ...USERNAMES,
      'CONFIRMED',
      'confirmed',
      'F',
      'En',
      'Enabled',
      'Disabled',
      'enabled',
      '+1555000',
      'ax0@example.com',
      'AX',
      'ax',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(
      attribute,
      fc.constantFrom('=' as const, '^=' as const),
      fragment,
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      async (name, operator, text, Limit, folds) => {
        const [target, users] = folds ? [folded, everyone.folding] : [world, everyone.exact];
        // Part of a sub that exists, now and then.
        const value = name === 'sub' ? (users[text.length]?.Attributes?.[0]?.Value?.slice(0, Limit * 8) ?? text) : text;
        const found = await all(target, { Filter: `${name} ${operator} ${quoted(value)}`, Limit });
        expect(names(found)).toEqual(
          names(users.filter((user) => matches(user, name, operator, value.toWellFormed(), folds))),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test.each([
  ['no filter', undefined],
  ['an empty one', ''],
  ['a blank one', '  '],
])('%s lists everybody', async (_, Filter) => {
  expect(names(await all(world, Filter === undefined ? {} : { Filter }))).toEqual([...USERNAMES].sort());
});

test('spaces around the parts do not matter', async () => {
  for (const Filter of ['username="ab"', ' username  =  "ab" ', 'username ="ab"'])
    expect(names(await all(world, { Filter }))).toEqual(['ab']);
});

test.each([
  ['username', 'Error while parsing filter'],
  ['username = ab', 'Error while parsing filter'],
  ['username = "ab', 'Error while parsing filter'],
  ['username ~ "ab"', 'Error while parsing filter'],
  ['username = "a" and email = "b"', 'Error while parsing filter'],
  ['username = "a"b"', 'Error while parsing filter'],
  ['custom:tier = "premium"', 'Invalid search attribute: custom:tier'],
  ['birthdate = "2000-01-01"', 'Invalid search attribute: birthdate'],
])('the filter %s is refused', async (Filter, message) => {
  expect(seen(await world.refused('cognito-idp', 'ListUsers', { UserPoolId: world.poolId, Filter }))).toBe(
    `InvalidParameterException: ${message}`,
  );
});

test('any text as filter or page token is answered or refused as a parameter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.option(fc.string(), { nil: undefined }),
      async (Filter, token) => {
        const input = { UserPoolId: world.poolId, Filter, ...(token === undefined ? {} : { PaginationToken: token }) };
        const reply = await world.engine.call('cognito-idp', 'ListUsers', input);
        if (!reply.ok) expect(reply.fault.code).toBe('InvalidParameterException');
      },
    ),
    { numRuns: 300 },
  );
});

test('a page token belongs to its pool and filter', async () => {
  const input = { UserPoolId: world.poolId, Filter: 'name ^= ""', Limit: 2 };
  const { PaginationToken = '', Users } = await world.call('cognito-idp', 'ListUsers', input);
  expect(Users).toHaveLength(2);
  const second = await world.call('cognito-idp', 'ListUsers', { ...input, PaginationToken });
  expect(names(second.Users ?? [])).not.toEqual(names(Users ?? []));
  for (const changed of [
    { ...input, PaginationToken, Filter: 'name ^= "a"' },
    { UserPoolId: world.poolId, PaginationToken },
    { ...input, PaginationToken: `x${PaginationToken}` },
    { ...input, PaginationToken: 'garbage' },
  ])
    expect(seen(await world.refused('cognito-idp', 'ListUsers', changed))).toMatch(
      /^InvalidParameterException: Invalid pagination token/,
    );
});

test('Limit 0 is the default, 61 is too many', async () => {
  const page = await world.call('cognito-idp', 'ListUsers', { UserPoolId: world.poolId, Limit: 0 });
  expect(page.Users).toHaveLength(USERNAMES.length);
  expect((await world.refused('cognito-idp', 'ListUsers', { UserPoolId: world.poolId, Limit: 61 })).code).toBe(
    'InvalidParameterException',
  );
});

test('AttributesToGet selects; what nobody can have, or somebody lacks, is refused', async () => {
  const input = { UserPoolId: world.poolId, Filter: 'username = "ab"' };
  const page = await world.call('cognito-idp', 'ListUsers', { ...input, AttributesToGet: ['email', 'sub'] });
  expect(page.Users?.[0]?.Attributes?.map(({ Name }) => Name).sort()).toEqual(['email', 'sub']);
  const none = await world.call('cognito-idp', 'ListUsers', { ...input, AttributesToGet: [] });
  expect(none.Users?.[0]?.Attributes).toEqual([]);
  for (const name of ['custom:nothing', 'locale'])
    expect(seen(await world.refused('cognito-idp', 'ListUsers', { ...input, AttributesToGet: [name] }))).toBe(
      'InvalidParameterException: One or more requested attributes do not exist.',
    );
});

const COUNT = 20_000;

test('among 20,000 users every search goes by an index, sorts nothing, and pages through everybody once', () => {
  const { store, db } = openWithDatabase();
  const poolId = 'us-east-1_many00000';
  store.write(() => {
    store.pools.insert({
      id: poolId,
      region: 'us-east-1',
      name: 'many',
      settings: {},
      userCount: 0,
      createdAt: 1,
      modifiedAt: 1,
    });
    for (let index = 0; index < COUNT; index++) {
      const user = userNumber(poolId, index);
      const { username } = user;
      store.users.insert(user, {
        usernameKey: username,
        values: [
          { name: 'email', value: user.attributes['email'] ?? '' },
          { name: 'name', value: 'same' },
        ],
        aliases: [],
      });
    }
  });
  db.exec('ANALYZE');
  const parameters = {
    pool: poolId,
    id: 0,
    value: '',
    from: 'a',
    to: 'b',
    limit: 61,
    enabled: 1,
    status: 'CONFIRMED',
    name: 'email',
  };
  for (const [search, text] of Object.entries(USER_SEARCHES)) {
    const plan = (db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(parameters) as { detail: string }[]).map(
      ({ detail }) => detail,
    );
    expect(
      plan.filter((detail) => /^SCAN|TEMP B-TREE/.test(detail)),
      `${search}: ${plan.join('; ')}`,
    ).toEqual([]);
  }
  for (const query of [
    { by: 'all' },
    { by: 'enabled', enabled: true },
    { by: 'statuses', statuses: ['CONFIRMED', 'UNCONFIRMED'] },
    { by: 'username', value: 'user', prefix: true },
    { by: 'value', name: 'email', value: '', prefix: true },
    { by: 'value', name: 'name', value: 'same', prefix: false },
  ] as const) {
    const found = new Set<number>();
    let pages = 0;
    let key: readonly [string, number] | undefined;
    do {
      const page = store.users.search(poolId, query, 60, key);
      for (const { id } of page.users) found.add(id);
      key = page.next;
      pages++;
    } while (key !== undefined);
    expect([query.by, found.size, pages]).toEqual([query.by, COUNT, Math.ceil(COUNT / 60)]);
  }
  store.close();
});

function userNumber(poolId: string, index: number): Omit<User, 'id'> {
  const text = String(index).padStart(6, '0');
  return {
    poolId,
    username: `user${text}`,
    sub: `00000000-0000-4000-8000-000000${text}`,
    status: index % 2 === 0 ? 'CONFIRMED' : 'UNCONFIRMED',
    enabled: true,
    attributes: { email: `${text}@example.com`, name: 'same' },
    salt: undefined,
    verifier: undefined,
    passwordSetAt: undefined,
    signedOutAt: 0,
    failures: 0,
    failedAt: 0,
    extras: {},
    createdAt: 1,
    modifiedAt: 1,
  };
}

/** A store in memory, and its connection for EXPLAIN. */
function openWithDatabase() {
  const db = new Database(':memory:');
  migrate(db, ':memory:');
  return { store: createStore(db), db };
}
