import type { Fault, OperationName } from '../../../../../shared/contract.ts';
import { contracts } from '../../../../../shared/aws/models.ts';
import type { Exchange } from '../exchange.ts';
import { element, escaped, XML_HEAD } from '../../../kernel/xml.ts';

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
    case 'ListObjects':
    case 'ListObjectsV2':
      return document('ListBucketResult', members(output));
    case 'DeleteObjects':
      return document('DeleteResult', members({ Deleted: output['Deleted'], Error: output['Errors'] }));
    case 'CopyObject':
      return document('CopyObjectResult', members(output['CopyObjectResult'] as Fields));
    case 'UploadPartCopy':
      return document('CopyPartResult', members(output['CopyPartResult'] as Fields));
    case 'CreateMultipartUpload': {
      const { Bucket, Key, UploadId } = output;
      return document('InitiateMultipartUploadResult', members({ Bucket, Key, UploadId }));
    }
    case 'CompleteMultipartUpload':
      return document('CompleteMultipartUploadResult', members(output));
    case 'ListParts': {
      const { Parts, ...rest } = output;
      return document('ListPartsResult', members({ ...rest, Part: Parts }));
    }
    case 'ListMultipartUploads': {
      const { Uploads, ...rest } = output;
      return document('ListMultipartUploadsResult', members({ ...rest, Upload: Uploads }));
    }
    case 'GetBucketCors':
      return document(
        'CORSConfiguration',
        (output['CORSRules'] as Fields[])
          .map(({ ID, AllowedOrigins, AllowedMethods, AllowedHeaders, ExposeHeaders, MaxAgeSeconds }) =>
            plain(
              {
                ID,
                AllowedOrigin: AllowedOrigins,
                AllowedMethod: AllowedMethods,
                AllowedHeader: AllowedHeaders,
                ExposeHeader: ExposeHeaders,
                MaxAgeSeconds,
              },
              'CORSRule',
            ),
          )
          .join(''),
      );
    case 'GetBucketVersioning':
      return document('VersioningConfiguration', '');
    case 'GetObjectAttributes': {
      const { LastModified: _header, ObjectParts, ...rest } = output;
      const { TotalPartsCount, Parts, ...parts } = (ObjectParts ?? {}) as Fields;
      return document(
        'GetObjectAttributesResponse',
        members({
          ...rest,
          ...(ObjectParts === undefined ? {} : { ObjectParts: { ...parts, PartsCount: TotalPartsCount, Part: Parts } }),
        }),
      );
    }
    case 'GetObjectTagging':
      return document(
        'Tagging',
        element('TagSet', (output['TagSet'] as Fields[]).map((tag) => plain(tag, 'Tag')).join('')),
      );
    default:
      return undefined;
  }
}

/** An S3 error. */
export function s3ErrorXml(fault: Fault, { path, requestId }: Pick<Exchange, 'path' | 'requestId'>): string {
  return `${XML_HEAD}${element(
    'Error',
    members({
      Code: fault.code,
      Message: fault.message,
      ...fault.fields,
      Resource: path,
      RequestId: requestId,
      HostId: 'poolkeeper',
    }),
  )}`;
}

const document = (name: string, content: string): string =>
  `${XML_HEAD}<${name} xmlns="${contracts.s3.xmlNamespace}">${content}</${name}>`;

const plain = (fields: Fields | undefined, name: string): string =>
  fields === undefined ? '' : element(name, members(fields));

/** Members as elements; a list is repeated, as S3 writes nearly all of them. */
const members = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) =>
      Array.isArray(value) ? value.map((item) => member(name, item)).join('') : member(name, value),
    )
    .join('');

function member(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return element(name, members(value as Fields));
  return element(
    name,
    escaped(TIMES.has(name) ? new Date((value as number) * 1000).toISOString() : String(value as string | number)),
  );
}

const TIMES: ReadonlySet<string> = new Set(['CreationDate', 'LastModified', 'Initiated']);
