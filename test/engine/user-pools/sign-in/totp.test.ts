import { describe, expect, test } from 'vitest';
import { codeAt, fromBase32, matchingStep, stepAt, toBase32 } from '../../../../electron/engine/user-pools/mfa/totp.ts';

const SECRET = Buffer.from('12345678901234567890');

describe('RFC 4226 appendix D', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
  for (const [count, code] of codes.entries())
    test(`counter ${count} gives ${code}`, () => expect(codeAt(SECRET, count)).toBe(code));
});

describe('RFC 6238 appendix B, six digits', () => {
  const rows = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const;
  for (const [seconds, code] of rows)
    test(`${seconds} s gives ${code}`, () => expect(codeAt(SECRET, stepAt(seconds * 1000))).toBe(code));
});

test('one step before and after is taken, further ones and other lengths are not', () => {
  const now = 1_700_000_000_000;
  const step = stepAt(now);
  for (const away of [-1, 0, 1]) expect(matchingStep(SECRET, codeAt(SECRET, step + away), now)).toBe(step + away);
  for (const away of [-2, 2, 100]) expect(matchingStep(SECRET, codeAt(SECRET, step + away), now)).toBeUndefined();
  for (const text of ['', '12345', '1234567', 'abcdef']) expect(matchingStep(SECRET, text, now)).toBeUndefined();
});

describe('base32 of RFC 4648 section 10', () => {
  const rows = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const;
  for (const [text, encoded] of rows)
    test(JSON.stringify(text), () => {
      expect(toBase32(Buffer.from(text))).toBe(encoded);
      expect(Buffer.from(fromBase32(encoded) ?? []).toString()).toBe(text);
    });
  test('what is none', () => expect(fromBase32('M1')).toBeUndefined());
});
