import { Agent, request } from 'node:http';
import type { Input, OperationName, Output } from '../../../shared/contract.ts';

type Idp = 'cognito-idp';

/** Calls a user pools operation and answers its output; throws for a fault. */
export type Api = <O extends OperationName<Idp>>(operation: O, input: Input<Idp, O>) => Promise<Output<Idp, O>>;

/** A client of an endpoint. `size` of the last answer's body in bytes. */
export type HttpApi = { readonly call: Api; readonly size: () => number; readonly close: () => void };

/**
 * A signature of a key that nobody issued: local servers take it as the account's owner, so that no time goes
 * into computing one.
 */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=BENCH/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00';

/** AWS JSON 1.1 over connections that are kept. */
export function httpApi(endpoint: string): HttpApi {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(endpoint);
  let size = 0;
  const post = (operation: string, input: unknown): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify(input));
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        'content-length': String(body.length),
        'x-amz-date': '20260101T000000Z',
        authorization: AUTHORIZATION,
      };
      const sent = request({ agent, host: hostname, port, method: 'POST', path: '/', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(chunks);
          size = whole.length;
          resolve({ status: response.statusCode ?? 0, body: whole.toString('utf8') });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const call: Api = async (operation, input) => {
    const { status, body } = await post(operation, input);
    if (status !== 200) throw new Error(`${operation}: HTTP ${status} ${body}`);
    return JSON.parse(body) as never;
  };
  return { call, size: () => size, close: () => agent.destroy() };
}
