import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { endAll, idp, serve } from './process.ts';

/** How often the server is killed at a random moment. `ROUNDS` sets it. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 10);
const SIGNERS = 6;
const ROWS = 150;
const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-crash-'));
const data = join(folder, 'crash.db');

afterAll(() => {
  endAll();
  rmSync(folder, { recursive: true, force: true });
});

type Answered = Record<string, unknown>;

/** What was acknowledged, and what was under way when the end came: that is there as before or as after. */
class Ledger {
  readonly users = new Map<string, string>();
  /** The password of each signer: one, or two while nobody knows. */
  readonly passwords = new Map<string, readonly string[]>();
  readonly members = new Map<string, boolean | undefined>();
  readonly jobs: { readonly id: string; readonly names: readonly string[] }[] = [];
  signIns: { readonly access: string; readonly refresh: string }[] = [];
  imports = 0;
  acknowledged = 0;
}

/** The server of one round. */
class Server {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  open = true;

  constructor(endpoint: string, of: { poolId: string; clientId: string }) {
    this.endpoint = endpoint;
    this.poolId = of.poolId;
    this.clientId = of.clientId;
  }

  /** The answer, or nothing where the server is gone; a refusal is a failure of the test. */
  readonly call = async (operation: string, input: object): Promise<Answered | undefined> => {
    const answer = await idp(this.endpoint, operation, input).catch(() => undefined);
    if (answer === undefined) return undefined;
    if (answer.status !== 200) throw new Error(`${operation}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body === '' ? '{}' : answer.body) as Answered;
  };

  /** As `call`, where the server is there. */
  async must(operation: string, input: object): Promise<Answered> {
    const answer = await this.call(operation, input);
    if (answer === undefined) throw new Error(`${operation}: no answer`);
    return answer;
  }

  signIn(Username: string, PASSWORD: string): Promise<Answered | undefined> {
    return this.call('InitiateAuth', {
      ClientId: this.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    });
  }

  async everybody(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    let PaginationToken: unknown;
    do {
      const page = await this.must('ListUsers', { UserPoolId: this.poolId, PaginationToken });
      for (const { Username, UserStatus } of page['Users'] as { Username: string; UserStatus: string }[])
        found.set(Username, UserStatus);
      PaginationToken = page['PaginationToken'];
    } while (PaginationToken !== undefined);
    return found;
  }
}

/** What each lane does over and over until the server is gone. */
type Lane = (server: Server, ledger: Ledger, turn: string) => Promise<void>;
const signer = (turn: string): string => `signer-${Number(turn.split('-').at(-1)) % SIGNERS}`;

const LANES: readonly Lane[] = [
  async function signUp({ call, clientId }, ledger, turn) {
    const Username = `new-${turn}`;
    const answer = await call('SignUp', {
      ClientId: clientId,
      Username,
      Password: 'Crash-Pass-1',
      UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
    });
    if (answer !== undefined) ledger.users.set(Username, 'UNCONFIRMED');
  },
  async function signIn(server, ledger) {
    const answer = await server.signIn('steady', 'Crash-Pass-1');
    const tokens = answer?.['AuthenticationResult'] as { AccessToken: string; RefreshToken: string } | undefined;
    if (tokens !== undefined) ledger.signIns.push({ access: tokens.AccessToken, refresh: tokens.RefreshToken });
  },
  async function changePassword({ call, poolId }, ledger, turn) {
    const Username = signer(turn);
    const Password = `Crash-${turn}-Pass`;
    const before = ledger.passwords.get(Username) ?? [];
    ledger.passwords.set(Username, [...before, Password]);
    const answer = await call('AdminSetUserPassword', { UserPoolId: poolId, Username, Password, Permanent: true });
    if (answer !== undefined) ledger.passwords.set(Username, [Password]);
  },
  async function changeGroup({ call, poolId }, ledger, turn) {
    const Username = signer(turn);
    const next = ledger.members.get(Username) !== true;
    ledger.members.set(Username, undefined);
    const operation = next ? 'AdminAddUserToGroup' : 'AdminRemoveUserFromGroup';
    const answer = await call(operation, { UserPoolId: poolId, Username, GroupName: 'crew' });
    if (answer !== undefined) ledger.members.set(Username, next);
  },
  async function importUsers({ call, poolId }, ledger, turn) {
    const created = await call('CreateUserImportJob', {
      UserPoolId: poolId,
      JobName: `job-${turn}`,
      CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/import-log',
    });
    const job = created?.['UserImportJob'] as { JobId: string; PreSignedUrl: string } | undefined;
    const header = (await call('GetCSVHeader', { UserPoolId: poolId }))?.['CSVHeader'] as string[] | undefined;
    if (job === undefined || header === undefined) return;
    const names = Array.from({ length: ROWS }, (_, row) => `row-${turn}-${row}`);
    const csv = [header, ...names.map((name) => header.map((column) => valueOf(column, name)))]
      .map((row) => row.join(','))
      .join('\n');
    const put = await fetch(job.PreSignedUrl, {
      method: 'PUT',
      headers: { 'x-amz-server-side-encryption': 'aws:kms' },
      body: `${csv}\n`,
    }).catch(() => undefined);
    if (put?.ok !== true) return;
    const started = await call('StartUserImportJob', { UserPoolId: poolId, JobId: job.JobId });
    if (started !== undefined) ledger.jobs.push({ id: job.JobId, names });
  },
];

const valueOf = (column: string, name: string): string =>
  ({ 'cognito:username': name, 'cognito:mfa_enabled': 'FALSE', email: `${name}@example.com`, email_verified: 'TRUE' })[
    column
  ] ?? (column === 'phone_number_verified' ? 'FALSE' : '');

test(`what was acknowledged survives ${ROUNDS} kills at random moments`, { timeout: 3_600_000 }, async () => {
  const ledger = new Ledger();
  let ids: { poolId: string; clientId: string } | undefined;
  const started = performance.now();
  for (let round = 0; round <= ROUNDS; round++) {
    if (round > 0) expect(checkedCopy(), `the file after kill ${round}`).toEqual(['ok']);
    const { child, ready, ended } = serve(['--port', '0', '--data', data, '--log', 'warn']);
    const endpoint = await ready;
    ids ??= await makePool(endpoint, ledger);
    const server = new Server(endpoint, ids);
    await check(server, ledger, round);
    if (round === ROUNDS) {
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
      break;
    }
    const lanes = LANES.map((lane) => work(lane, server, ledger, round));
    // From the middle of the first calls to far into them.
    await setTimeout(30 + Math.random() * 600);
    child.kill('SIGKILL');
    server.open = false;
    await Promise.all(lanes);
    expect((await ended).signal).toBe('SIGKILL');
  }
  console.log(
    `${ROUNDS} kills in ${((performance.now() - started) / 1000).toFixed(0)} s, ${ledger.acknowledged} turns: ` +
      `${ledger.users.size} users, ${ledger.imports} imports of ${ROWS}`,
  );
  expect(ledger.users.size).toBeGreaterThan(ROUNDS);
  expect(ledger.imports).toBeGreaterThan(0);
});

async function work(lane: Lane, server: Server, ledger: Ledger, round: number): Promise<void> {
  for (let turn = 0; server.open; turn++) {
    await lane(server, ledger, `${round}-${turn}`);
    if (server.open) ledger.acknowledged++;
  }
}

async function makePool(endpoint: string, ledger: Ledger): Promise<{ poolId: string; clientId: string }> {
  const make = new Server(endpoint, { poolId: '', clientId: '' });
  const { UserPool } = await make.must('CreateUserPool', { PoolName: 'crash', AutoVerifiedAttributes: ['email'] });
  const UserPoolId = (UserPool as { Id: string }).Id;
  const { UserPoolClient } = await make.must('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  await make.must('CreateGroup', { UserPoolId, GroupName: 'crew' });
  for (const Username of ['steady', ...Array.from({ length: SIGNERS }, (_, index) => `signer-${index}`)]) {
    await make.must('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
    const Password = 'Crash-Pass-1';
    await make.must('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true });
    ledger.users.set(Username, 'CONFIRMED');
    if (Username !== 'steady') ledger.passwords.set(Username, [Password]);
  }
  return { poolId: UserPoolId, clientId: (UserPoolClient as { ClientId: string }).ClientId };
}

/** Everything that was acknowledged is there. */
async function check(server: Server, ledger: Ledger, round: number): Promise<void> {
  const at = `round ${round}`;
  for (const { id, names } of ledger.jobs.splice(0)) {
    await importEnds(server, id, at);
    for (const name of names) ledger.users.set(name, 'RESET_REQUIRED');
    ledger.imports++;
  }
  const found = await server.everybody();
  const missing = [...ledger.users].filter(([name, status]) => found.get(name) !== status);
  expect(missing, at).toEqual([]);
  for (const { access, refresh } of ledger.signIns) {
    await server.must('GetUser', { AccessToken: access });
    await server.must('InitiateAuth', {
      ClientId: server.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refresh },
    });
  }
  ledger.signIns = ledger.signIns.slice(-3);
  for (const [name, possible] of ledger.passwords)
    ledger.passwords.set(name, [await passwordOf(server, name, possible, at)]);
  const { Users = [] } = await server.must('ListUsersInGroup', { UserPoolId: server.poolId, GroupName: 'crew' });
  const members = new Set((Users as { Username: string }[]).map(({ Username }) => Username));
  for (const [name, member] of ledger.members) {
    if (member !== undefined) expect(members.has(name), `${name} in the group, ${at}`).toBe(member);
    ledger.members.set(name, members.has(name));
  }
}

/** A job that was acknowledged comes to its end, with every row in. */
async function importEnds(server: Server, JobId: string, at: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { UserImportJob } = await server.must('DescribeUserImportJob', { UserPoolId: server.poolId, JobId });
        const { Status, ImportedUsers } = UserImportJob as { Status: string; ImportedUsers?: number };
        return `${Status} ${ImportedUsers}`;
      },
      { timeout: 30_000, interval: 50, message: `import ${JobId}, ${at}` },
    )
    .toBe(`Succeeded ${ROWS}`);
}

/** Which of the passwords that may be set lets the signer in. */
async function passwordOf(server: Server, name: string, possible: readonly string[], at: string): Promise<string> {
  for (const password of possible.toReversed())
    if (
      await server.signIn(name, password).then(
        () => true,
        () => false,
      )
    )
      return password;
  throw new Error(`none of ${possible.length} passwords signs ${name} in, ${at}`);
}

/** What SQLite says of a copy of the file as the kill left it, with the log that has not been written back. */
function checkedCopy(): string[] {
  const copy = join(folder, 'copy.db');
  for (const end of ['', '-wal']) {
    rmSync(copy + end, { force: true });
    if (existsSync(data + end)) copyFileSync(data + end, copy + end);
  }
  const db = new Database(copy);
  try {
    const rows = db.pragma('integrity_check') as { integrity_check: string }[];
    const orphans = db.pragma('foreign_key_check') as unknown[];
    return [...rows.map((row) => row.integrity_check), ...orphans.map((orphan) => JSON.stringify(orphan))];
  } finally {
    db.close();
  }
}
