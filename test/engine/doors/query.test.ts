import { expect, test } from 'vitest';
import { contracts } from '../../../shared/aws/models.ts';
import type { ServiceModel } from '../../../shared/aws/models.ts';
import { Refusal } from '../../../electron/engine/kernel/fault.ts';
import { inputOf } from '../../../electron/engine/doors/http/aws/query-form.ts';
import { answerXml, errorXml } from '../../../electron/engine/doors/http/aws/query-xml.ts';

const model: ServiceModel = {
  service: 'x',
  apiVersion: '1',
  protocol: 'aws-query',
  xmlNamespace: 'urn:x',
  operations: {
    Do: { auth: 'none', input: 'In', output: 'In', resultWrapper: 'DoResult', errors: [] },
    Empty: { auth: 'none', input: null, output: null, errors: [] },
  },
  shapes: {
    In: {
      type: 'structure',
      members: { Text: 'S', Number: 'N', Flag: 'B', When: 'T', Tags: 'Tags', Map: 'Map', Inner: 'In' },
    },
    S: { type: 'string' },
    N: { type: 'integer' },
    B: { type: 'boolean' },
    T: { type: 'timestamp' },
    Tag: { type: 'structure', members: { Key: 'S', Value: 'S' } },
    Tags: { type: 'list', member: 'Tag' },
    Map: { type: 'map', key: 'S', value: 'S' },
  },
};

const read = (text: string): unknown => inputOf(model, 'In', [...new URLSearchParams(text)]);

test('parameters are read by the contract', () => {
  expect(
    read(
      'Action=Do&Version=1&Text=a+b&Number=-5&Flag=true&When=2026-11-23T00:00:00Z&Tags.member.2.Key=second&Tags.member.1.Key=first&Tags.member.1.Value=&Tags.member.10.Key=tenth&Map.entry.1.key=k&Map.entry.1.value=v&Inner.Inner.Text=deep',
    ),
  ).toEqual({
    Text: 'a b',
    Number: -5,
    Flag: true,
    When: 1795392000,
    Tags: [{ Key: 'first', Value: '' }, { Key: 'second' }, { Key: 'tenth' }],
    Map: { k: 'v' },
    Inner: { Inner: { Text: 'deep' } },
  });
});

test('an empty list is a list, what is unknown is left out', () => {
  expect(read('Tags=&Unknown=1&Inner.Unknown=2')).toEqual({ Tags: [], Inner: {} });
});

for (const text of [
  'Number=five',
  'Number=1e3',
  'Number=',
  'Flag=maybe',
  'When=now',
  'Tags.member.x.Key=a',
  'Tags.member.0.Key=a',
  `${'Inner.'.repeat(40)}Text=a`,
])
  test(`is malformed: ${text.slice(0, 40)}`, () => {
    expect(() => read(text)).toThrow(Refusal);
  });

test('names of JavaScript are names like others', () => {
  expect(read('__proto__.Text=a&constructor=b&Map.entry.1.key=__proto__&Map.entry.1.value=v')).toEqual({
    Map: Object.fromEntries([['__proto__', 'v']]),
  });
});

test('an output is written by the contract', () => {
  const output = {
    Text: `<&"'> ü 🎬 \u0001`,
    Number: 5,
    Flag: false,
    When: 1795392000.5,
    Tags: [{ Key: 'a' }, { Key: 'b', Value: '' }],
    Map: { k: 'v' },
  };
  expect(answerXml(model, 'Do', output, 'id')).toBe(
    '<DoResponse xmlns="urn:x"><DoResult><Text>&lt;&amp;&quot;&apos;&gt; ü 🎬 </Text><Number>5</Number><Flag>false</Flag><When>2026-11-23T00:00:00Z</When>' +
      '<Tags><member><Key>a</Key></member><member><Key>b</Key><Value></Value></member></Tags><Map><entry><key>k</key><value>v</value></entry></Map></DoResult>' +
      '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DoResponse>\n',
  );
  expect(answerXml(model, 'Empty', undefined, 'id')).toBe(
    '<EmptyResponse xmlns="urn:x"><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></EmptyResponse>\n',
  );
});

test('an error names its code and who is to blame', () => {
  expect(
    errorXml(contracts.sts.xmlNamespace as string, { code: 'AccessDenied', message: 'a < b', status: 403 }, 'id'),
  ).toBe(
    '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>a &lt; b</Message></Error><RequestId>id</RequestId></ErrorResponse>\n',
  );
});
