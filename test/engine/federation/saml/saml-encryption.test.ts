import { beforeAll, expect, test } from 'vitest';
import type { SamlEncryption } from '../../../../electron/engine/federation/saml/assertion.ts';
import { samlResponse } from '../../../support/saml.ts';
import { encrypt, type Encrypting } from '../../../support/saml-attacks.ts';
import { assertion, assertionIn, evil, foreign, good, judged, own, signed, takeKeys, whole } from './saml-stage.ts';

beforeAll(takeKeys);

const opening: SamlEncryption = { privateKeys: [foreign], required: false };
const sealed = (how?: Encrypting, plain = assertionIn(good())): string => samlResponse(encrypt(plain, foreign, how));

test.each<[string, () => string]>([
  ['AES-256-GCM', () => sealed()],
  ['AES-128-GCM', () => sealed({ cipher: 'aes-128-gcm' })],
  ['AES-256-CBC', () => sealed({ cipher: 'aes-256-cbc' })],
  ['AES-128-CBC', () => sealed({ cipher: 'aes-128-cbc' })],
  ['RSA-OAEP with SHA-256', () => sealed({ wrap: 'http://www.w3.org/2009/xmlenc11#rsa-oaep', digest: 'sha256' })],
  ['signed around what is encrypted', () => whole(sealed({}, assertion()))],
])('an encrypted assertion is opened: %s', (_name, made) => {
  expect(judged(made(), opening)).toMatchObject({ subject: 'ada' });
  // The second of two keys opens it too.
  expect(judged(made(), { privateKeys: [own, foreign], required: true })).toMatchObject({ subject: 'ada' });
});

test.each<[string, () => string, SamlEncryption, string, RegExp]>([
  [
    'no private key',
    () => sealed(),
    { privateKeys: [], required: false },
    'malformed',
    /no private key \(AddPrivateKey\)/,
  ],
  [
    'another private key',
    () => sealed(),
    { privateKeys: [own], required: false },
    'malformed',
    /cannot be opened with the private key/,
  ],
  [
    'RSA of PKCS #1 v1.5',
    () => sealed({ wrap: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' }),
    opening,
    'malformed',
    /RSA-OAEP is taken/,
  ],
  [
    'triple DES',
    () =>
      sealed().replace('http://www.w3.org/2009/xmlenc11#aes256-gcm', 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc'),
    opening,
    'malformed',
    /AES-GCM and AES-CBC/,
  ],
  [
    'changed bytes',
    () => sealed().replace(/(<\/KeyInfo><CipherData><CipherValue>.{40})..../, '$1AAAA'),
    opening,
    'malformed',
    /cannot be opened/,
  ],
  ['encrypted and signed by nobody', () => sealed({}, assertion()), opening, 'signature', /is signed/],
  [
    'encrypted, signed by somebody else',
    () => sealed({}, assertionIn(signed(samlResponse(assertion()), {}, own))),
    opening,
    'signature',
    /cannot be verified/,
  ],
  [
    'encrypted, a plain one beside it',
    () => sealed().replace('</Status>', `</Status>${evil()}`),
    opening,
    'malformed',
    /2 assertions/,
  ],
  ['something else encrypted', () => sealed({}, '<Other/>'), opening, 'malformed', /no assertion/],
  [
    'an entity inside',
    () => sealed({}, `<!DOCTYPE x>${assertionIn(good())}`),
    opening,
    'malformed',
    /cannot be opened/,
  ],
  [
    'in the clear, where encryption is required',
    good,
    { ...opening, required: true },
    'malformed',
    /AssertionEncryptionMode/,
  ],
])('an encrypted assertion is refused: %s', (_name, made, encryption, why, reason) => {
  expect(judged(made(), encryption)).toEqual({ why, reason: expect.stringMatching(reason) });
});
