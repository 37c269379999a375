import { findNodeAtLocation, parseTree } from 'jsonc-parser';

/** Where a cursor stands in a policy that is being written: what may come there, and what it replaces. */
export type Spot = {
  /** Before a colon, or behind one. */
  readonly at: 'name' | 'value';
  /** The names from the document down; for a value its own name comes last. Positions in lists are left out. */
  readonly path: readonly string[];
  /** The text that is replaced, without its quotes. */
  readonly from: number;
  readonly to: number;
  /** Between quotes; `closed` when the second one is there. */
  readonly quoted: boolean;
  readonly closed: boolean;
  /** Where the innermost statement begins. */
  readonly statement: number | undefined;
  /** The names that the object around the cursor has already, before the cursor. */
  readonly taken: readonly string[];
};

type Frame = {
  readonly kind: 'object' | 'array';
  readonly from: number;
  /** What may come next; after a value only a comma. */
  wants: 'name' | 'colon' | 'value' | 'comma';
  key: string | undefined;
  readonly names: string[];
};

/**
 * Finds out what a position in unfinished JSON means.
 *
 * Undefined where nothing can be completed: behind a value, before a colon, outside the document.
 */
export function spotAt(text: string, position: number): Spot | undefined {
  const frames: Frame[] = [];
  let word = position;
  for (let at = 0; at < position;) {
    const char = text.charAt(at);
    const frame = frames.at(-1);
    if (char === '"') {
      const { end, closed } = endOfString(text, at);
      if (position <= end) return spot(frames, at + 1, closed ? end : position, true, closed);
      accept(frame, text.slice(at + 1, end));
      at = end + 1;
      word = position;
      continue;
    }
    const bare = /[^\s"{}[\]:,]/.test(char);
    if (bare && word === position) word = at;
    if (!bare) {
      // A word that stands alone, such as true, is a value.
      if (word !== position) accept(frame, undefined);
      word = position;
      punctuation(frames, char, at);
    }
    at += 1;
  }
  return spot(frames, word, position, false, false);
}

function endOfString(text: string, from: number): { end: number; closed: boolean } {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return { end: at, closed: true };
    if (char === '\n') return { end: at, closed: false };
    if (char === '\\') at += 1;
  }
  return { end: text.length, closed: false };
}

function punctuation(frames: Frame[], char: string, at: number): void {
  const frame = frames.at(-1);
  if (char === '{' || char === '[') {
    if (frame !== undefined) frame.wants = 'comma';
    const kind = char === '{' ? 'object' : 'array';
    frames.push({ kind, from: at, wants: kind === 'object' ? 'name' : 'value', key: undefined, names: [] });
  } else if (char === '}' || char === ']') frames.pop();
  else if (char === ':' && frame?.kind === 'object') frame.wants = 'value';
  else if (char === ',' && frame !== undefined) {
    frame.wants = frame.kind === 'object' ? 'name' : 'value';
    if (frame.kind === 'object') frame.key = undefined;
  }
}

/** A finished text: a name where one is wanted, else a value. */
function accept(frame: Frame | undefined, text: string | undefined): void {
  if (frame === undefined) return;
  if (frame.kind === 'object' && frame.wants === 'name') {
    frame.key = text;
    if (text !== undefined) frame.names.push(text);
    frame.wants = 'colon';
  } else frame.wants = 'comma';
}

function spot(frames: readonly Frame[], from: number, to: number, quoted: boolean, closed: boolean): Spot | undefined {
  const frame = frames.at(-1);
  if (frame === undefined || frame.wants === 'colon' || frame.wants === 'comma') return undefined;
  const at = frame.wants;
  const around = at === 'name' ? frames.slice(0, -1) : frames;
  const path = around.flatMap(({ key }) => key ?? []);
  const statement = frames.find(
    (one, index) => one.kind === 'object' && frames.slice(0, index).some(({ key }) => key === 'Statement'),
  );
  return { at, path, from, to, quoted, closed, statement: statement?.from, taken: frame.names };
}

/** The texts of an element of the statement that begins at an offset, as far as they are written. */
export function textsOf(text: string, statement: number, element: string): string[] {
  // Made for text that is being written: what is missing or wrong is passed over.
  const root = parseTree(text.slice(statement));
  const value = root === undefined ? undefined : findNodeAtLocation(root, [element]);
  const items = value?.type === 'array' ? (value.children ?? []) : value === undefined ? [] : [value];
  return items.flatMap((item) => (item.type === 'string' ? String(item.value) : []));
}
