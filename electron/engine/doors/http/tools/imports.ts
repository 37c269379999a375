import type { Fault } from '../../../../../shared/contract.ts';
import { answering, outputOf } from '../answering.ts';
import { badRequest, clientOf, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';
import { s3ErrorXml } from '../s3/xml.ts';

/** `/_imports/<poolId>/<jobId>`: no bucket's name begins with an underscore. */
const PATH = /^\/_imports\/([\w-]{1,55})\/(import-[0-9a-zA-Z-]{1,48})$/;
const STATUS: Readonly<Record<string, number>> = { SignatureDoesNotMatch: 403, AccessDenied: 403, IncompleteBody: 400 };

/** Whether a path belongs to the upload of a user import. */
export const isImport = (path: string): boolean => path.startsWith('/_imports/');

/** The PreSignedUrl of a user import job: takes its CSV file by PUT, and refuses in S3's form. */
export function imports(exchange: Exchange): Promise<void> {
  return answering(exchange, refuse, async () => {
    const { engine, request, method, path, query } = exchange;
    const [, PoolId, JobId] = PATH.exec(path) ?? [];
    if (PoolId === undefined || JobId === undefined) throw badRequest('AccessDenied', 'Access Denied', 403);
    if (method !== 'PUT')
      throw badRequest('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
    const encryption = request.headers['x-amz-server-side-encryption'];
    outputOf(
      await engine.call(
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
      ),
    );
    send(exchange, 200, { ...headersFor(exchange), 'x-amz-server-side-encryption': 'aws:kms' });
  });
}

const headersFor = ({ requestId }: Exchange): Record<string, string> => ({ ...CORS, 'x-amz-request-id': requestId });

function refuse(exchange: Exchange, fault: Fault): void {
  const headers = { ...headersFor(exchange), 'content-type': 'application/xml' };
  send(exchange, fault.status ?? STATUS[fault.code] ?? 400, headers, s3ErrorXml(fault, exchange));
  // What a refused client still sends is read and dropped, so that it gets to read the answer.
  exchange.request.resume();
}
