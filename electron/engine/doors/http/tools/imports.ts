import type { Fault, Reply } from '../../../../../shared/contract.ts';
import { clientOf, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';
import { s3ErrorXml } from '../s3/xml.ts';

/** `/_imports/<poolId>/<jobId>`: no bucket's name begins with an underscore. */
const PATH = /^\/_imports\/([\w-]{1,55})\/(import-[0-9a-zA-Z-]{1,48})$/;
const STATUS: Readonly<Record<string, number>> = { SignatureDoesNotMatch: 403, AccessDenied: 403, IncompleteBody: 400 };

export const isImport = (path: string): boolean => path.startsWith('/_imports/');

/** The PreSignedUrl of a user import job: takes its CSV file by PUT, and refuses in S3's form. */
export async function imports(exchange: Exchange): Promise<void> {
  const { engine, request, method, path, query } = exchange;
  const [, PoolId, JobId] = PATH.exec(path) ?? [];
  if (PoolId === undefined || JobId === undefined)
    return refuse(exchange, { code: 'AccessDenied', message: 'Access Denied' }, '');
  if (method !== 'PUT')
    return refuse(
      exchange,
      { code: 'MethodNotAllowed', message: 'The specified method is not allowed against this resource.', status: 405 },
      '',
    );
  const encryption = request.headers['x-amz-server-side-encryption'];
  const reply: Reply<{ size: number }> = await engine.call(
    'poolkeeper',
    'ReceiveImportFile',
    {
      PoolId,
      JobId,
      Signature: new URLSearchParams(query).get('X-Amz-Signature') ?? '',
      ...(typeof encryption === 'string' ? { Encryption: encryption } : {}),
      Body: request,
    },
    { door: 's3', caller: { kind: 'anonymous' }, ...clientOf(exchange) },
  );
  if (!reply.ok) return refuse(exchange, reply.fault, reply.traceId);
  return send(exchange, 200, { ...CORS, 'x-amz-request-id': reply.traceId, 'x-amz-server-side-encryption': 'aws:kms' });
}

function refuse(exchange: Exchange, fault: Fault, requestId: string): void {
  const status = fault.status ?? STATUS[fault.code] ?? 400;
  send(
    exchange,
    status,
    { ...CORS, 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
    s3ErrorXml(fault, exchange.path, requestId),
  );
  // What a refused client still sends is read and dropped, so that it gets to read the answer.
  exchange.request.resume();
}
