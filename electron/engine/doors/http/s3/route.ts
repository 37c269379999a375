import type { OperationName } from '../../../../../shared/contract.ts';
import { isLocal } from '../rules.ts';
import type { Refusal } from '../../../kernel/fault.ts';
import { badRequest } from '../exchange.ts';

/** What an S3 request asks for. */
export type S3Route = { readonly operation: OperationName<'s3'>; readonly bucket: string; readonly key: string };

/** Parameters that make another operation of a request; what is not built is said, never ignored. */
const SUBRESOURCES: ReadonlySet<string> = new Set([
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'partNumber',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

type Operations = Readonly<Record<string, OperationName<'s3'>>>;

/** By the kind of place, then by method and subresources in the order of the alphabet. */
const OPERATIONS: Readonly<Record<'service' | 'bucket' | 'object', Operations>> = {
  service: { GET: 'ListBuckets' },
  bucket: {
    PUT: 'CreateBucket',
    DELETE: 'DeleteBucket',
    HEAD: 'HeadBucket',
    GET: 'ListObjects',
    'GET location': 'GetBucketLocation',
    'POST delete': 'DeleteObjects',
    'GET uploads': 'ListMultipartUploads',
    'GET policy': 'GetBucketPolicy',
    'PUT policy': 'PutBucketPolicy',
    'DELETE policy': 'DeleteBucketPolicy',
    'GET cors': 'GetBucketCors',
    'PUT cors': 'PutBucketCors',
    'DELETE cors': 'DeleteBucketCors',
    'GET versioning': 'GetBucketVersioning',
  },
  object: {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
    'GET attributes': 'GetObjectAttributes',
    'GET partNumber': 'GetObject',
    'HEAD partNumber': 'HeadObject',
    'POST uploads': 'CreateMultipartUpload',
    'PUT partNumber uploadId': 'UploadPart',
    'POST uploadId': 'CompleteMultipartUpload',
    'DELETE uploadId': 'AbortMultipartUpload',
    'GET uploadId': 'ListParts',
    'GET tagging': 'GetObjectTagging',
    'PUT tagging': 'PutObjectTagging',
    'DELETE tagging': 'DeleteObjectTagging',
  },
};

/** The same request with `x-amz-copy-source`. */
const COPIES: Partial<Record<OperationName<'s3'>, OperationName<'s3'>>> = {
  PutObject: 'CopyObject',
  UploadPart: 'UploadPartCopy',
};

/**
 * Finds the operation of an S3 request, in path style (`/bucket/key`) or with the bucket before `.localhost`.
 *
 * @throws Refusal `NotImplemented` for S3 operations that are not built, `MethodNotAllowed`, `InvalidURI`
 */
export function s3Route(request: {
  readonly method: string;
  readonly path: string;
  readonly hostname: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly copies: boolean;
}): S3Route {
  const { method, parameters } = request;
  const { bucket, key } = placeOf(request.path, request.hostname);
  const kind = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const subresources = [...parameters.keys()].filter((name) => SUBRESOURCES.has(name)).toSorted();
  const operation = OPERATIONS[kind][[method, ...subresources].join(' ')];
  if (operation === undefined && subresources.length > 0) throw notBuilt(`${method} ?${subresources.join('&')}`);
  if (operation === undefined)
    throw badRequest('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  if (operation === 'ListObjects' && parameters.get('list-type') === '2')
    return { operation: 'ListObjectsV2', bucket, key };
  return { operation: request.copies ? (COPIES[operation] ?? operation) : operation, bucket, key };
}

/** The bucket that stands before the host, as in `bucket.localhost` or `bucket.s3.localhost`. */
export function bucketInHost(hostname: string): string | undefined {
  const name = isLocal(hostname) ? /^(.+?)(?:\.s3)?\.localhost$/.exec(hostname)?.[1] : undefined;
  return name === 's3' ? undefined : name;
}

function placeOf(path: string, hostname: string): { bucket: string; key: string } {
  let text: string;
  try {
    text = decodeURIComponent(path.slice(1));
  } catch {
    throw badRequest('InvalidURI', "Couldn't parse the specified URI.");
  }
  const virtual = bucketInHost(hostname);
  if (virtual !== undefined) return { bucket: virtual, key: text };
  const at = text.indexOf('/');
  return at < 0 ? { bucket: text, key: '' } : { bucket: text.slice(0, at), key: text.slice(at + 1) };
}

/** HTTP 400, not 501: clients repeat what fails on the server's side. */
const notBuilt = (what: string): Refusal => badRequest('NotImplemented', `Poolkeeper does not implement s3:${what}.`);
