/**
 * The types of `@xmldom/xmldom` without the browser's: the package's own declarations bring all of TypeScript's DOM
 * along, and with it `window` and `document` for every file of the engine.
 *
 * These are the members that the engine reads. `electron/tsconfig.json` names this file in the package's place.
 */
interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
  readonly parentNode: Node | null;
  readonly textContent: string | null;
}

interface Element extends Node {
  readonly localName: string;
  readonly namespaceURI: string | null;
  getAttribute(name: string): string | null;
  getElementsByTagNameNS(namespace: string, localName: string): ArrayLike<Element>;
}

interface Document extends Node {
  readonly documentElement: Element;
}

declare module '@xmldom/xmldom' {
  type Listener = (message: string) => void;

  class DOMParser {
    constructor(options: { readonly errorHandler: Readonly<Record<'warning' | 'error' | 'fatalError', Listener>> });
    parseFromString(source: string, mediaType: 'text/xml'): Document;
  }
}
