import { expect, test } from 'vitest';
import {
  claimSignature,
  finishSrp,
  passwordMatches,
  readPublicValue,
  sessionKey,
  startSrp,
  verifierOf,
} from '../../../../electron/engine/user-pools/sign-in/srp.ts';
import known from '../../../support/srp-vectors.json' with { type: 'json' };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Buffer => Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex');
const number = (text: string): bigint => BigInt(`0x${text}`);

for (const vector of known.vectors) {
  const poolId = `us-east-1_${vector.pool}`;

  test(`${vector.user}: verifier, B and key are the known ones`, () => {
    const verifier = verifierOf(poolId, vector.user, vector.password, bytes(vector.salt));
    expect(number(hex(verifier))).toBe(number(vector.v));
    const run = startSrp(readPublicValue(vector.A) as string, verifier, bytes(vector.b));
    expect(number(run.B)).toBe(number(vector.B));
    expect(hex(sessionKey(run, verifier) as Uint8Array)).toBe(vector.K);
  });
}

test('a proof made with the known key is accepted, and refused when anything in it changes', () => {
  const [vector] = known.vectors;
  if (vector === undefined) throw new Error('no vectors');
  const poolId = `us-east-1_${vector.pool}`;
  const verifier = verifierOf(poolId, vector.user, vector.password, bytes(vector.salt));
  const run = startSrp(vector.A, verifier, bytes(vector.b));
  const secretBlock = Buffer.from('a block that only the server understands');
  const timestamp = 'Tue May 7 00:09:40 UTC 2025';
  const signature = Buffer.from(claimSignature(bytes(vector.K), poolId, vector.user, secretBlock, timestamp)).toString(
    'base64',
  );
  const user = { poolId, username: vector.user, verifier };
  const proof = { secretBlock, timestamp, signature };
  expect(finishSrp(run, user, proof)).toBe(true);
  expect(finishSrp(run, user, { ...proof, timestamp: 'Tue May 7 00:09:41 UTC 2025' })).toBe(false);
  expect(finishSrp(run, user, { ...proof, secretBlock: Buffer.from('another block') })).toBe(false);
  expect(finishSrp(run, { ...user, username: 'someone-else' }, proof)).toBe(false);
  expect(finishSrp(run, { ...user, poolId: 'us-east-1_Other' }, proof)).toBe(false);
  expect(finishSrp(run, user, { ...proof, signature: '' })).toBe(false);
  expect(finishSrp(run, user, { ...proof, signature: Buffer.alloc(32).toString('base64') })).toBe(false);
});

test('a password is checked against its verifier alone', () => {
  const salt = Buffer.from('00ff00ff00ff00ff00ff00ff00ff00ff', 'hex');
  const user = { username: 'alice', salt, verifier: verifierOf('us-east-1_Pool', 'alice', 'Right-1234', salt) };
  expect(passwordMatches('us-east-1_Pool', user, 'Right-1234')).toBe(true);
  expect(passwordMatches('us-east-1_Pool', user, 'Right-1235')).toBe(false);
  expect(passwordMatches('us-east-1_Other', user, 'Right-1234')).toBe(false);
  expect(passwordMatches('us-east-1_Pool', { ...user, verifier: undefined }, 'Right-1234')).toBe(false);
});

test('values of A that would fix the key are not read', () => {
  expect(readPublicValue('0')).toBeUndefined();
  expect(readPublicValue(known.N)).toBeUndefined();
  expect(readPublicValue((number(known.N) * 2n).toString(16))).toBeUndefined();
  expect(readPublicValue('not hexadecimal')).toBeUndefined();
  expect(readPublicValue('')).toBeUndefined();
  expect(readPublicValue('f'.repeat(5000))).toBeUndefined();
  expect(readPublicValue('02')).toBe('2');
});
