import { badRequest } from '../exchange.ts';
import { childText, NotXml, readForm, type XmlElement } from '../../../kernel/xml.ts';

type Fields = Readonly<Record<string, unknown>>;

const malformed = (): never => {
  throw badRequest(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
};

function root(text: string, name: string): XmlElement {
  const element = form(text);
  return element.name === name ? element : malformed();
}

function form(text: string): XmlElement {
  try {
    return readForm(text);
  } catch (error) {
    if (error instanceof NotXml) return malformed();
    throw error;
  }
}

const CHECKSUMS = ['ChecksumCRC32', 'ChecksumCRC32C', 'ChecksumCRC64NVME', 'ChecksumSHA1', 'ChecksumSHA256'];

/** The members of these names that an element has, as text. */
const texts = (element: XmlElement, names: readonly string[]): Fields =>
  Object.fromEntries(
    names.flatMap((name) => {
      const text = childText(element, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );

const need = (element: XmlElement, name: string): string => childText(element, name) ?? malformed();

/** `CreateBucketConfiguration`: where the bucket is to be. An empty body says nothing. */
export function locationIn(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  return childText(root(text, 'CreateBucketConfiguration'), 'LocationConstraint')?.trim();
}

/** `Delete`: the keys to remove. */
export function deleteIn(text: string): Fields {
  const element = root(text, 'Delete');
  return {
    Objects: element.children
      .filter(({ name }) => name === 'Object')
      .map((object) => ({ Key: need(object, 'Key'), ...texts(object, ['ETag']) })),
    Quiet: childText(element, 'Quiet') === 'true',
  };
}

/** `CompleteMultipartUpload`: the parts that make the object. */
export function completionIn(text: string): Fields {
  return {
    Parts: root(text, 'CompleteMultipartUpload')
      .children.filter(({ name }) => name === 'Part')
      .map((part) => ({ PartNumber: partNumber(need(part, 'PartNumber')), ...texts(part, ['ETag', ...CHECKSUMS]) })),
  };
}

/** `CORSConfiguration`: rules for web pages. */
export function corsIn(text: string): Fields {
  const lists = {
    AllowedOrigin: 'AllowedOrigins',
    AllowedMethod: 'AllowedMethods',
    AllowedHeader: 'AllowedHeaders',
    ExposeHeader: 'ExposeHeaders',
  };
  const rules = root(text, 'CORSConfiguration').children.filter(({ name }) => name === 'CORSRule');
  return {
    CORSRules: rules.map((rule) => ({
      ...Object.fromEntries(
        Object.entries(lists).flatMap(([element, member]) => {
          const values = rule.children.filter(({ name }) => name === element).map((child) => child.text.trim());
          // Origins and methods are needed: an empty list is refused with a reason.
          return values.length === 0 && !element.endsWith('Origin') && !element.endsWith('Method')
            ? []
            : [[member, values]];
        }),
      ),
      ...texts(rule, ['ID']),
      ...maxAge(childText(rule, 'MaxAgeSeconds')),
    })),
  };
}

const maxAge = (text: string | undefined): Fields =>
  text === undefined ? {} : { MaxAgeSeconds: /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : malformed() };

/** `Tagging`: a set of tags. */
export function taggingIn(text: string): Fields {
  const set = root(text, 'Tagging').children.find(({ name }) => name === 'TagSet') ?? malformed();
  return {
    TagSet: set.children
      .filter(({ name }) => name === 'Tag')
      .map((tag) => ({ Key: need(tag, 'Key'), Value: need(tag, 'Value') })),
  };
}

/** A part's number as a client writes it. */
export function partNumber(text: string): number {
  const number = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  throw badRequest('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
}
