import { expect, test } from 'vitest';
import { Sha256 } from '../../../electron/engine/kernel/sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('hashes as FIPS 180 says, piece by piece and anew', async () => {
  const hash = new Sha256();
  hash.update('a');
  hash.update(new Uint8Array([0x62, 0x63]).buffer);
  expect(hex(await hash.digest())).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  hash.reset();
  expect(hex(await hash.digest())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('authenticates by a secret, as RFC 4231 case 2 says; reset keeps the secret', async () => {
  const hash = new Sha256('Jefe');
  hash.update('other');
  hash.reset();
  hash.update(new DataView(new TextEncoder().encode('what do ya want for nothing?').buffer));
  expect(hex(await hash.digest())).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});
