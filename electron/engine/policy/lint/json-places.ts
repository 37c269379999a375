/**
 * JSON that remembers where each value stands.
 *
 * As strict as `JSON.parse`, which says what a document holds; this says where, by the paths that the policy parser
 * uses: `Statement[0].Condition.StringEquals.aws:PrincipalTag/tier[1]`.
 */

export type Span = { readonly from: number; readonly to: number };

/** A value and where it stands, in UTF-16 units from 0; `to` is behind its last character. */
export type Place = Span & {
  readonly kind: 'object' | 'array' | 'scalar';
  /** The name before it, with its quotes, where it is a member. */
  readonly key?: Span;
  readonly members: ReadonlyMap<string, Place>;
  readonly items: readonly Place[];
};

export type JsonPlaces = {
  /** Absent where the text is not JSON. */
  readonly root?: Place;
  /** Names that were given before in the same object. */
  readonly repeated: readonly { readonly path: string; readonly key: Span }[];
  /** The first thing that is not JSON. */
  readonly problem?: { readonly offset: number; readonly reason: string };
};

/** Deeper than any policy; keeps a hostile document from exhausting the stack. */
const MAX_DEPTH = 64;

class NotJson extends Error {
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

/** Reads a text as JSON and notes the place of every value; stops at the first thing that is not JSON. */
export function jsonPlaces(text: string): JsonPlaces {
  const reader = new Reader(text);
  try {
    return { root: reader.document(), repeated: reader.repeated };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { repeated: reader.repeated, problem: { offset: error.offset, reason: error.message } };
  }
}

/**
 * The place that a path means, or the nearest one around it; `exact` says which.
 *
 * A list of one may be written without brackets: `[0]` of a value that is no list is the value. Names may hold dots
 * and brackets: the longest that fits is meant.
 */
export function placeOf(root: Place, path: string): { readonly place: Place; readonly exact: boolean } {
  let place = root;
  for (let rest = path; rest !== '';) {
    const index = /^\[(\d+)\]/.exec(rest);
    if (index !== null) {
      const item = place.kind === 'array' ? place.items[Number(index[1])] : index[1] === '0' ? place : undefined;
      if (item === undefined) return { place, exact: false };
      place = item;
      rest = rest.slice(index[0].length);
      continue;
    }
    const names = rest.startsWith('.') ? rest.slice(1) : rest;
    const name = [...place.members.keys()]
      .filter((one) => names.startsWith(one) && /^$|^[.[]/.test(names.slice(one.length)))
      .toSorted((a, b) => b.length - a.length)[0];
    const member = name === undefined ? undefined : place.members.get(name);
    if (name === undefined || member === undefined) return { place, exact: false };
    place = member;
    rest = names.slice(name.length);
  }
  return { place, exact: true };
}

/** Line and column from 1 of an offset. Give it offsets in ascending order: it goes on where it was. */
export function lineCounter(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let start = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', start); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
      line += 1;
      start = next + 1;
    }
    return { line, column: offset - start + 1 };
  };
}

const NO_MEMBERS: ReadonlyMap<string, Place> = new Map();

class Reader {
  readonly repeated: { path: string; key: Span }[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Place {
    const root = this.#value('', 0);
    this.#space();
    if (this.#at < this.#text.length) throw new NotJson(this.#at, 'The document ended before this.');
    return root;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #fail(reason: string): never {
    throw new NotJson(this.#at, this.#at >= this.#text.length ? `The document ends too early. ${reason}` : reason);
  }

  #value(path: string, depth: number, key?: Span): Place {
    this.#space();
    const from = this.#at;
    if (depth > MAX_DEPTH) this.#fail(`Nested more than ${MAX_DEPTH} levels deep.`);
    const named = key === undefined ? {} : { key };
    switch (this.#text.charAt(from)) {
      case '{': {
        const members = this.#object(path, depth);
        return { from, to: this.#at, kind: 'object', members, items: [], ...named };
      }
      case '[': {
        const items = this.#array(path, depth);
        return { from, to: this.#at, kind: 'array', members: NO_MEMBERS, items, ...named };
      }
      case '"':
        this.#string();
        break;
      default:
        this.#word();
    }
    return { from, to: this.#at, kind: 'scalar', members: NO_MEMBERS, items: [], ...named };
  }

  #object(path: string, depth: number): Map<string, Place> {
    const members = new Map<string, Place>();
    this.#at += 1;
    this.#space();
    if (this.#take('}')) return members;
    do {
      this.#space();
      const from = this.#at;
      if (this.#text.charAt(from) !== '"') this.#fail('A name in double quotes is wanted here.');
      const name = this.#string();
      const key = { from, to: this.#at };
      const inner = path === '' ? name : `${path}.${name}`;
      if (members.has(name)) this.repeated.push({ path: inner, key });
      this.#space();
      if (!this.#take(':')) this.#fail('A colon is wanted between a name and its value.');
      members.set(name, this.#value(inner, depth + 1, key));
      this.#space();
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail('A comma or } is wanted here.');
    return members;
  }

  #array(path: string, depth: number): Place[] {
    const items: Place[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take(']')) return items;
    do {
      items.push(this.#value(`${path}[${items.length}]`, depth + 1));
      this.#space();
    } while (this.#take(','));
    if (!this.#take(']')) this.#fail('A comma or ] is wanted here.');
    return items;
  }

  #string(): string {
    const found = /"(?:[^"\\]|\\.)*"/y;
    found.lastIndex = this.#at;
    const literal = found.exec(this.#text)?.[0] ?? '';
    try {
      const text = JSON.parse(literal) as string;
      this.#at += literal.length;
      return text;
    } catch {
      throw new NotJson(this.#at, 'This text in quotes does not end, or holds what JSON forbids.');
    }
  }

  #word(): void {
    const found = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
    found.lastIndex = this.#at;
    const literal = found.exec(this.#text)?.[0];
    if (literal === undefined) this.#fail('A value is wanted here: a text in double quotes, a list, an object.');
    this.#at += literal.length;
  }

  #take(char: string): boolean {
    if (this.#text.charAt(this.#at) !== char) return false;
    this.#at += 1;
    return true;
  }
}
