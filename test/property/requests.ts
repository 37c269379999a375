import { Agent, request } from 'node:http';
import fc, { type Arbitrary } from 'fast-check';
import { contracts, type AwsService } from '../../shared/aws/models.ts';
import type { AnyCall } from './inputs.ts';

/** Calls as the bytes that a client, or somebody with less good intentions, sends. */

export type RawRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

const scope = (service: AwsService): string =>
  `AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN000000000/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;

/** Headers of a client whose key the engine does not know, which acts as the account root. */
const signed = (service: AwsService): Record<string, string> => ({
  authorization: scope(service),
  'x-amz-date': '20261123T120000Z',
});

/** The request of a call as an SDK makes it. */
export function requestOf({ service, operation, input }: AnyCall): RawRequest {
  const model = contracts[service];
  switch (service) {
    case 'cognito-idp':
    case 'cognito-identity':
      return {
        method: 'POST',
        path: '/',
        headers: {
          ...signed(service),
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `${model.targetPrefix}.${operation}`,
        },
        body: Buffer.from(JSON.stringify(input) ?? ''),
      };
    case 'iam':
    case 'sts':
      return {
        method: 'POST',
        path: '/',
        headers: { ...signed(service), 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: Buffer.from(formOf({ Action: operation, Version: model.apiVersion }, input)),
      };
    case 's3':
      return s3RequestOf(operation, input);
  }
}

/** Lists as `Name.member.1`, structures as `Name.Member`; AWS Query's form of an input. */
function formOf(first: Record<string, string>, input: unknown): string {
  const pairs = Object.entries(first);
  const add = (path: string, value: unknown): void => {
    if (Array.isArray(value)) value.forEach((item, index) => add(`${path}.member.${index + 1}`, item));
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) add(path === '' ? name : `${path}.${name}`, item);
    else if (value !== undefined) pairs.push([path, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]);
  };
  add('', input);
  return pairs
    .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
}

const S3_METHODS: Readonly<Record<string, string>> = {
  CreateBucket: 'PUT',
  DeleteBucket: 'DELETE',
  DeleteObject: 'DELETE',
  HeadBucket: 'HEAD',
  HeadObject: 'HEAD',
  PutObject: 'PUT',
};

function s3RequestOf(operation: string, input: unknown): RawRequest {
  const {
    Bucket = '',
    Key = '',
    Body = '',
    Range,
    ...rest
  } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  const query =
    operation === 'GetBucketLocation'
      ? 'location'
      : operation === 'ListObjectsV2'
        ? `list-type=2&${formOf({}, rest)}`
        : formOf({}, rest);
  const path = [Bucket, Key]
    .map((part) => text(part).slice(0, 3000).toWellFormed())
    .map(encodeURIComponent)
    .join('/');
  const range = text(Range)
    .replaceAll(/[^\x20-\x7e]/g, '')
    .slice(0, 200);
  return {
    method: S3_METHODS[operation] ?? 'GET',
    path: `/${path}${query === '' ? '' : `?${query.slice(0, 6000)}`}`,
    headers: { ...signed('s3'), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...(Range === undefined ? {} : { range }) },
    body: Buffer.from(text(Body)),
  };
}

/** One thing that is done to a request; `what` stands in the report of a failure. */
export type Spoil = { readonly what: string; readonly apply: (request: RawRequest) => RawRequest };

const body = (what: string, change: (body: Buffer) => Buffer): Spoil => ({
  what,
  apply: (given) => ({ ...given, body: change(given.body) }),
});
const header = (name: string, value: string): Spoil => ({
  what: `${name}: ${value.slice(0, 100)}`,
  apply: (given) => ({ ...given, headers: { ...given.headers, [name]: value } }),
});

const cut = fc.nat().map((at) => body(`cut at ${at}`, (bytes) => bytes.subarray(0, at % (bytes.length + 1))));
const oneByteMore = fc.tuple(fc.nat(), fc.nat(255)).map(([at, byte]) =>
  body(`byte ${byte} put in at ${at}`, (bytes) => {
    const place = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
  }),
);
const otherBytes = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => body(`bytes ${Buffer.from(bytes).toString('hex')}`, () => Buffer.from(bytes)));
const otherText = fc
  .constantFrom(
    'null',
    '[]',
    '1',
    '"text"',
    '{',
    '{"a":',
    '[[[[',
    '{"a":1,"a":2}',
    '\ufeff{}',
    '{} {}',
    "{'a':1}",
    '{"a":NaN}',
    '{"a":1e999}',
    '{"a":"\\ud800"}',
    '{"a":"\u0000"}',
    'Action=',
    '&&==&',
    'Action=GetRole&Action=ListRoles',
    '%',
    '%zz=%e0',
  )
  .map((text) => body(`text ${text}`, () => Buffer.from(text)));
const deep = fc
  .constantFrom('[', '{"a":')
  .map((open) => body(`20,000 times ${open}`, () => Buffer.from(open.repeat(20_000))));
const type = fc
  .constantFrom(
    '',
    'text/plain',
    'application/json',
    'multipart/form-data; boundary=x',
    'application/x-amz-json-1.1; charset=latin1',
  )
  .map((text) => header('content-type', text));
const authorization = fc
  .constantFrom(
    '',
    'Basic eDp5',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=, Signature=',
    `AWS4-HMAC-SHA256 Credential=ASIA${'A'.repeat(16)}/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`,
  )
  .map((text) => header('authorization', text));
const target = fc
  .constantFrom(
    '',
    '.',
    'AWSCognitoIdentityProviderService.',
    'AWSCognitoIdentityProviderService.constructor',
    'AWSCognitoIdentityProviderService.__proto__',
    'AWSCognitoIdentityService.GetId.x',
    'x'.repeat(4000),
  )
  .map((text) => header('x-amz-target', text));

/** What can be done to a request's bytes: nothing, as often as something. */
export const SPOILS: Arbitrary<Spoil> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Spoil>({ what: 'nothing', apply: (given) => given }) },
  ...[cut, oneByteMore, otherBytes, otherText, deep, type, authorization, target].map((arbitrary) => ({
    weight: 1,
    arbitrary,
  })),
);

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a request as it is; rejects when no answer comes within `patience` milliseconds. */
export function send(
  endpoint: string,
  { method, path, headers, body: bytes }: RawRequest,
  patience: number,
): Promise<RawAnswer> {
  const { port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: { host: `localhost:${port}`, ...headers, 'content-length': String(bytes.length) },
    };
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.setTimeout(patience, () => outgoing.destroy(new Error(`no answer within ${patience} ms`)));
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

/** Lets go of the connections. */
export const closeConnections = (): void => agent.destroy();
