import type { OperationName } from '../../../../shared/contract.ts';
import { isLocal } from './rules.ts';
import { BadRequest } from './exchange.ts';

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

/**
 * Finds the operation of an S3 request, in path style (`/bucket/key`) or with the bucket before `.localhost`.
 *
 * @throws BadRequest `NotImplemented` for S3 operations that are not built, `MethodNotAllowed`, `InvalidURI`
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
  const other = [...parameters.keys()].find((name) => SUBRESOURCES.has(name));
  if (other !== undefined) throw notBuilt(`${method} ?${other}`);
  if (request.copies) throw notBuilt('CopyObject');
  const operation = bucket === '' ? ofService(method) : key === '' ? ofBucket(method, parameters) : ofObject(method);
  if (operation === undefined)
    throw new BadRequest('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  return { operation, bucket, key };
}

function placeOf(path: string, hostname: string): { bucket: string; key: string } {
  let text: string;
  try {
    text = decodeURIComponent(path.slice(1));
  } catch {
    throw new BadRequest('InvalidURI', "Couldn't parse the specified URI.");
  }
  const virtual = isLocal(hostname) ? /^(.+?)(?:\.s3)?\.localhost$/.exec(hostname)?.[1] : undefined;
  if (virtual !== undefined && virtual !== 's3') return { bucket: virtual, key: text };
  const at = text.indexOf('/');
  return at < 0 ? { bucket: text, key: '' } : { bucket: text.slice(0, at), key: text.slice(at + 1) };
}

const ofService = (method: string): OperationName<'s3'> | undefined => (method === 'GET' ? 'ListBuckets' : undefined);

function ofBucket(method: string, parameters: ReadonlyMap<string, string>): OperationName<'s3'> | undefined {
  switch (method) {
    case 'PUT':
      return 'CreateBucket';
    case 'DELETE':
      return 'DeleteBucket';
    case 'HEAD':
      return 'HeadBucket';
    case 'GET':
      if (parameters.has('location')) return 'GetBucketLocation';
      if (parameters.get('list-type') === '2') return 'ListObjectsV2';
      throw notBuilt('ListObjects (version 1); use ListObjectsV2 (list-type=2)');
    default:
      return undefined;
  }
}

function ofObject(method: string): OperationName<'s3'> | undefined {
  const operations: Readonly<Record<string, OperationName<'s3'>>> = {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  };
  return operations[method];
}

/** HTTP 400, not 501: clients repeat what fails on the server's side. */
const notBuilt = (what: string): BadRequest =>
  new BadRequest('NotImplemented', `Poolkeeper does not implement s3:${what}.`);
