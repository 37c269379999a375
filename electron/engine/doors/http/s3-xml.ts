import type { Fault, OperationName } from '../../../../shared/contract.ts';
import { contracts } from '../../../../shared/aws/model.ts';
import { element, escaped, XML_HEAD } from './xml.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The XML of an S3 answer, for the operations that have one. */
export function s3Xml(operation: OperationName<'s3'>, output: Fields): string | undefined {
  switch (operation) {
    case 'ListBuckets':
      return document(
        'ListAllMyBucketsResult',
        plain(output['Owner'] as Fields, 'Owner') +
          element('Buckets', (output['Buckets'] as Fields[]).map((bucket) => plain(bucket, 'Bucket')).join('')),
      );
    case 'GetBucketLocation':
      return document('LocationConstraint', escaped((output['LocationConstraint'] as string | undefined) ?? ''));
    case 'ListObjectsV2': {
      const {
        Contents = [],
        CommonPrefixes = [],
        ...rest
      } = output as Fields & { Contents?: Fields[]; CommonPrefixes?: Fields[] };
      return document(
        'ListBucketResult',
        members(rest) +
          Contents.map((object) => plain(object, 'Contents')).join('') +
          CommonPrefixes.map((prefix) => plain(prefix, 'CommonPrefixes')).join(''),
      );
    }
    default:
      return undefined;
  }
}

/** An S3 error. */
export function s3ErrorXml(fault: Fault, resource: string, requestId: string): string {
  return `${XML_HEAD}${element(
    'Error',
    members({
      Code: fault.code,
      Message: fault.message,
      ...fault.fields,
      Resource: resource,
      RequestId: requestId,
      HostId: 'poolkeeper',
    }),
  )}`;
}

const document = (name: string, content: string): string =>
  `${XML_HEAD}<${name} xmlns="${contracts.s3.xmlNamespace}">${content}</${name}>`;

const plain = (fields: Fields | undefined, name: string): string =>
  fields === undefined ? '' : element(name, members(fields));

const members = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      element(name, escaped(TIMES.has(name) ? new Date((value as number) * 1000).toISOString() : String(value))),
    )
    .join('');

const TIMES: ReadonlySet<string> = new Set(['CreationDate', 'LastModified']);
