import { expect, test } from 'vitest';
import { NotXml, parseXml, readForm } from '../../../electron/engine/kernel/xml.ts';

test('a form is its elements and texts; attributes, prefixes, comments and the declaration are passed over', () => {
  const form = readForm(
    '\uFEFF<?xml version="1.0"?><!-- one --><s:Delete xmlns:s="urn:s" a="1>"><Object x=\'2\'><Key>a &amp; &#x41;<![CDATA[<b>]]></Key></Object><Quiet/></s:Delete>\n',
  );
  expect(form).toEqual({
    name: 'Delete',
    text: '',
    children: [
      { name: 'Object', text: '', children: [{ name: 'Key', text: 'a & A<b>', children: [] }] },
      { name: 'Quiet', text: '', children: [] },
    ],
  });
});

test.each([
  ['nothing', ''],
  ['text alone', 'Delete'],
  ['text before the root', 'a<b/>'],
  ['text behind the root', '<b/>a'],
  ['two roots', '<a/><b/>'],
  ['an element that is not closed', '<a><b></a>'],
  ['an end without a beginning', '</a>'],
  ['a tag that is not closed', '<a'],
  ['a tag within a tag', '<a <b/>></a>'],
  ['an attribute without its second quote', '<a b="1></a>'],
  ['an entity that nobody declared', '<a>&b;</a>'],
  ['an ampersand alone', '<a>& </a>'],
  ['a comment that is not closed', '<a><!-- </a>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ['an entity declaration', '<a><!ENTITY b "c"></a>'],
  ['a null character', '<a>\u0000</a>'],
  ['elements nested too deep', '<a>'.repeat(61) + '</a>'.repeat(61)],
  ['more attributes than any element has', `<a ${Array.from({ length: 65 }, (_, n) => `b${n}="1"`).join(' ')}/>`],
  ['too long a document', `<a>${'b'.repeat(4 * 1024 * 1024)}</a>`],
])('%s is refused in words', (_what, text) => {
  expect(() => parseXml(text)).toThrow(NotXml);
});

const MEGABYTES_2 = 2 * 1024 * 1024;
const filled = (piece: string): string => piece.repeat(Math.floor(MEGABYTES_2 / piece.length));

/** Each would take minutes by a reader whose time grows with the square of the length. */
test.each([
  ['beginnings of tags', filled('<a')],
  ['tags without end', filled('<a b="')],
  ['names that are all different', Array.from({ length: 150_000 }, (_, n) => `<n${n}/>`).join('')],
  ['elements of one name', `<a>${filled('<b></b>')}</a>`],
  ['empty elements', `<a>${filled('<b/>')}</a>`],
  ['attributes', `<a ${Array.from({ length: 150_000 }, (_, n) => `b${n}="1"`).join(' ')}/>`],
  ['ampersands', `<a>${filled('&')}</a>`],
  ['entities', `<a>${filled('&amp;')}</a>`],
  ['an entity without end', `<a>&${filled('b')}</a>`],
  ['beginnings of comments', `<a>${filled('<!--')}</a>`],
  ['comments', `<a>${filled('<!-- -->')}</a>`],
  ['white space in an end tag', `<a></a${filled(' ')}b>`],
  ['white space in an instruction', `<?a b${filled(' ')}c?><a/>`],
  ['white space in the text', `<a>${filled(' ')}b</a>`],
  ['closing brackets', `<a>${filled(']]>')}</a>`],
  ['CDATA', `<a>${filled('<![CDATA[a]]>')}</a>`],
  ['slashes', `<a${filled('/')}></a>`],
])('two megabytes of %s are read or refused at once', (_what, text) => {
  const before = process.cpuUsage();
  try {
    readForm(text);
  } catch (error) {
    expect(error).toBeInstanceOf(NotXml);
  }
  const { user } = process.cpuUsage(before);
  expect(user / 1_000_000).toBeLessThan(5);
});
