import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { objectBytes, type Announced } from '../../../electron/engine/doors/http/s3/body.ts';
import {
  chunkSignature,
  sha256,
  signingKey,
  trailerSignature,
  type Signature,
} from '../../../electron/engine/doors/http/signature/sigv4.ts';
import { faultOf } from '../../../electron/engine/kernel/fault.ts';

const SIGNATURE: Signature = {
  form: 'header',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  day: '20130524',
  region: 'us-east-1',
  service: 's3',
  signedHeaders: ['host'],
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  timestamp: '20130524T000000Z',
  signedAt: Date.parse('2013-05-24T00:00:00Z'),
};
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KEY = signingKey(SECRET, '20130524', 'us-east-1', 's3');

const plain: Announced = {
  contentHash: 'UNSIGNED-PAYLOAD',
  length: undefined,
  chunked: false,
  verified: undefined,
};

/** Pieces of a body, cut where it hurts: every `size` bytes. */
async function* pieces(body: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(body: AsyncIterable<Uint8Array>, announced: Partial<Announced>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of objectBytes(body, { ...plain, ...announced })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function refusal(body: AsyncIterable<Uint8Array>, announced: Partial<Announced>): Promise<string | undefined> {
  return read(body, announced).then(
    () => undefined,
    (error: unknown) => faultOf(error)?.code,
  );
}

const crc = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};
const framed = (chunks: readonly string[], trailers = ''): string =>
  `${chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n${trailers}\r\n`;

/** A body framed and signed as the AWS CLI and SDKs do it. */
function signedFrames(chunks: readonly string[], trailer?: string): string {
  let previous = SIGNATURE.signature;
  const frames = [...chunks, ''].map((chunk) => {
    previous = chunkSignature(SIGNATURE, KEY, previous, sha256(chunk));
    const head = `${Buffer.byteLength(chunk).toString(16)};chunk-signature=${previous}\r\n`;
    return chunk === '' ? head : `${head}${chunk}\r\n`;
  });
  if (trailer === undefined) return `${frames.join('')}\r\n`;
  const signature = trailerSignature(SIGNATURE, KEY, previous, `${trailer}\n`);
  return `${frames.join('')}${trailer}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
}

const streaming = {
  contentHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  chunked: true,
  verified: { signature: SIGNATURE, secret: SECRET },
};

test("AWS's own example of chunk signatures", () => {
  const first = chunkSignature(SIGNATURE, KEY, SIGNATURE.signature, sha256('a'.repeat(65536)));
  expect(first).toBe('ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648');
  const second = chunkSignature(SIGNATURE, KEY, first, sha256('a'.repeat(1024)));
  expect(second).toBe('0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497');
  const last = chunkSignature(SIGNATURE, KEY, second, sha256(''));
  expect(last).toBe('b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9');
});

test('a plain body passes as it is', async () => {
  expect(await read(pieces('hello world'), { length: 11, contentHash: sha256('hello world') })).toBe('hello world');
});

test('a body that is not the signed one is refused', async () => {
  expect(await refusal(pieces('hello'), { contentHash: sha256('other') })).toBe('XAmzContentSHA256Mismatch');
});

test('a body of another length is refused', async () => {
  expect(await refusal(pieces('hello'), { length: 6 })).toBe('IncompleteBody');
});

test('a connection that breaks is an incomplete body', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('he');
    throw new Error('aborted');
  }
  expect(await refusal(broken(), { length: 5 })).toBe('IncompleteBody');
});

test('framing is taken off, wherever the network cuts it', async () => {
  const body = framed(['first chunk;', 'second\r\nwith lines\r\n0\r\n']);
  for (const size of [1, 2, 3, 5, 16, 1000])
    expect(await read(pieces(body, size), { chunked: true, length: 35 })).toBe(
      'first chunk;second\r\nwith lines\r\n0\r\n',
    );
});

test('an empty framed body is an empty object', async () => {
  expect(await read(pieces(framed([])), { chunked: true, length: 0 })).toBe('');
});

for (const [name, body] of [
  ['without its last chunk', '5\r\nhello\r\n'],
  ['cut inside a chunk', 'a\r\nhello'],
  ['whose chunk is longer than it says', '3\r\nhello\r\n0\r\n\r\n'],
  ['with a size that is no number', 'xyz\r\nhello\r\n0\r\n\r\n'],
  ['that is not framed', 'hello'],
  ['with an endless line', 'a'.repeat(10_000)],
] as const)
  test(`a framed body ${name} is refused`, async () => {
    expect(await refusal(pieces(body, 64), { chunked: true })).toBe('IncompleteBody');
  });

test('each chunk is verified', async () => {
  const body = signedFrames(['hello ', 'world']);
  expect(await read(pieces(body), streaming)).toBe('hello world');
  expect(await refusal(pieces(body.replace('world', 'wurld')), streaming)).toBe('SignatureDoesNotMatch');
  expect(await refusal(pieces(framed(['hello ', 'world'])), streaming)).toBe('SignatureDoesNotMatch');
  expect(await refusal(pieces(body), { ...streaming, verified: { signature: SIGNATURE, secret: 'other' } })).toBe(
    'SignatureDoesNotMatch',
  );
});

test('chunks in another order are refused', async () => {
  const [first = '', second = '', ...rest] = signedFrames(['hello ', 'world']).split(/(?<=hello \r\n|world\r\n)/);
  expect(await refusal(pieces([second, first, ...rest].join('')), streaming)).toBe('SignatureDoesNotMatch');
});

test('trailing headers are verified', async () => {
  const trailing = {
    ...streaming,
    contentHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  };
  const body = signedFrames(['hello'], `x-amz-checksum-crc32:${crc('hello')}`);
  expect(await read(pieces(body), trailing)).toBe('hello');
  expect(await refusal(pieces(body.replace(/(trailer-signature:)./, '$1x')), trailing)).toBe('SignatureDoesNotMatch');
});

test('fields after the body are given with it', async () => {
  const body = objectBytes(pieces(framed(['hello'], `x-amz-checksum-crc32:${crc('hello')}\r\n`)), {
    ...plain,
    chunked: true,
  });
  for await (const _chunk of body) expect(body.trailers.size).toBe(0);
  expect([...body.trailers]).toEqual([['x-amz-checksum-crc32', crc('hello')]]);
});
