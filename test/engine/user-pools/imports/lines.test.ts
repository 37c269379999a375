import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, type Line } from '../../../../electron/engine/user-pools/imports/lines.ts';
import { fieldsOf, importedDate, rowOf } from '../../../../shared/user-csv.ts';

/** Values of any characters but line breaks, many of them with what has a meaning. */
const value = fc.oneof(
  fc.string({ unit: fc.constantFrom(',', '\\', '"', 'a', ' ', '\t', 'é', '🎬') }),
  fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, '').toWellFormed()),
);
const row = fc.array(value, { minLength: 1, maxLength: 8 });

/** Cuts bytes at any places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1))), bytes.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

test('what was written is read back, however the file is cut', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1 }),
      fc.array(fc.nat()),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (rows, places, end, last) => {
        const text = rows.map(rowOf).join(end) + (last ? end : '');
        const lines = [...linesOf(cut(Buffer.from(text), places))];
        const expected = text.endsWith('\n') || text === '' ? text.split(end).slice(0, -1) : text.split(end);
        expect(lines.map((line) => line.text)).toEqual(expected);
        expect(lines.map((line) => fieldsOf(line.text ?? ''))).toEqual(rows.slice(0, lines.length));
        expect(lines.map((line) => line.number)).toEqual(lines.map((_, index) => index + 1));
        expect(lines.at(-1)?.end ?? 0).toBe(Buffer.byteLength(text));
      },
    ),
    { numRuns: 500 },
  );
});

test('reading goes on behind any line as if it had never stopped', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 2 }), fc.nat(), (rows, at) => {
      const bytes = Buffer.from(rows.map((fields) => `${rowOf(fields)}\n`).join(''));
      const whole = [...linesOf([bytes])];
      const stop = whole[at % whole.length] as Line;
      const rest = [...linesOf([bytes.subarray(stop.end)], { offset: stop.end, line: stop.number })];
      expect(rest).toEqual(whole.slice(stop.number));
    }),
  );
});

test.each([
  ['a,b', ['a', 'b']],
  ['a\\,b', ['a,b']],
  ['a\\\\,b', ['a\\', 'b']],
  ['a\\nb', ['a\\nb']],
  ['"a,b"', ['"a', 'b"']],
  ['a\\', ['a\\']],
  ['', ['']],
  [',', ['', '']],
])('%j reads as %j', (text, fields) => {
  expect(fieldsOf(text)).toEqual(fields);
});

test('line breaks within a value are written as spaces', () => {
  expect(rowOf(['one\r\ntwo\nthree', 'b'])).toBe('one two three,b');
});

test('a row may have 16,000 characters, whatever their bytes', () => {
  const longest = '🎬'.repeat(16_000);
  const [fits, over, behind] = linesOf([Buffer.from(`${longest}\n${longest}🎬\nnext`)]);
  expect(fits?.text === longest).toBe(true);
  expect(over).toMatchObject({ problem: 'too long', text: undefined });
  expect(behind?.text).toBe('next');
});

test('a line without an end is not held in memory', () => {
  function* endless(): Generator<Uint8Array, void> {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let index = 0; index < 64; index++) yield piece;
    yield Buffer.from('\nnext');
  }
  const before = process.memoryUsage().rss;
  const [long, next] = linesOf(endless());
  expect(long).toMatchObject({ problem: 'too long', number: 1 });
  expect(next?.text).toBe('next');
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
});

test('bytes that are not UTF-8 are a problem of their line alone', () => {
  const [good, bad, after] = linesOf([Buffer.from('é\n'), Buffer.from([0xe9, 0x0a]), Buffer.from('é')]);
  expect([good?.text, bad?.problem, after?.text]).toEqual(['é', 'not UTF-8', 'é']);
});

test('dates are written as imports have them', () => {
  expect([importedDate('2004-02-29'), importedDate('soon')]).toEqual(['02/29/2004', 'soon']);
});
