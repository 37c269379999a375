import { DOMParser } from '@xmldom/xmldom';

/** A text inside an element or an attribute, escaped; characters that XML 1.0 has no form for are dropped. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"'\r]/g, (character) => ESCAPES[character] as string);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** An element with its content, which is XML already. */
export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A text is no XML document that is taken, and why, in words. */
export class NotXml extends Error {}

/** Characters of the largest document that is read. */
const MAX_XML_LENGTH = 4 * 1024 * 1024;
/** Elements nest no deeper in any document of AWS's or of SAML. */
const MAX_XML_DEPTH = 60;
/** Above what any document needs; each bounds something of which the parser's time is not linear. */
const MAX_ATTRIBUTES = 64;
const MAX_NAMES = 256;
const MAX_SPACES = 1000;
const MAX_INSTRUCTION_LENGTH = 1000;

/**
 * Reads an XML document and gives its root element.
 *
 * A document type declaration is refused before anything is parsed: entities could make a parser read files or grow
 * without end. So are documents that are built to cost time: see the limits above; what passes them is read in time
 * that grows with its length alone.
 *
 * @throws NotXml for what is none, in words
 */
export function parseXml(source: string): Element {
  const text = source.replace(/^\uFEFF/, '');
  if (text.length > MAX_XML_LENGTH) throw new NotXml(`The document is longer than ${MAX_XML_LENGTH} characters.`);
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new NotXml('The document has a document type declaration.');
  if (text.includes('\u0000')) throw new NotXml('The document is not text.');
  checkMarks(text);
  const parser = new DOMParser({ errorHandler: { warning: malformed, error: malformed, fatalError: malformed } });
  const root = parser.parseFromString(text, 'text/xml').documentElement as Element | null;
  return root ?? malformed('it has no element');
}

function malformed(reason: string): never {
  throw new NotXml(`The document is not well-formed: ${reason.replace(/\s+/g, ' ').slice(0, 200)}`);
}

/** What is neither an element's start nor its end, and how long it may be. */
const ASIDES = [
  { opens: '<!--', closes: '-->', most: MAX_XML_LENGTH },
  { opens: '<![CDATA[', closes: ']]>', most: MAX_XML_LENGTH },
  { opens: '<?', closes: '?>', most: MAX_INSTRUCTION_LENGTH },
] as const;

/** Goes over the marks of a document once: that elements are closed in order, one root, and the limits. */
function checkMarks(text: string): void {
  const open: string[] = [];
  const names = new Set<string>();
  let roots = 0;
  let after = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', after)) {
    if (open.length === 0 && text.slice(after, at).trim() !== '') malformed('text stands outside of the root element');
    if (/&(?!#?\w+;)/.test(text.slice(after, at))) malformed('& stands alone');
    const aside = ASIDES.find(({ opens }) => text.startsWith(opens, at));
    if (aside !== undefined) {
      after = endOf(text, aside.closes, at + aside.opens.length);
      if (after - at > aside.most) malformed('a processing instruction is too long');
      if (open.length === 0 && aside.opens === '<![CDATA[') malformed('text stands outside of the root element');
      continue;
    }
    after = endOfTag(text, at);
    const tag = text.slice(at, after);
    const name = /^<\/?([^\s<>/"'=&]+)/.exec(tag)?.[1] ?? malformed(`${tag.slice(0, 20)} is no element`);
    names.add(name);
    if (names.size > MAX_NAMES) malformed('it has too many different names');
    if (tag.startsWith('</')) {
      if (open.pop() !== name) malformed(`</${name}> closes nothing`);
    } else {
      roots += open.length === 0 ? 1 : 0;
      if (!tag.endsWith('/>')) open.push(name);
    }
    if (open.length > MAX_XML_DEPTH) throw new NotXml(`The document nests deeper than ${MAX_XML_DEPTH} elements.`);
  }
  if (text.slice(after).trim() !== '') malformed('text stands outside of the root element');
  if (open.length > 0) malformed(`<${open.at(-1)}> is not closed`);
  if (roots !== 1) malformed(roots === 0 ? 'it has no element' : 'it has several root elements');
}

function endOf(text: string, closing: string, from: number): number {
  const end = text.indexOf(closing, from);
  return end < 0 ? malformed(`${closing} is missing`) : end + closing.length;
}

/** Where the tag that begins at an offset ends; its attributes stand in quotes, which may hold `>`. */
function endOfTag(text: string, from: number): number {
  let attributes = 0;
  let spaces = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '>') return at + 1;
    if (char === '<') break;
    if (char === '"' || char === "'") {
      attributes += 1;
      if (attributes > MAX_ATTRIBUTES) malformed('an element has too many attributes');
      at = endOf(text, char, at + 1) - 1;
    } else if (/\s/.test(char)) {
      spaces += 1;
      if (spaces > MAX_SPACES) malformed('a tag has too much white space');
    }
  }
  return malformed(`${text.slice(from, from + 20)} is not closed`);
}

/** An element of AWS's forms: its name without prefix, its elements, and its text where it has none. */
export type XmlElement = { readonly name: string; readonly children: readonly XmlElement[]; readonly text: string };

/**
 * Reads a form of AWS's: elements and text. Attributes are passed over.
 *
 * @throws NotXml for what is no XML document
 */
export const readForm = (source: string): XmlElement => formOf(parseXml(source));

function formOf(element: Element): XmlElement {
  const children: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node)) children.push(formOf(node));
  return { name: element.localName, children, text: children.length > 0 ? '' : (element.textContent ?? '') };
}

/** True for an element among the nodes of a document: text and comments are others. */
export const isElement = (node: Node): node is Element => node.nodeType === 1;

/** The text of a child element, if there is one. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;
