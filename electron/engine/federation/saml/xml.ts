import { isElement, NotXml, parseXml } from '../../kernel/xml.ts';

export const NS = {
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** What is wrong with a SAML document, in words. */
export class SamlError extends Error {}

/** Reads an XML document of SAML. Throws a `SamlError` for what is none. */
export function readXml(text: string): Element {
  try {
    return parseXml(text);
  } catch (error) {
    throw error instanceof NotXml ? new SamlError(error.message) : error;
  }
}

/** The child elements of a name. */
export function children(of: Element, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (let node = of.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node) && node.namespaceURI === namespace && node.localName === name) found.push(node);
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
