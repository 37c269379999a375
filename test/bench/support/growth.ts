import { statSync } from 'node:fs';
import { join } from 'node:path';
import { httpApi, type Api } from './api.ts';
import { residentBytes, serve } from './child.ts';
import { inProcess, type InProcess } from './engine.ts';
import { fillPool, SIGNERS, usernameOf } from './fill.ts';
import { bench, sized } from './options.ts';
import { alternate, timed, type Contestant } from './rounds.ts';
import { passwordSignIns, type Stage } from './sign-in.ts';
import { bytes, grouped, milliseconds, printTable, printTimes } from './table.ts';

const SMALL = 1000;

type Filled = Stage & { readonly users: number; readonly file: string };

/** A database of its own with one pool of so many users; closed again, so that all of it is in the file. */
async function fill(folder: string, users: number): Promise<Omit<Filled, 'call'>> {
  const file = join(folder, `${users}.db`);
  const engine = await inProcess(file);
  try {
    const { UserPool } = await engine.call('CreateUserPool', {
      PoolName: 'bench',
      AliasAttributes: ['email', 'phone_number'],
    });
    const poolId = UserPool?.Id as string;
    const { UserPoolClient } = await engine.call('CreateUserPoolClient', {
      UserPoolId: poolId,
      ClientName: 'bench',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    const clientId = UserPoolClient?.ClientId as string;
    const took = await timed(() => fillPool(engine.engine, poolId, users));
    console.log(`${grouped(users)} users written in ${milliseconds(took)}.`);
    const usernames = Array.from({ length: Math.min(users, SIGNERS) }, (_, index) => usernameOf(index));
    return { poolId, clientId, usernames, users, file };
  } finally {
    await engine.stop();
  }
}

/** What is measured at both sizes. A user or a page is another one each time, from the whole of the pool. */
async function callsOn(stage: Filled): Promise<readonly Contestant[]> {
  const { call, poolId: UserPoolId, users } = stage;
  let seed = 12_345;
  const anybody = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * users);
  };
  const page = async (input: { Filter?: string; PaginationToken?: string }): Promise<number> => {
    let found = 0;
    const took = await timed(async () => {
      found = (await call('ListUsers', { UserPoolId, ...input })).Users?.length ?? 0;
    });
    if (found === 0) throw new Error(`an empty page for ${JSON.stringify(input)}`);
    return took;
  };
  const middle = await tokenInTheMiddle(call, UserPoolId, users);
  return [
    {
      name: 'AdminGetUser',
      run: () => timed(() => call('AdminGetUser', { UserPoolId, Username: usernameOf(anybody()) })),
    },
    {
      name: 'AdminGetUser by e-mail address',
      run: () => timed(() => call('AdminGetUser', { UserPoolId, Username: `${usernameOf(anybody())}@example.com` })),
    },
    { name: 'ListUsers, first page of 60', run: () => page({}) },
    { name: 'ListUsers, a page in the middle', run: () => page({ PaginationToken: middle }) },
    {
      name: 'ListUsers, one e-mail address',
      run: () => page({ Filter: `email = "${usernameOf(anybody())}@example.com"` }),
    },
    { name: 'ListUsers, e-mail prefix, 60 found', run: () => page({ Filter: 'email ^= "user-0001"' }) },
    { name: 'ListUsers, a common name, 60 found', run: () => page({ Filter: 'given_name = "Hana"' }) },
    { name: 'ListUsers, by status, 60 found', run: () => page({ Filter: 'cognito:user_status = "CONFIRMED"' }) },
    { name: 'sign-in by password', run: () => passwordSignIns(stage, 1) },
  ];
}

async function tokenInTheMiddle(call: Api, UserPoolId: string, users: number): Promise<string> {
  let token: string | undefined;
  for (let read = 0; read < users / 2; read += 60) {
    const input = { UserPoolId, ...(token === undefined ? {} : { PaginationToken: token }) };
    token = (await call('ListUsers', input)).PaginationToken;
  }
  if (token === undefined) throw new Error('the pages ended before the middle');
  return token;
}

async function compareSizes(small: Filled, large: Filled, how: string, only = ''): Promise<void> {
  const [few, many] = [await callsOn(small), await callsOn(large)];
  const rows = [];
  for (const [index, one] of few.entries()) {
    if (!one.name.startsWith(only)) continue;
    const slow = one.name.startsWith('sign-in');
    const [at1k, atLarge] = await alternate(
      [
        { ...one, name: `${one.name}: ${grouped(SMALL)} users` },
        { ...(many[index] as Contestant), name: `${one.name}: ${grouped(large.users)} users` },
      ],
      { rounds: sized(20, 4), each: slow ? 10 : sized(100, 40), warmUp: slow ? 20 : 200 },
    );
    if (at1k !== undefined && atLarge !== undefined)
      rows.push({ measured: at1k }, { measured: atLarge, baseline: at1k, baselineName: `${grouped(SMALL)} users` });
  }
  printTimes(`The same call on pools of ${grouped(SMALL)} and of ${grouped(large.users)} users, ${how}`, rows);
}

/** Memory of a server of its own: just started, and after calls all over the pool. */
async function memory(folder: string, filled: Omit<Filled, 'call'>): Promise<readonly string[][]> {
  const rows: string[][] = [];
  for (const [name, file] of [
    ['an empty database', join(folder, 'empty.db')],
    [`${grouped(filled.users)} users`, filled.file],
  ] as const) {
    const child = await serve('bundle', file);
    const api = httpApi(child.endpoint);
    try {
      const started = residentBytes(child.pid);
      if (file === filled.file) {
        for (let read = 0, token: string | undefined; read < filled.users; read += 60)
          token = (
            await api.call('ListUsers', {
              UserPoolId: filled.poolId,
              ...(token === undefined ? {} : { PaginationToken: token }),
            })
          ).PaginationToken;
        for (let index = 0; index < 200; index++) await passwordSignIns({ ...filled, call: api.call }, 1);
      }
      const worked = file === filled.file ? residentBytes(child.pid) : undefined;
      rows.push([
        name,
        milliseconds(child.readyAfter),
        started === undefined ? 'not known here' : bytes(started),
        worked === undefined ? '' : bytes(worked),
      ]);
    } finally {
      api.close();
      await child.stop();
    }
  }
  return rows;
}

/**
 * What grows with the number of users: the same calls on a pool of 1,000 and on one of so many, then the memory
 * and the disk that these take.
 */
export const growth = (users: number): Promise<void> =>
  bench(async (folder, ending) => {
    const [small, large] = [await fill(folder, SMALL), await fill(folder, users)];
    const [smallSize, largeSize] = [statSync(small.file).size, statSync(large.file).size];
    const open = async (file: string): Promise<InProcess> => {
      const engine = await inProcess(file);
      ending.push(engine.stop);
      return engine;
    };
    const [first, second] = [await open(small.file), await open(large.file)];
    await compareSizes({ ...small, call: first.call }, { ...large, call: second.call }, 'in process');
    // In process these take microseconds, of which the reading of a page more is a part; clients see this.
    const [one, other] = [httpApi(first.endpoint), httpApi(second.endpoint)];
    ending.push(one.close, other.close);
    await compareSizes({ ...small, call: one.call }, { ...large, call: other.call }, 'over HTTP', 'AdminGetUser');
    for (const stop of ending.splice(0)) await stop();

    printTable(
      'Memory of a server, the bundle in a process of its own',
      ['', 'ready after', 'memory at the start', 'after reading all users and 200 sign-ins'],
      await memory(folder, large),
    );
    printTable(
      'Size of the database file',
      ['', 'file', 'for each user'],
      [
        [`${grouped(SMALL)} users`, bytes(smallSize), bytes(smallSize / SMALL)],
        [`${grouped(large.users)} users`, bytes(largeSize), bytes(largeSize / users)],
        ['each further user', '', bytes((largeSize - smallSize) / (users - SMALL))],
      ],
    );
  });
