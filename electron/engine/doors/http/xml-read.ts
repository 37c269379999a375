/** An element as it was read: its name without prefix, its elements, and its text where it has none. */
export type XmlElement = { readonly name: string; readonly children: readonly XmlElement[]; readonly text: string };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Deeper than any form of AWS's. */
const MAX_DEPTH = 16;

/**
 * Reads a small XML document: elements and text, which is all that AWS's forms are made of. Attributes are passed
 * over. Nothing for what is not well-formed, and for document types, which no form has.
 */
export function readXml(source: string): XmlElement | undefined {
  const marks = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
  const text = source.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, '').replace(/<!--(?:(?!--)[^])*-->/g, '');
  type Open = { name: string; children: XmlElement[]; text: string };
  const top: Open = { name: '', children: [], text: '' };
  const open: Open[] = [top];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const piece = decoded(text.slice(at, next < 0 ? undefined : next));
    const inner = open.at(-1) as Open;
    if (piece === undefined || (inner === top && piece.trim() !== '')) return undefined;
    inner.text += piece;
    if (next < 0) break;
    marks.lastIndex = next;
    const mark = marks.exec(text);
    if (mark === null) return undefined;
    at = marks.lastIndex;
    const [, closing, name = '', , empty] = mark;
    if (closing === '/') {
      if (open.length < 2 || inner.name !== name) return undefined;
      open.pop();
      (open.at(-1) as Open).children.push(closed(inner));
    } else if (empty === '/') inner.children.push(closed({ name, children: [], text: '' }));
    else if (open.length > MAX_DEPTH) return undefined;
    else open.push({ name, children: [], text: '' });
  }
  return open.length === 1 && top.children.length === 1 ? top.children[0] : undefined;
}

const closed = ({ name, children, text }: XmlElement): XmlElement => ({
  name: name.replace(/^.*:/, ''),
  children,
  text: children.length > 0 ? '' : text,
});

function decoded(text: string): string | undefined {
  let sound = true;
  const plain = text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);|&/g, (_whole, name: string | undefined) => {
    if (name?.startsWith('#') === true) {
      const code = Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1));
      if (code <= 0x10_ffff) return String.fromCodePoint(code);
    }
    const character = ENTITIES[name ?? ''];
    sound &&= character !== undefined;
    return character ?? '';
  });
  return sound ? plain : undefined;
}

/** The text of a child element, if there is one. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;
