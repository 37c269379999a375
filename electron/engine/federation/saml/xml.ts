import { DOMParser } from '@xmldom/xmldom';

export const NS = {
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** What is wrong with a SAML document, in words. */
export class SamlError extends Error {}

/** Elements nest no deeper in any SAML document. */
const DEPTH = 60;

/**
 * Reads an XML document of SAML. Throws a `SamlError` for what is none.
 *
 * A document type declaration is refused before anything is parsed: entities could make the parser read
 * files or grow without end.
 */
export function readXml(text: string): Element {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new SamlError('The document has a document type declaration.');
  if (text.includes('\u0000')) throw new SamlError('The document is not text.');
  const complain = (message: string): never => {
    throw new SamlError(`The document is not well-formed: ${message.replace(/\s+/g, ' ').slice(0, 200)}`);
  };
  if (depthOf(text) > DEPTH) throw new SamlError(`The document nests deeper than ${DEPTH} elements.`);
  const parser = new DOMParser({ errorHandler: { warning: complain, error: complain, fatalError: complain } });
  const root = parser.parseFromString(text, 'text/xml').documentElement as Element | null;
  if (root === null) throw new SamlError('The document has no element.');
  return root;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, close, rest = ''] of text.matchAll(/<(\/?)[A-Za-z_]((?:"[^"]*"|'[^']*'|[^'">])*)>/g)) {
    if (close === '/') depth -= 1;
    else if (!rest.endsWith('/')) deepest = Math.max(deepest, (depth += 1));
  }
  return deepest;
}

/** The child elements of a name. */
export function children(of: Element, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (let node = of.firstChild; node !== null; node = node.nextSibling)
    if (node.nodeType === 1 && (node as Element).namespaceURI === namespace && (node as Element).localName === name)
      found.push(node as Element);
  return found;
}

/** The only child of a name, or nothing. */
export const child = (of: Element | undefined, namespace: string, name: string): Element | undefined =>
  of === undefined ? undefined : children(of, namespace, name)[0];

/**
 * The text of an element whole: a comment within does not cut it short, as that has let people sign in as
 * others.
 */
export const textOf = (element: Element | undefined): string => (element?.textContent ?? '').trim();

/** An attribute, or nothing if it is absent or empty. */
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.getAttribute(name) || undefined;
