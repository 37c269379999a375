import { Sha256 } from '../../../electron/engine/kernel/sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import {
  readSignature,
  sha256,
  signatureMatches,
  CLOCK_SKEW_MS,
  timeProblem,
  unsignedHeaders,
  type Signature,
  type WireRequest,
} from '../../../electron/engine/doors/http/signature/sigv4.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const SIGNED_AT = new Date('2026-11-23T10:20:30Z');

type Sample = {
  name: string;
  service: string;
  method?: string;
  path?: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  body?: string;
};

const samples: Sample[] = [
  {
    name: 'a JSON call',
    service: 'cognito-idp',
    method: 'POST',
    body: '{"UserPoolId":"us-east-1_x"}',
    headers: { 'x-amz-target': 'A.B' },
  },
  { name: 'an object', service: 's3', path: '/bucket/plain.txt' },
  { name: 'spaces in a key', service: 's3', path: '/bucket/a%20b/c%20%20d.txt' },
  { name: 'characters beyond ASCII in a key', service: 's3', path: `/bucket/${encodeURIComponent('日本 ü 🎬')}` },
  {
    name: 'reserved characters in a key',
    service: 's3',
    path: '/bucket/%21%27%28%29%2A%2B%26%3D%40%3A%2C%24%3B%3F%23',
  },
  { name: 'double slashes and dots in a key', service: 's3', path: '/bucket//a/./b/../c//' },
  { name: 'a percent sign in a key', service: 's3', path: '/bucket/100%25' },
  { name: 'an empty query value', service: 's3', path: '/bucket', query: { location: '' } },
  { name: 'repeated query keys', service: 's3', path: '/bucket', query: { b: ['2', '1', '10'], a: 'x' } },
  {
    name: 'awkward query values',
    service: 's3',
    path: '/bucket',
    query: { prefix: 'a b+c/é=&%', 'list-type': '2', delimiter: '/' },
  },
  { name: 'query keys that need encoding', service: 'sts', path: '/', query: { 'k y': 'v', é: '1', A: '1', a: '1' } },
  {
    name: 'header values with runs of spaces',
    service: 's3',
    path: '/b/k',
    headers: { 'x-amz-meta-note': '  a   b  ', 'content-type': 'text/plain' },
  },
  { name: 'a path that other services encode twice', service: 'execute-api', path: '/stage/a%20b/%E6%97%A5' },
  { name: 'a path with dots for another service', service: 'execute-api', path: '/stage/./a/../b/' },
];

function queryOf(query: Sample['query']): string {
  return Object.entries(query ?? {})
    .flatMap(([name, value]) => [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`))
    .join('&');
}

const signer = (service: string): SignatureV4 =>
  new SignatureV4({
    service,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: SECRET, sessionToken: 'token/with+signs=' },
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: true,
  });

const requestOf = (sample: Sample) => ({
  method: sample.method ?? 'GET',
  protocol: 'http:',
  hostname: 'localhost',
  port: 9229,
  path: sample.path ?? '/',
  query: sample.query ?? {},
  headers: { host: 'localhost:9229', ...sample.headers },
  body: sample.body,
});

async function signedInHeader(sample: Sample): Promise<WireRequest> {
  const signed = await signer(sample.service).sign(requestOf(sample), { signingDate: SIGNED_AT });
  return {
    method: sample.method ?? 'GET',
    path: sample.path ?? '/',
    query: queryOf(sample.query),
    headers: Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value] as const),
  };
}

function signatureIn(request: WireRequest): Signature {
  const read = readSignature(request);
  if (read.kind !== 'signed') throw new Error(read.kind === 'malformed' ? read.why : 'no signature');
  return read.signature;
}

for (const sample of samples)
  test(`a signature in the header holds: ${sample.name}`, async () => {
    const request = await signedInHeader(sample);
    const signature = signatureIn(request);
    expect(signature).toMatchObject({
      form: 'header',
      accessKeyId: 'ASIAEXAMPLE',
      region: 'eu-west-1',
      service: sample.service,
      sessionToken: 'token/with+signs=',
      signedAt: SIGNED_AT.getTime(),
    });
    expect(signatureMatches(request, signature, SECRET, sha256(sample.body ?? ''))).toBe(true);
    expect(signatureMatches(request, signature, `${SECRET}x`, sha256(sample.body ?? ''))).toBe(false);
  });

for (const sample of samples.filter(({ body }) => body === undefined))
  test(`a presigned address holds: ${sample.name}`, async () => {
    const presigned = await signer(sample.service).presign(requestOf(sample), {
      signingDate: SIGNED_AT,
      expiresIn: 300,
      unhoistableHeaders: new Set(['x-amz-meta-note']),
    });
    const request: WireRequest = {
      method: presigned.method,
      path: presigned.path,
      query: queryOf(presigned.query as Sample['query']),
      headers: Object.entries(presigned.headers).map(([name, value]) => [name.toLowerCase(), value] as const),
    };
    const signature = signatureIn(request);
    expect(signature).toMatchObject({ form: 'query', expires: 300 });
    expect(signatureMatches(request, signature, SECRET, sha256(''))).toBe(true);
    expect(signatureMatches({ ...request, path: `${request.path}x` }, signature, SECRET, sha256(''))).toBe(false);
  });

const changes: [string, (request: WireRequest) => WireRequest][] = [
  ['another method', (request) => ({ ...request, method: 'DELETE' })],
  ['another path', (request) => ({ ...request, path: '/bucket/other' })],
  ['another query', (request) => ({ ...request, query: `${request.query}&x=1` })],
  [
    'another host',
    (request) => ({
      ...request,
      headers: request.headers.map(([name, value]) => [name, name === 'host' ? 'evil:9229' : value] as const),
    }),
  ],
  [
    'another session token',
    (request) => ({
      ...request,
      headers: request.headers.map(
        ([name, value]) => [name, name === 'x-amz-security-token' ? 'other' : value] as const,
      ),
    }),
  ],
  [
    'a signed header given twice',
    (request) => ({ ...request, headers: [...request.headers, ['x-amz-meta-note', 'b'] as const] }),
  ],
];

for (const [name, change] of changes)
  test(`a signature does not hold for ${name}`, async () => {
    const request = change(
      await signedInHeader({
        name,
        service: 's3',
        path: '/bucket/key',
        query: { a: '1' },
        headers: { 'x-amz-meta-note': 'a' },
      }),
    );
    expect(signatureMatches(request, signatureIn(request), SECRET, sha256(''))).toBe(false);
  });

test('a signature does not hold for another body', async () => {
  const request = await signedInHeader(samples[0] as Sample);
  expect(signatureMatches(request, signatureIn(request), SECRET, sha256('{}'))).toBe(false);
});

const bare = (authorization?: string, more: readonly (readonly [string, string])[] = []): WireRequest => ({
  method: 'GET',
  path: '/',
  query: '',
  headers: [
    ['host', 'localhost'],
    ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
    ...more,
  ],
});
const SCOPE = 'AKID/20261123/us-east-1/s3/aws4_request';
const date = ['x-amz-date', '20261123T102030Z'] as const;

const malformed: [string, WireRequest, string][] = [
  ['another algorithm', bare('AWS AKID:sig'), "Unsupported AWS 'algorithm': 'AWS'."],
  ['a bearer token', bare('Bearer x'), "Unsupported AWS 'algorithm': 'Bearer'."],
  ['no parameters', bare('AWS4-HMAC-SHA256 '), "Authorization header requires 'Credential' parameter."],
  [
    'no signature',
    bare(`AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host`, [date]),
    "Authorization header requires 'Signature' parameter.",
  ],
  [
    'no date',
    bare(`AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host, Signature=ab`),
    "'X-Amz-Date' or a 'Date' header",
  ],
  [
    'a date of another form',
    bare(`AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host, Signature=ab`, [['x-amz-date', 'yesterday']]),
    "ISO-8601 'basic format'",
  ],
  [
    'a scope of another day',
    bare(`AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=ab`, [
      date,
    ]),
    'Date in Credential scope does not match',
  ],
  [
    'a short scope',
    bare('AWS4-HMAC-SHA256 Credential=AKID/s3, SignedHeaders=host, Signature=ab', [date]),
    'at least 5 slash-delimited elements',
  ],
  [
    'an unsigned host',
    bare(`AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=x-amz-date, Signature=ab`, [date]),
    "'Host' must be a 'SignedHeader'",
  ],
  ['half a presigned address', { ...bare(), query: 'X-Amz-Signature=ab' }, 'Query-string authentication requires'],
  [
    'an expiry of more than a week',
    {
      ...bare(),
      query: `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(SCOPE)}&X-Amz-Date=20261123T102030Z&X-Amz-SignedHeaders=host&X-Amz-Signature=ab&X-Amz-Expires=604801`,
    },
    'less than 604800',
  ],
];

for (const [name, request, why] of malformed)
  test(`is malformed: ${name}`, () => {
    const read = readSignature(request);
    expect(read.kind === 'malformed' ? read.why : read.kind).toContain(why);
  });

test('a request without any is unsigned', () => {
  expect(readSignature(bare())).toEqual({ kind: 'none' });
});

test('a signature holds for fifteen minutes either way', async () => {
  const signature = signatureIn(await signedInHeader(samples[1] as Sample));
  const at = SIGNED_AT.getTime();
  expect(timeProblem(signature, at + CLOCK_SKEW_MS)).toBe(undefined);
  expect(timeProblem(signature, at + CLOCK_SKEW_MS + 1)).toBe('expired');
  expect(timeProblem(signature, at - CLOCK_SKEW_MS)).toBe(undefined);
  expect(timeProblem(signature, at - CLOCK_SKEW_MS - 1)).toBe('not yet');
  expect(timeProblem({ ...signature, form: 'query', expires: 60 }, at + 60_001)).toBe('expired');
  expect(timeProblem({ ...signature, form: 'query', expires: 3600 }, at + 3_600_000)).toBe(undefined);
});

test('headers of AWS that are not signed are named', async () => {
  const request = await signedInHeader(samples[1] as Sample);
  expect(unsignedHeaders(request, signatureIn(request))).toEqual([]);
  const more: WireRequest = {
    ...request,
    headers: [...request.headers, ['x-amz-meta-extra', '1'], ['x-amzn-trace-id', 'x'], ['user-agent', 'y']],
  };
  expect(unsignedHeaders(more, signatureIn(more))).toEqual(['x-amz-meta-extra']);
});
