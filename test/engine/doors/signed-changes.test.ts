import { Sha256 } from '../../../electron/engine/kernel/sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chunkSignature,
  readSignature,
  sha256,
  signingKey,
  trailerSignature,
  type Signature,
} from '../../../electron/engine/doors/http/signature/sigv4.ts';
import { startDoors, type TestDoors } from './support.ts';

/**
 * Requests that were signed right and then changed on their way, one thing each, at services of each protocol; and
 * awkward requests that were not changed, which have to pass.
 */

const Bucket = 'changed';
const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string };
let doors: TestDoors;
let keys: Keys;
let others: Keys;

beforeAll(async () => {
  doors = await startDoors();
  await doors.call('iam', 'CreateRole', {
    RoleName: 'All',
    AssumeRolePolicyDocument: policy({ Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }),
  });
  const PolicyDocument = policy({ Action: ['s3:*', 'cognito-idp:*', 'iam:*', 'sts:*'], Resource: '*' });
  await doors.call('iam', 'PutRolePolicy', { RoleName: 'All', PolicyName: 'p', PolicyDocument });
  await doors.call('s3', 'CreateBucket', { Bucket });
  [keys, others] = [await issued(), await issued()];
});
afterAll(() => doors.stop());

async function issued(): Promise<Keys> {
  const { Credentials } = await doors.call('sts', 'AssumeRole', {
    RoleArn: 'arn:aws:iam::000000000000:role/All',
    RoleSessionName: 'test',
  });
  if (Credentials === undefined) throw new Error('no credentials');
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** What goes over the wire. Headers are a list: their order and their number are the test's. */
type Wire = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
};
type Answer = { readonly status: number; readonly body: string };

function send({ method, path, query, headers, body }: Wire): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: doors.server.port,
        method,
        path: query === '' ? path : `${path}?${query}`,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    outgoing.on('error', reject);
    const values = Map.groupBy(headers, ([name]) => name);
    for (const [name, all] of values) {
      const texts = all.map(([, value]) => value);
      outgoing.setHeader(name, texts.length === 1 ? (texts[0] as string) : texts);
    }
    outgoing.end(body);
  });
}

type Plain = Omit<Wire, 'headers'> & { readonly service: string; readonly headers?: Readonly<Record<string, string>> };

/** The code of a refusal in any of the three protocols; nothing for an answer. */
const codeOf = ({ status, body }: Answer): string | undefined =>
  status < 300 ? undefined : (/<Code>(.*?)<\/Code>/.exec(body)?.[1] ?? /"__type":"(.*?)"/.exec(body)?.[1] ?? body);

const queryOf = (text: string): Record<string, string | string[]> => {
  const pairs = Map.groupBy(new URLSearchParams(text), ([name]) => name);
  return Object.fromEntries([...pairs].map(([name, all]) => [name, all.map(([, value]) => value)]));
};

/** Signs as the SDK does, into the header. */
async function signed(plain: Plain, by: Keys = keys, signingDate = new Date()): Promise<Wire> {
  const host = `localhost:${doors.server.port}`;
  const signer = new SignatureV4({
    service: plain.service,
    region: 'us-east-1',
    credentials: by,
    sha256: Sha256,
    uriEscapePath: plain.service !== 's3',
    applyChecksum: plain.service === 's3',
  });
  const { headers } = await signer.sign(
    {
      method: plain.method,
      protocol: 'http:',
      hostname: 'localhost',
      port: doors.server.port,
      path: plain.path,
      query: queryOf(plain.query),
      headers: { host, ...plain.headers },
      body: plain.body,
    },
    { signingDate },
  );
  const { method, path, query, body } = plain;
  return { method, path, query, body, headers: Object.entries(headers).map(([n, v]) => [n.toLowerCase(), v] as const) };
}

const S3: Plain = {
  service: 's3',
  method: 'PUT',
  path: `/${Bucket}/a.txt`,
  query: '',
  body: 'text',
  headers: { 'x-amz-meta-note': 'a' },
};
const JSON_CALL: Plain = {
  service: 'cognito-idp',
  method: 'POST',
  path: '/',
  query: '',
  body: '{"MaxResults":1}',
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
  },
};
const QUERY_CALL: Plain = {
  service: 'iam',
  method: 'POST',
  path: '/',
  query: '',
  body: 'Action=ListRoles&Version=2010-05-08',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};
const calls = { s3: S3, json: JSON_CALL, query: QUERY_CALL };

test.each(Object.entries(calls))('%s: passes as it was signed', async (_name, plain) => {
  expect(codeOf(await send(await signed(plain)))).toBe(undefined);
});

const header = (wire: Wire, name: string, change: (value: string) => string | undefined): Wire => ({
  ...wire,
  headers: wire.headers.flatMap(([one, value]) => {
    if (one !== name) return [[one, value] as const];
    const changed = change(value);
    return changed === undefined ? [] : [[one, changed] as const];
  }),
});
const authorization = (wire: Wire, from: string | RegExp, to: string): Wire =>
  header(wire, 'authorization', (value) => {
    const changed = value.replace(from, to);
    expect(changed).not.toBe(value);
    return changed;
  });
const NEVER = '0'.repeat(64);

type Codes = readonly [s3: string, json: string, query: string];
const MISMATCH: Codes = ['SignatureDoesNotMatch', 'InvalidSignatureException', 'SignatureDoesNotMatch'];
const MALFORMED: Codes = ['AuthorizationHeaderMalformed', 'IncompleteSignatureException', 'IncompleteSignature'];
const UNKNOWN_ALGORITHM: Codes = ['InvalidRequest', 'IncompleteSignatureException', 'IncompleteSignature'];

/** Each changes one thing of a request that was signed. */
const changes: readonly (readonly [name: string, change: (wire: Wire) => Wire, codes: Codes])[] = [
  ['a parameter more', (wire) => ({ ...wire, query: 'x-id=PutObject' }), MISMATCH],
  ['another host', (wire) => header(wire, 'host', () => `127.0.0.1:${doors.server.port}`), MISMATCH],
  [
    'another date',
    (wire) => header(wire, 'x-amz-date', (value) => value.replace(/\d\dZ$/, (end) => (end === '07Z' ? '08Z' : '07Z'))),
    MISMATCH,
  ],
  ['another signature', (wire) => authorization(wire, /Signature=\w{64}/, `Signature=${NEVER}`), MISMATCH],
  ['another region in the scope', (wire) => authorization(wire, '/us-east-1/', '/eu-west-1/'), MISMATCH],
  ['another day in the scope', (wire) => authorization(wire, /\/\d{8}\//, '/20200101/'), MALFORMED],
  ['another key', (wire) => authorization(wire, keys.accessKeyId, others.accessKeyId), MISMATCH],
  ['no session token', (wire) => header(wire, 'x-amz-security-token', () => undefined), MISMATCH],
  ['another session token', (wire) => header(wire, 'x-amz-security-token', () => others.sessionToken), MISMATCH],
  ['a header that is no longer in the list', (wire) => authorization(wire, 'host;', ''), MALFORMED],
  ['a header in the list that did not come', (wire) => authorization(wire, 'host;', 'host;x-amz-none;'), MISMATCH],
  ['another algorithm', (wire) => authorization(wire, 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'), MALFORMED],
  ['version 4A', (wire) => authorization(wire, 'AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'), UNKNOWN_ALGORITHM],
  [
    'a signature in the address besides',
    (wire) => ({ ...wire, query: `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${NEVER}` }),
    ['InvalidArgument', 'IncompleteSignatureException', 'IncompleteSignature'],
  ],
];

const cases = changes.flatMap(([name, change, codes]) =>
  (Object.keys(calls) as (keyof typeof calls)[]).map(
    (protocol, index) => [protocol, name, change, codes[index]] as const,
  ),
);
test.each(cases)('%s: refused with %s', async (protocol, _name, change, code) => {
  expect(codeOf(await send(change(await signed(calls[protocol]))))).toBe(code);
});

test('the service of the scope is the one that is asked', async () => {
  const scoped = async (plain: Plain, service: string): Promise<string | undefined> =>
    codeOf(await send(authorization(await signed(plain), /\/(s3|iam|cognito-idp)\/aws4/, `/${service}/aws4`)));
  expect(await scoped(S3, 'execute-api')).toBe('AuthorizationHeaderMalformed');
  expect(await scoped(JSON_CALL, 'sts')).toBe('InvalidSignatureException');
  // The scope is how a query finds its service: STS has no ListRoles.
  expect(await scoped(QUERY_CALL, 'sts')).toBe('InvalidAction');
});

test.each([
  ['s3', 'XAmzContentSHA256Mismatch'],
  ['json', 'InvalidSignatureException'],
  ['query', 'SignatureDoesNotMatch'],
] as const)('%s: refused with another body', async (protocol, code) => {
  const wire = await signed(calls[protocol]);
  expect(
    codeOf(
      await send({ ...wire, body: protocol === 'query' ? `${String(wire.body)}&MaxItems=1` : `${String(wire.body)} ` }),
    ),
  ).toBe(code);
});

test.each([
  ['a changed header', (wire: Wire) => header(wire, 'x-amz-meta-note', () => 'b'), 'SignatureDoesNotMatch'],
  [
    'a signed header twice',
    (wire: Wire) => ({ ...wire, headers: [...wire.headers, ['x-amz-meta-note', 'a'] as const] }),
    'SignatureDoesNotMatch',
  ],
  [
    'a header that was not signed',
    (wire: Wire) => ({ ...wire, headers: [...wire.headers, ['x-amz-acl', 'private'] as const] }),
    'AccessDenied',
  ],
  ['another key', (wire: Wire) => ({ ...wire, path: `/${Bucket}/b.txt` }), 'SignatureDoesNotMatch'],
  ['a double slash', (wire: Wire) => ({ ...wire, path: `/${Bucket}//a.txt` }), 'SignatureDoesNotMatch'],
  [
    'another hash of the body',
    (wire: Wire) => header(wire, 'x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD'),
    'SignatureDoesNotMatch',
  ],
  ['no hash of the body', (wire: Wire) => header(wire, 'x-amz-content-sha256', () => undefined), 'InvalidRequest'],
] as const)('s3: refused with %s', async (_name, change, code) => {
  expect(codeOf(await send(change(await signed(S3))))).toBe(code);
});

test('s3: refused with another method', async () => {
  const wire = await signed({ ...S3, body: '' });
  for (const method of ['GET', 'DELETE'])
    expect(codeOf(await send({ ...wire, method })), method).toBe('SignatureDoesNotMatch');
});

test.each([
  ['s3', 'InvalidToken'],
  ['json', 'UnrecognizedClientException'],
  ['query', 'InvalidClientTokenId'],
] as const)('%s: refused with the token of another session, though it was signed', async (protocol, code) => {
  const mixed = { ...keys, sessionToken: others.sessionToken };
  expect(codeOf(await send(await signed(calls[protocol], mixed)))).toBe(code);
});

const MINUTE = 60_000;
test.each([
  ['s3', -16, 'RequestTimeTooSkewed'],
  ['s3', 16, 'RequestTimeTooSkewed'],
  ['json', -16, 'InvalidSignatureException'],
  ['json', 16, 'InvalidSignatureException'],
  ['query', -16, 'SignatureDoesNotMatch'],
  ['query', 16, 'SignatureDoesNotMatch'],
  ['s3', -14, undefined],
  ['s3', 14, undefined],
  ['json', -14, undefined],
  ['query', 14, undefined],
] as const)('%s: signed %i minutes from now', async (protocol, minutes, code) => {
  const wire = await signed(calls[protocol], keys, new Date(Date.now() + minutes * MINUTE));
  expect(codeOf(await send(wire))).toBe(code);
});

/** What has to pass: awkward, but as it was signed. */
const awkward: readonly (readonly [string, Partial<Plain>])[] = [
  ['spaces in a key', { path: `/${Bucket}/a%20b/c%20%20d` }],
  ['characters beyond ASCII', { path: `/${Bucket}/${encodeURIComponent('日本 ü 🎬')}` }],
  ['an encoded slash', { path: `/${Bucket}/a%2Fb` }],
  ['an encoded plus', { path: `/${Bucket}/a%2Bb` }],
  ['double slashes', { path: `/${Bucket}//a//b/` }],
  ['dots as segments', { path: `/${Bucket}/./a/../b` }],
  ['reserved characters', { path: `/${Bucket}/%21%27%28%29%2A%26%3D%40%3A%2C%24%3B%3F%23` }],
  ['an empty header', { headers: { 'x-amz-meta-empty': '' } }],
  ['runs of spaces in a header', { headers: { 'x-amz-meta-note': '  a   b  ' } }],
  ['an empty body', { body: '' }],
];
test.each(awkward)('s3: passes with %s', async (_name, more) => {
  expect(codeOf(await send(await signed({ ...S3, ...more })))).toBe(undefined);
});

test.each([
  ['an empty value', 'location='],
  ['awkward values', 'list-type=2&prefix=a%20b%2Bc%2F%C3%A9%3D%26%25&delimiter=%2F'],
  ['keys that come twice', 'list-type=2&prefix=b&prefix=a'],
  ['capitals before small letters', 'list-type=2&B=1&a=2&A=3&b=4'],
])('s3: passes with a query of %s', async (_name, query) => {
  expect(codeOf(await send(await signed({ ...S3, method: 'GET', path: `/${Bucket}`, query, body: '' })))).toBe(
    undefined,
  );
});

test('s3: a header that came twice was signed as both values', async () => {
  const wire = await signed({ ...S3, headers: { 'x-amz-meta-note': 'a,b' } });
  const twice = [
    ...header(wire, 'x-amz-meta-note', () => undefined).headers,
    ['x-amz-meta-note', 'a'] as const,
    ['x-amz-meta-note', 'b'] as const,
  ];
  expect(codeOf(await send({ ...wire, headers: twice }))).toBe(undefined);
});

/** A body signed chunk by chunk, as AWS's tools without a checksum do it. */
async function streamed(
  chunks: readonly string[],
  trailer?: string,
): Promise<{ wire: Wire; frames: string[]; end: string }> {
  const whole = chunks.join('');
  const wire = await signed({
    ...S3,
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(Buffer.byteLength(whole)),
      'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? '' : '-TRAILER'}`,
      ...(trailer === undefined ? {} : { 'x-amz-trailer': trailer.split(':')[0] as string }),
    },
    body: '',
  });
  const read = readSignature(wire);
  const signature = (read as { signature: Signature }).signature;
  const key = signingKey(keys.secretAccessKey, signature.day, 'us-east-1', 's3');
  let previous = signature.signature;
  const frame = (chunk: string): string => {
    previous = chunkSignature(signature, key, previous, sha256(chunk));
    return `${Buffer.byteLength(chunk).toString(16)};chunk-signature=${previous}\r\n${chunk === '' ? '' : `${chunk}\r\n`}`;
  };
  const frames = [...chunks.map(frame), frame('')];
  if (trailer === undefined) return { wire, frames, end: '\r\n' };
  const seal = trailerSignature(signature, key, previous, `${trailer}\n`);
  return { wire, frames, end: `${trailer}\r\nx-amz-trailer-signature:${seal}\r\n\r\n` };
}
const A = 'a'.repeat(8192);
const B = 'b'.repeat(8192);
const sent = async (
  made: Awaited<ReturnType<typeof streamed>>,
  change: (frames: string[]) => string[],
  end = made.end,
) => codeOf(await send({ ...made.wire, body: change(made.frames).join('') + end }));

test('s3: chunks that are signed one by one pass, and are what is read back', async () => {
  expect(await sent(await streamed([A, B, 'rest']), (frames) => frames)).toBe(undefined);
  const { ContentLength } = await doors.call('s3', 'HeadObject', { Bucket, Key: 'a.txt' });
  expect(ContentLength).toBe(2 * 8192 + 4);
});

test.each([
  ['a changed chunk', (frames: string[]) => frames.map((frame) => frame.replace('bbbb', 'bbbx'))],
  ['chunks in another order', ([a, b, ...rest]: string[]) => [b, a, ...rest] as string[]],
  ['a chunk twice', ([a, ...rest]: string[]) => [a, a, ...rest] as string[]],
  [
    'the signature of another chunk',
    (frames: string[]) =>
      frames.map((frame, index) =>
        frame.replace(/=\w{64}/, /=\w{64}/.exec(frames[index === 0 ? 1 : index] as string)?.[0] ?? ''),
      ),
  ],
])('s3: refused with %s', async (_name, change) => {
  expect(await sent(await streamed([A, B]), change)).toBe('SignatureDoesNotMatch');
});

test('s3: refused without one of its chunks, or without its end', async () => {
  expect(await sent(await streamed([A, B]), ([, ...rest]) => rest)).toBe('SignatureDoesNotMatch');
  expect(await sent(await streamed([A, B]), (frames) => frames.slice(0, -1), '')).toBe('IncompleteBody');
});

test('s3: what trails a body is signed too', async () => {
  // CRC-32 of "hello", as a client would send it.
  const trailer = 'x-amz-checksum-crc32:NhCmhg==';
  const made = await streamed(['hello'], trailer);
  expect(await sent(made, (frames) => frames)).toBe(undefined);
  const other = made.end.replace('NhCmhg==', 'AAAAAA==');
  expect(await sent(made, (frames) => frames, other)).toBe('SignatureDoesNotMatch');
  expect(await sent(made, (frames) => frames, `${trailer}\r\n\r\n`)).toBe('SignatureDoesNotMatch');
});

test('s3: a body whose trailer alone is checked passes, and not with another checksum', async () => {
  const wire = await signed({
    ...S3,
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '5',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    },
    body: '',
  });
  const body = (crc: string): string => `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${crc}\r\n\r\n`;
  expect(codeOf(await send({ ...wire, body: body('NhCmhg==') }))).toBe(undefined);
  expect(codeOf(await send({ ...wire, body: body('AAAAAA==') }))).toBe('BadDigest');
});
