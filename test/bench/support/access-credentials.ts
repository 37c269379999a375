import Database from 'better-sqlite3';
import { generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import { roleArnOf, type AccessStage } from './access-stage.ts';
import { sized } from './options.ts';
import { alternate, timed, type Measured } from './rounds.ts';
import { printTimes, type Row } from './table.ts';

/** Issuing credentials, each beside the least that it needs: a token verified or signed, a row on the disk. */
export async function credentials(stage: AccessStage, file: string): Promise<void> {
  const { call, logins: Logins, identityId: IdentityId, identityPoolId: IdentityPoolId } = stage;
  const guest = (await call('cognito-identity', 'GetId', { IdentityPoolId })).IdentityId as string;
  const { Token = '' } = await call('cognito-identity', 'GetOpenIdToken', { IdentityId, Logins });
  const floor = floors(file);
  const assume = { RoleArn: roleArnOf(0), RoleSessionName: 'bench' };
  const pairs: readonly (readonly [name: string, run: () => Promise<unknown>, name: string, floor: () => unknown])[] = [
    [
      'GetId of a known login',
      () => call('cognito-identity', 'GetId', { IdentityPoolId, Logins }),
      'RSA-2048 verification',
      floor.verify,
    ],
    ['GetId of a new guest', () => call('cognito-identity', 'GetId', { IdentityPoolId }), 'a commit', floor.commit],
    [
      'GetCredentialsForIdentity',
      () => call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins }),
      'RSA-2048 verification and a commit',
      () => [floor.verify(), floor.commit()],
    ],
    [
      'GetCredentialsForIdentity of a guest',
      () => call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId: guest }),
      'a commit',
      floor.commit,
    ],
    [
      'GetOpenIdToken',
      () => call('cognito-identity', 'GetOpenIdToken', { IdentityId, Logins }),
      'RSA-2048 verification and signature',
      () => [floor.verify(), floor.sign()],
    ],
    [
      'AssumeRoleWithWebIdentity',
      () => call('sts', 'AssumeRoleWithWebIdentity', { ...assume, WebIdentityToken: Token }),
      'RSA-2048 verification and a commit',
      () => [floor.verify(), floor.commit()],
    ],
    ['AssumeRole', () => call('sts', 'AssumeRole', assume), 'a commit', floor.commit],
  ];
  const rows: Row[] = [];
  for (const [name, run, floorName, bare] of pairs) {
    const [least, own] = (await alternate(
      [
        { name: floorName, run: () => timed(bare) },
        { name, run: () => timed(run) },
      ],
      { rounds: sized(20, 4), each: sized(40, 10) },
    )) as [Measured, Measured];
    rows.push({ measured: least }, { measured: own, baseline: least });
  }
  floor.close();
  printTimes('Credentials, in process, each beside the least that it needs', rows);
}

/** RSA-2048 and a durable commit of one row of a session's size, bare. */
function floors(file: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = randomBytes(900);
  const signature = sign('sha256', text, privateKey);
  const database = new Database(file);
  for (const pragma of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL'])
    database.pragma(pragma);
  database.exec('CREATE TABLE issued (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID');
  const insert = database.prepare('INSERT INTO issued VALUES (?, ?)');
  const row = 'x'.repeat(1000);
  const write = database.transaction(() => insert.run(randomUUID(), row));
  return {
    verify: () => verify('sha256', text, publicKey, signature),
    sign: () => sign('sha512', text, privateKey),
    commit: () => void write.immediate(),
    close: () => database.close(),
  };
}
