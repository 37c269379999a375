import { MAX_ROW_CHARACTERS } from '../../../../shared/user-csv.ts';

/** One line of a file. */
export type Line = {
  /** Counts from 1. */
  readonly number: number;
  /** Byte offset behind the line and its end. */
  readonly end: number;
  /** Without its end; undefined for a line that cannot be read. */
  readonly text: string | undefined;
  readonly problem?: 'too long' | 'not UTF-8';
};

/** UTF-8 takes at most four bytes for a character. */
const MAX_ROW_BYTES = MAX_ROW_CHARACTERS * 4;
const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The lines of a file that comes in pieces of any size.
 *
 * Holds one line at a time and never more of it than a row may be long, so that memory stays small whatever
 * the file holds. A line ends with LF or CR LF; the last one may end with the file. A byte order mark stays
 * part of the text.
 *
 * @param from where the first piece begins: bytes before it and lines before it
 */
export function* linesOf(
  pieces: Iterable<Uint8Array>,
  from: { readonly offset: number; readonly line: number } = { offset: 0, line: 0 },
): Generator<Line, void> {
  let { offset, line } = from;
  let held: Uint8Array[] = [];
  let length = 0;
  const take = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= MAX_ROW_BYTES + 2) held.push(bytes);
    else held = [];
  };
  const finish = (): Line => {
    line++;
    const read = textOf(held, length);
    held = [];
    length = 0;
    return { number: line, end: offset, ...read };
  };
  for (const piece of pieces) {
    let start = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, start)) {
      take(piece.subarray(start, at));
      offset += at + 1 - start;
      start = at + 1;
      yield finish();
    }
    take(piece.subarray(start));
    offset += piece.length - start;
  }
  if (length > 0) yield finish();
}

function textOf(pieces: readonly Uint8Array[], length: number): Pick<Line, 'text' | 'problem'> {
  if (length > MAX_ROW_BYTES + 2) return { text: undefined, problem: 'too long' };
  try {
    const text = decoder.decode(Buffer.concat(pieces, length)).replace(/\r$/, '');
    return Array.from(text).length > MAX_ROW_CHARACTERS ? { text: undefined, problem: 'too long' } : { text };
  } catch {
    return { text: undefined, problem: 'not UTF-8' };
  }
}
