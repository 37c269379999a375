import { hash as bcrypt } from 'bcryptjs';
import { argon2id } from 'hash-wasm';
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import { hashMatches, hashProblem } from '../../../../electron/engine/user-pools/imports/hashes.ts';
import { srpClient } from '../../../support/srp-client.ts';
import { importRows, startWorld, viewer, type World } from './support.ts';

type Algorithm = PasswordHashingAlgorithmType;

/** Made by others: crypt_blowfish, RFC 7914 section 12, the reference implementation of Argon2, passlib. */
const KNOWN: readonly (readonly [Algorithm, hash: string, password: string])[] = [
  ['BCRYPT', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['BCRYPT', '$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['BCRYPT', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  [
    'SCRYPT',
    `16384$8$1$${Buffer.from('SodiumChloride').toString('hex')}$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887`,
    'pleaseletmein',
  ],
  ['ARGON2ID', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', 'password'],
  [
    'PBKDF2_SHA256',
    '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44',
    'password',
  ],
];

test.each(KNOWN)('%s: a hash made elsewhere is taken, its password is right and others are wrong', async (...known) => {
  const [algorithm, hash, password] = known;
  expect(hashProblem(algorithm, hash)).toBeUndefined();
  expect(await hashMatches(algorithm, hash, password)).toBe(true);
  expect(await hashMatches(algorithm, hash, `${password} `)).toBe(false);
  expect(await hashMatches(algorithm, hash, '')).toBe(false);
});

const SALT = 'c29tZXNhbHRzb21lc2FsdA';
const DIGEST = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE';
const HEX = '00112233445566778899aabbccddeeff';
const TAIL = 'CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

const REFUSED: readonly (readonly [Algorithm, hash: string, why: RegExp])[] = [
  ['BCRYPT', `$2b$13$${TAIL}`, /exceeds the limits of BCRYPT: cost is 13, at most 12/],
  ['BCRYPT', `$2b$03$${TAIL}`, /not a valid BCRYPT hash/],
  ['BCRYPT', `$2c$05$${TAIL}`, /not a valid BCRYPT hash/],
  ['BCRYPT', `$2b$05$${TAIL.slice(1)}`, /not a valid BCRYPT hash/],
  ['BCRYPT', 'plain text', /not a valid BCRYPT hash/],
  ['SCRYPT', `131072$8$1$${HEX}$${HEX}`, /N is 131072, at most 65536/],
  ['SCRYPT', `1024$9$1$${HEX}$${HEX}`, /r is 9, at most 8/],
  ['SCRYPT', `1024$8$2$${HEX}$${HEX}`, /p is 2, at most 1/],
  ['SCRYPT', `1000$8$1$${HEX}$${HEX}`, /not a valid SCRYPT hash/],
  ['SCRYPT', `1024$0$1$${HEX}$${HEX}`, /not a valid SCRYPT hash/],
  ['SCRYPT', `1024$8$1$${HEX}$xyz`, /not a valid SCRYPT hash/],
  ['ARGON2ID', `$argon2id$v=19$m=19457,t=2,p=1$${SALT}$${DIGEST}`, /m is 19457, at most 19456/],
  ['ARGON2ID', `$argon2id$v=19$m=19456,t=3,p=1$${SALT}$${DIGEST}`, /t is 3, at most 2/],
  ['ARGON2ID', `$argon2id$v=19$m=19456,t=2,p=2$${SALT}$${DIGEST}`, /p is 2, at most 1/],
  ['ARGON2ID', `$argon2i$v=19$m=19456,t=2,p=1$${SALT}$${DIGEST}`, /not a valid ARGON2ID hash/],
  ['ARGON2ID', `$argon2id$v=16$m=19456,t=2,p=1$${SALT}$${DIGEST}`, /not a valid ARGON2ID hash/],
  ['ARGON2ID', `$argon2id$v=19$m=4,t=2,p=1$${SALT}$${DIGEST}`, /not a valid ARGON2ID hash/],
  ['PBKDF2_SHA256', `$pbkdf2-sha256$600001$${SALT}$${DIGEST}`, /iterations is 600001, at most 600000/],
  ['PBKDF2_SHA256', `$pbkdf2-sha256$0$${SALT}$${DIGEST}`, /not a valid PBKDF2_SHA256 hash/],
  ['PBKDF2_SHA256', `$pbkdf2-sha512$1000$${SALT}$${DIGEST}`, /not a valid PBKDF2_SHA256 hash/],
  ['PBKDF2_SHA256', `$pbkdf2-sha256$1000$$${DIGEST}`, /not a valid PBKDF2_SHA256 hash/],
];

test.each(REFUSED)('%s refuses %s', (algorithm, hash, why) => {
  expect(hashProblem(algorithm, hash)).toMatch(why);
});

let world: World;
afterEach(() => world?.stop());

const PASSWORD = 'weak';
const salt = Buffer.from('somesaltsomesalt');
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');

/** Cheap hashes of PASSWORD, and one at each limit. */
const MADE: Readonly<Record<Algorithm, () => Promise<readonly string[]>>> = {
  BCRYPT: async () => [await bcrypt(PASSWORD, 4), await bcrypt(PASSWORD, 12)],
  SCRYPT: async () =>
    [1024, 65_536].map((N) => {
      const derived = scryptSync(PASSWORD, salt, 64, { N, r: 8, p: 1, maxmem: 128 * 1024 * 1024 });
      return `${N}$8$1$${salt.toString('hex')}$${derived.toString('hex')}`;
    }),
  ARGON2ID: () =>
    Promise.all(
      [64, 19_456].map((memorySize) =>
        argon2id({
          password: PASSWORD,
          salt,
          memorySize,
          iterations: 2,
          parallelism: 1,
          hashLength: 32,
          outputType: 'encoded',
        }),
      ),
    ),
  PBKDF2_SHA256: async () =>
    [1000, 600_000].map(
      (rounds) => `$pbkdf2-sha256$${rounds}$${b64(salt)}$${b64(pbkdf2Sync(PASSWORD, salt, rounds, 32, 'sha256'))}`,
    ),
};

const signIn = (USERNAME: string, password: string) =>
  world.engine.call('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: password },
  });

async function signInBySrp(USERNAME: string): Promise<boolean> {
  const srp = srpClient();
  const { ChallengeName, ChallengeParameters = {} } = await world.call('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME, SRP_A: srp.SRP_A },
  });
  expect(ChallengeName).toBe('PASSWORD_VERIFIER');
  const reply = await world.engine.call('cognito-idp', 'RespondToAuthChallenge', {
    ClientId: world.clientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: srp.answer(ChallengeParameters, world.poolId, PASSWORD),
  });
  if (!reply.ok)
    expect(reply.fault).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  return reply.ok;
}

test.each(Object.keys(MADE) as Algorithm[])(
  '%s: SRP works only after the first sign-in with the password itself',
  async (algorithm) => {
    world = await startWorld();
    const hashes = await MADE[algorithm]();
    const rows = hashes.map((hash, index) => viewer(`viewer-${index}`, { password_hash: hash }));
    const done = await importRows(
      world,
      [...rows, viewer('unhashed'), viewer('bad', { password_hash: 'x' })],
      algorithm,
    );
    expect(done).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3, FailedUsers: 1 });
    expect(done.PasswordHashingAlgorithm).toBe(algorithm);
    expect(done.log.at(-1)).toMatch(/^\[FAILED\] Line Number 5 - The password hash is not a valid/);
    const status = async (Username: string) =>
      (await world.call('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username })).UserStatus;
    expect(await status('viewer-0')).toBe('CONFIRMED');
    expect(await status('unhashed')).toBe('RESET_REQUIRED');
    expect(await signInBySrp('viewer-0')).toBe(false);
    const wrong = await signIn('viewer-0', 'Wrong-1-Password');
    expect(wrong).toMatchObject({
      ok: false,
      fault: { code: 'NotAuthorizedException', message: 'Incorrect username or password.' },
    });
    for (const [index] of hashes.entries()) {
      const reply = await signIn(`viewer-${index}`, PASSWORD);
      expect(reply).toMatchObject({ ok: true, output: { AuthenticationResult: { TokenType: 'Bearer' } } });
    }
    expect(await signInBySrp('viewer-0')).toBe(true);
    expect((await signIn('viewer-0', PASSWORD)).ok).toBe(true);
    const { store } = world.engine.workspace;
    expect(store.users.byKey(world.poolId, 'viewer-0')?.extras['importedHash']).toBeUndefined();
  },
  60_000,
);

/** One user with a cheap hash. */
async function hashed(): Promise<void> {
  world = await startWorld();
  const [hash = ''] = await MADE.SCRYPT();
  await importRows(world, [viewer('ann', { password_hash: hash })], 'SCRYPT');
}

test('wrong passwords against a hash lock the user out as any others do', async () => {
  await hashed();
  for (let count = 0; count < 5; count++) await signIn('ann', 'Wrong-1-Password');
  expect(await signIn('ann', PASSWORD)).toMatchObject({
    ok: false,
    fault: { message: 'Password attempts exceeded' },
  });
});

test('a password set by an administrator takes the place of the hash', async () => {
  await hashed();
  const user = { UserPoolId: world.poolId, Username: 'ann' };
  await world.call('cognito-idp', 'AdminSetUserPassword', { ...user, Password: 'Other-2-Show', Permanent: true });
  expect((await signIn('ann', PASSWORD)).ok).toBe(false);
  expect((await signIn('ann', 'Other-2-Show')).ok).toBe(true);
});

test('a reset makes the hash worthless', async () => {
  await hashed();
  await world.call('cognito-idp', 'AdminResetUserPassword', { UserPoolId: world.poolId, Username: 'ann' });
  expect((await signIn('ann', PASSWORD)).ok).toBe(false);
});

test('a disabled user is told so only with the right password', async () => {
  await hashed();
  await world.call('cognito-idp', 'AdminDisableUser', { UserPoolId: world.poolId, Username: 'ann' });
  expect(await signIn('ann', PASSWORD)).toMatchObject({ ok: false, fault: { message: 'User is disabled.' } });
  expect(await signIn('ann', 'wrong')).toMatchObject({
    ok: false,
    fault: { message: 'Incorrect username or password.' },
  });
});

test('choice-based sign-in offers the password but not SRP, until the hash is replaced', async () => {
  await hashed();
  const choose = async () =>
    (
      await world.call('cognito-idp', 'InitiateAuth', {
        ClientId: world.clientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'ann' },
      })
    ).AvailableChallenges;
  expect(await choose()).toEqual(['PASSWORD']);
  const reply = await world.call('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: 'ann', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
  });
  expect(reply.AuthenticationResult?.AccessToken).toBeDefined();
  expect(await choose()).toEqual(['PASSWORD_SRP', 'PASSWORD']);
});

test('hashes show nowhere: neither in the log, nor with the user, nor in traces', async () => {
  const [hash = ''] = await MADE.SCRYPT();
  await hashed();
  await signIn('ann', PASSWORD);
  const user = await world.call('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username: 'ann' });
  const traces = await world.call('poolkeeper', 'ListTraces', { Limit: 100 });
  expect(JSON.stringify([user, traces])).not.toContain(hash);
});
