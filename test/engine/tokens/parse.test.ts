import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanJson } from '../../../electron/engine/tokens/json-scan.ts';
import { decodeBase64url, readStrictly, readToken } from '../../../electron/engine/tokens/parse.ts';

const doubledKeys = (json: string): readonly string[] => scanJson(json).doubled;
const encode = (text: string): string => Buffer.from(text).toString('base64url');
const HEADER = encode('{"kid":"k","alg":"RS256"}');

test('reads a token as it stands', () => {
  const token = `${HEADER}.${encode('{"sub":"äöü 日本"}')}.${encode('signature')}`;
  const read = readStrictly(token);
  expect(read).toMatchObject({ header: { alg: 'RS256' }, payload: { sub: 'äöü 日本' } });
});

const faults: readonly (readonly [string, string, number, RegExp])[] = [
  ['two parts', `${HEADER}.${encode('{}')}`, HEADER.length + 1 + 3, /three parts/],
  ['four parts', `${HEADER}.${encode('{}')}.AA.AA`, HEADER.length + 1 + 3 + 1 + 2, /three parts/],
  ['padding', `${HEADER}=.${encode('{}')}.AA`, HEADER.length, /padding/],
  ['a space', `${HEADER}. ${encode('{}')}.AA`, HEADER.length + 1, /white space/],
  ['a character of plain base64', `${HEADER}.${encode('{}')}.A+`, HEADER.length + 1 + 3 + 1 + 1, /"\+"/],
  ['stray bits at the end', `${HEADER}.${encode('{}')}.AB`, HEADER.length + 1 + 3 + 1 + 1, /bits/],
  ['an impossible length', `${HEADER}.${encode('{}')}.AAAAA`, HEADER.length + 1 + 3 + 1 + 4, /length/],
  ['no JSON', `${HEADER}.${encode('{"a":}')}.AA`, HEADER.length + 1 + Math.floor((5 * 4) / 3), /not JSON/],
  ['a list', `${HEADER}.${encode('[1]')}.AA`, HEADER.length + 1, /not a JSON object/],
  ['no UTF-8', `${HEADER}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.AA`, HEADER.length + 1, /UTF-8/],
];
for (const [what, token, at, why] of faults)
  test(`says where it stops: ${what}`, () => {
    const [stop] = readToken(token).stops;
    expect(stop?.why).toMatch(why);
    expect(stop?.at).toBe(at);
    expect(readStrictly(token)).toHaveProperty('why');
  });

test('finds keys that stand twice, nested, escaped and spaced, and no others', () => {
  expect(doubledKeys('{"a":1,"a":2}')).toEqual(['a']);
  expect(doubledKeys(String.raw`{"a":1,"\u0061":2}`)).toEqual(['a']);
  expect(doubledKeys('{"x":{"a":1,"a":2}}')).toEqual(['a']);
  expect(doubledKeys(`{"a"${' '.repeat(200)}:1,"a":2}`)).toEqual(['a']);
  expect(doubledKeys('{"a":{"a":1},"b":["a","a",{"a":1}],"c":"a"}')).toEqual([]);
  expect(doubledKeys(String.raw`{"a":"\"a\":1,","b":"{\"a\":"}`)).toEqual([]);
});

test('never throws, whatever it is given', () => {
  const part = fc.oneof(
    fc.base64String().map((text) => text.replace(/[+/=]/g, '_')),
    fc.json().map(encode),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const { stops } = readToken(text);
        for (const { at } of stops) expect(at).toBeGreaterThanOrEqual(0);
        readStrictly(text);
      },
    ),
    { numRuns: 3000 },
  );
});

test('accepts base64url in exactly one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ minLength: 1, maxLength: 3 }), (bytes, extra) => {
      const text = Buffer.from(bytes).toString('base64url');
      expect(decodeBase64url(text)).not.toHaveProperty('why');
      const other = decodeBase64url(text + extra);
      if (!('why' in other)) expect(Buffer.from(other.bytes).toString('base64url')).toBe(text + extra);
    }),
    { numRuns: 1000 },
  );
});

test('tells doubled keys as a second reading does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue()), { maxLength: 6 }), (members) => {
      const json = `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
      const own = members.map(([key]) => key).filter((key, index, keys) => keys.indexOf(key) !== index);
      expect(doubledKeys(json)).toEqual(own);
    }),
    { numRuns: 1000 },
  );
});

test('knows valid JSON from invalid as JSON.parse does, and where it ends', () => {
  const valid = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const edited = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '{', ':', '0', '\\', '\u0001', '-', '.'))
    .map(([json, at, what]) => {
      const index = at % (json.length + 1);
      return json.slice(0, index) + what + json.slice(index + (at % 2));
    });
  fc.assert(
    fc.property(fc.oneof(edited, fc.json(), fc.string()), (text) => {
      const { stoppedAt } = scanJson(text);
      expect(stoppedAt === undefined).toBe(valid(text));
      expect(stoppedAt ?? 0).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 5000 },
  );
  expect(['{"a":}', '{"a":1,}', '[1 2]', '{} x', '', '01', '[[['].map((text) => scanJson(text).stoppedAt)).toEqual([
    5, 7, 3, 3, 0, 1, 3,
  ]);
});
