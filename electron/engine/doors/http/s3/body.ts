import { createHash } from 'node:crypto';
import type { TrailedBytes } from '../../../../../shared/aws/bytes.ts';
import { Refusal } from '../../../kernel/fault.ts';
import { chunkSignature, sameText, sha256, signingKey, trailerSignature, type Signature } from '../signature/sigv4.ts';

/** What a client said of the body that it sends. */
export type Announced = {
  /** `x-amz-content-sha256`, or what stands for it in a presigned request. */
  readonly contentHash: string;
  /** Length without the framing of `aws-chunked`. */
  readonly length: number | undefined;
  readonly chunked: boolean;
  /** Where the key is known, chunk signatures are verified with it. */
  readonly verified: { readonly signature: Signature; readonly secret: string } | undefined;
};

const INCOMPLETE = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/** Longest line of framing: a chunk's size with its signature, or a trailing header. */
const MAX_LINE_BYTES = 4096;

const refuse = (code: string, message: string, reason: string, status = 400): never => {
  throw new Refusal({ code, message, status, reason });
};

/**
 * The bytes of an object as its client meant them: framing taken off, and what was signed verified by the time
 * the last byte was given. A reader that keeps what it was given only after the end keeps nothing wrong.
 *
 * Checksums are the reader's to verify; those that come after the body stand in `trailers`.
 */
export function objectBytes(raw: AsyncIterable<Uint8Array>, announced: Announced): TrailedBytes {
  const trailers = new Map<string, string>();
  const bytes = verifiedBytes(raw, announced, trailers);
  return { trailers, [Symbol.asyncIterator]: () => bytes };
}

async function* verifiedBytes(
  raw: AsyncIterable<Uint8Array>,
  announced: Announced,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array, void> {
  const whole = connected(raw);
  const source = announced.chunked ? unframed(whole, announced, trailers) : whole;
  const signedHash = /^[0-9a-f]{64}$/.test(announced.contentHash) ? createHash('sha256') : undefined;
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    signedHash?.update(chunk);
    yield chunk;
  }
  if (announced.length !== undefined && length !== announced.length)
    refuse('IncompleteBody', INCOMPLETE, `${length} bytes came, ${announced.length} were announced.`);
  if (signedHash !== undefined && signedHash.digest('hex') !== announced.contentHash)
    refuse(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      'The body is not the one that was signed.',
    );
}

/** A connection that ends early is its client's doing: a body that is not whole, not an error of ours. */
async function* connected(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* raw;
  } catch (error) {
    refuse('IncompleteBody', INCOMPLETE, `The connection ended before the body did (${String(error)}).`);
  }
}

/** Takes the framing of `aws-chunked` off, verifies each chunk's signature, and collects the trailing headers. */
async function* unframed(
  raw: AsyncIterable<Uint8Array>,
  announced: Announced,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array, void> {
  const reader = new Reader(raw);
  const signed = announced.contentHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
  const { verified } = announced;
  const key =
    verified &&
    signingKey(verified.secret, verified.signature.day, verified.signature.region, verified.signature.service);
  let previous = verified?.signature.signature ?? '';
  for (;;) {
    const { size, signature } = chunkHead(await reader.line());
    const hash = createHash('sha256');
    for await (const piece of reader.take(size)) {
      hash.update(piece);
      yield piece;
    }
    if (signed && verified !== undefined && key !== undefined) {
      const expected = chunkSignature(verified.signature, key, previous, hash.digest('hex'));
      if (!sameText(expected, signature ?? ''))
        refuse('SignatureDoesNotMatch', MISMATCH, 'The signature of a chunk does not match.', 403);
      previous = expected;
    }
    if (size === 0) break;
    if ((await reader.line()) !== '') refuse('IncompleteBody', INCOMPLETE, 'A chunk is longer than it said.');
  }
  await readTrailers(reader, trailers);
  const given = trailers.get('x-amz-trailer-signature');
  if (signed && announced.contentHash.endsWith('-TRAILER') && verified !== undefined && key !== undefined) {
    const text = [...trailers]
      .filter(([name]) => name !== 'x-amz-trailer-signature')
      .map(([name, value]) => `${name}:${value}\n`)
      .join('');
    if (!sameText(trailerSignature(verified.signature, key, previous, text), given ?? ''))
      refuse('SignatureDoesNotMatch', MISMATCH, 'The signature of the trailing headers does not match.', 403);
  }
}

function chunkHead(line: string): { size: number; signature: string | undefined } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (match === null) return refuse('IncompleteBody', INCOMPLETE, 'The body is not framed as aws-chunked.');
  return { size: Number.parseInt(match[1] as string, 16), signature: match[2] };
}

async function readTrailers(reader: Reader, trailers: Map<string, string>): Promise<void> {
  for (let count = 0; count < 16; count++) {
    const line = await reader.line(true);
    if (line === '') return;
    const at = line.indexOf(':');
    if (at > 0) trailers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
}

/** Reads lines and counted bytes from a stream, holding no more than one chunk of it. */
class Reader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(raw: AsyncIterable<Uint8Array>) {
    this.#iterator = raw[Symbol.asyncIterator]();
  }

  /** The next line without its end. At the end of the stream: an empty line where that is allowed. */
  async line(endAllowed = false): Promise<string> {
    for (;;) {
      const at = this.#rest.indexOf(0x0a);
      if (at >= 0) {
        const line = this.#rest.subarray(0, at).toString('latin1').replace(/\r$/, '');
        this.#rest = this.#rest.subarray(at + 1);
        return line;
      }
      if (this.#rest.length > MAX_LINE_BYTES)
        refuse('IncompleteBody', INCOMPLETE, 'A line of the framing is too long.');
      if (!(await this.#more())) {
        if (endAllowed && this.#rest.length === 0) return '';
        refuse('IncompleteBody', INCOMPLETE, 'The body ended inside its framing.');
      }
    }
  }

  async *take(length: number): AsyncGenerator<Uint8Array, void> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more()))
        refuse('IncompleteBody', INCOMPLETE, 'The body ended inside a chunk.');
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#iterator.next();
    if (done === true) return false;
    this.#rest = this.#rest.length === 0 ? Buffer.from(value) : Buffer.concat([this.#rest, value]);
    return true;
  }
}

/** The hash of a body that was read whole, compared with what was signed. */
export function checkWholeBody(body: Uint8Array, contentHash: string): void {
  if (/^[0-9a-f]{64}$/.test(contentHash) && sha256(body) !== contentHash)
    refuse(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      'The body is not the one that was signed.',
    );
}
