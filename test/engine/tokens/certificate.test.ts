import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from '../../../electron/engine/tokens/certificate.ts';
import type { Key } from '../../../electron/engine/kernel/workspace.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const FROM = Date.UTC(2026, 10, 23, 9);

const certificateOf = (kid: string): X509Certificate =>
  new X509Certificate(Buffer.from(selfSignedCertificate({ kid, ...pair } as Key, 'us-east-1_Pool', FROM), 'base64'));

// The digests of these ids begin with a zero byte, with a negative one, and with neither.
test.each(['k114', 'k1486', 'k1527', 'k3466', 'k1', 'k2', 'k3', 'k4'])(
  'the certificate of the key %s can be read',
  (kid) => {
    const certificate = certificateOf(kid);
    expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{15}$/);
    expect(certificate.subject).toBe('CN=us-east-1_Pool');
    expect(certificate.validFromDate.getTime()).toBe(FROM);
    expect(certificate.verify(pair.publicKey)).toBe(true);
  },
);

test('it follows from its arguments, and other keys have other numbers', () => {
  expect(certificateOf('a').raw).toEqual(certificateOf('a').raw);
  expect(certificateOf('a').serialNumber).not.toBe(certificateOf('b').serialNumber);
});
