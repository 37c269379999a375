/**
 * AWS Signature Version 4, the verifying side: pure functions on a request as it came over the wire.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AwsService } from '../../../../../shared/aws/models.ts';

/** What of a request a signature covers. Header names in lower case, in the order they came; `query` without `?`. */
export type WireRequest = {
  readonly method: string;
  /** The path as sent, still encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

/** What a signature may be for. */
export type SignedService = AwsService | 'execute-api';

/** A signature as the request carries it. */
export type Signature = {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  /** `YYYYMMDD`, the first part of the scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string;
  /** Epoch milliseconds of `timestamp`. */
  readonly signedAt: number;
  /** Query form: for how many seconds it holds. */
  readonly expires?: number;
  readonly sessionToken?: string;
};

export type ReadSignature =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly why: string }
  /** Signed in the header and in the query at once. */
  | { readonly kind: 'twice' }
  | { readonly kind: 'signed'; readonly signature: Signature };

const ALGORITHM = 'AWS4-HMAC-SHA256';
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
/** How far a client's clock may be off, in milliseconds. */
export const CLOCK_SKEW_MS = 15 * 60 * 1000;
/** Longest validity of a presigned address, in seconds. */
const MAX_VALIDITY_SECONDS = 7 * 24 * 3600;

/** Reads the signature of a request, in its header or query form; checks form only. */
export function readSignature(request: WireRequest): ReadSignature {
  const header = headerOf(request, 'authorization');
  const query = new Map(request.query.includes('X-Amz-') ? queryPairs(request.query) : []);
  const inQuery = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature') || query.has('X-Amz-Credential');
  if (header !== undefined) return inQuery ? { kind: 'twice' } : readHeader(request, header);
  return inQuery ? readQuery(query) : { kind: 'none' };
}

/** Whether the signature is the one that the secret gives for this request. */
export function signatureMatches(
  request: WireRequest,
  signature: Signature,
  secret: string,
  payloadHash: string,
): boolean {
  const key = signingKey(secret, signature.day, signature.region, signature.service);
  return canonicalPaths(request.path, signature.service).some((path) => {
    const canonical = canonicalRequest(request, signature, path, payloadHash);
    return sameText(hmac(key, stringToSign(signature, canonical)).toString('hex'), signature.signature);
  });
}

/** Whether the moment of signing is too far from now, by the machine's clock; nothing when it is fine. */
export function timeProblem(signature: Signature, now: number): 'expired' | 'not yet' | undefined {
  if (signature.signedAt > now + CLOCK_SKEW_MS) return 'not yet';
  const validity = signature.expires === undefined ? CLOCK_SKEW_MS : signature.expires * 1000;
  return now > signature.signedAt + validity ? 'expired' : undefined;
}

/** The key that signs for one day, region and service. */
export function signingKey(secret: string, day: string, region: string, service: string): Buffer {
  return [day, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

/**
 * The signature of one chunk of a streamed body, which covers the one before.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkSignature(signature: Signature, key: Buffer, previous: string, chunkHash: string): string {
  const text = [`${ALGORITHM}-PAYLOAD`, signature.timestamp, scopeOf(signature), previous, sha256(''), chunkHash].join(
    '\n',
  );
  return hmac(key, text).toString('hex');
}

/** The signature of a streamed body's trailing headers. */
export function trailerSignature(signature: Signature, key: Buffer, previous: string, trailer: string): string {
  const text = [`${ALGORITHM}-TRAILER`, signature.timestamp, scopeOf(signature), previous, sha256(trailer)].join('\n');
  return hmac(key, text).toString('hex');
}

/** Headers of these families have to be signed where they are present; the names of those that are not. */
export function unsignedHeaders(request: WireRequest, signature: Signature): string[] {
  const signed = new Set(signature.signedHeaders);
  const names = request.headers.map(([name]) => name);
  return names.filter(
    (name) => (name === 'host' || (name.startsWith('x-amz-') && name !== 'x-amzn-trace-id')) && !signed.has(name),
  );
}

/** Hexadecimal SHA-256. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Compares two texts in time that does not depend on where they differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The value of a header, several of one name joined by commas. */
export function headerOf(request: WireRequest, name: string): string | undefined {
  const values = request.headers.filter(([candidate]) => candidate === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(',');
}

/** Name and value of each parameter of a query, decoded; `+` is a space. */
export function queryPairs(query: string): [string, string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
    });
}

/** Percent-encoding of everything but RFC 3986's unreserved characters. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function readHeader(request: WireRequest, header: string): ReadSignature {
  const [algorithm, rest] = splitOnce(header.trim(), /\s+/);
  if (algorithm !== ALGORITHM) return { kind: 'malformed', why: `Unsupported AWS 'algorithm': '${algorithm}'.` };
  const parts = new Map(rest.split(',').map((part) => splitOnce(part.trim(), '=') as [string, string]));
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name));
  if (missing.length > 0)
    return {
      kind: 'malformed',
      why: missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '),
    };
  const timestamp = headerOf(request, 'x-amz-date') ?? basicDate(headerOf(request, 'date'));
  if (timestamp === undefined)
    return {
      kind: 'malformed',
      why: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    };
  return assembled({
    form: 'header',
    credential: parts.get('Credential') as string,
    signedHeaders: parts.get('SignedHeaders') as string,
    signature: parts.get('Signature') as string,
    timestamp,
    sessionToken: headerOf(request, 'x-amz-security-token'),
  });
}

function readQuery(query: ReadonlyMap<string, string>): ReadSignature {
  const missing = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-Date',
    'X-Amz-SignedHeaders',
    'X-Amz-Expires',
  ].filter((name) => !query.get(name));
  // Presigned calls of other services than S3 may do without an expiry: the clock's tolerance is theirs.
  if (missing.some((name) => name !== 'X-Amz-Expires'))
    return { kind: 'malformed', why: `Query-string authentication requires ${missing.join(', ')}.` };
  if (query.get('X-Amz-Algorithm') !== ALGORITHM)
    return { kind: 'malformed', why: 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"' };
  const expires = query.get('X-Amz-Expires');
  if (expires !== undefined && !/^\d{1,9}$/.test(expires))
    return { kind: 'malformed', why: 'X-Amz-Expires should be a number' };
  if (Number(expires ?? 0) > MAX_VALIDITY_SECONDS)
    return {
      kind: 'malformed',
      why: 'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    };
  return assembled({
    form: 'query',
    credential: query.get('X-Amz-Credential') as string,
    signedHeaders: query.get('X-Amz-SignedHeaders') as string,
    signature: query.get('X-Amz-Signature') as string,
    timestamp: query.get('X-Amz-Date') as string,
    sessionToken: query.get('X-Amz-Security-Token'),
    ...(expires === undefined ? {} : { expires: Number(expires) }),
  });
}

function assembled(parts: {
  form: Signature['form'];
  credential: string;
  signedHeaders: string;
  signature: string;
  timestamp: string;
  sessionToken: string | undefined;
  expires?: number;
}): ReadSignature {
  const scope = parts.credential.split('/');
  const [day = '', region = '', service = '', terminator] = scope.slice(-4);
  const accessKeyId = scope.slice(0, -4).join('/');
  if (scope.length < 5 || terminator !== 'aws4_request' || accessKeyId === '')
    return {
      kind: 'malformed',
      why: `Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request, got '${parts.credential}'.`,
    };
  const signedAt = timeOf(parts.timestamp);
  if (signedAt === undefined)
    return {
      kind: 'malformed',
      why: `Date must be in ISO-8601 'basic format'. Got '${parts.timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    };
  if (!parts.timestamp.startsWith(day))
    return {
      kind: 'malformed',
      why: `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${parts.timestamp.slice(0, 8)}', from '${parts.timestamp}'.`,
    };
  const signedHeaders = parts.signedHeaders.toLowerCase().split(';');
  if (!signedHeaders.includes('host'))
    return { kind: 'malformed', why: "'Host' must be a 'SignedHeader' in the AWS Authorization." };
  const { form, signature, timestamp, sessionToken, expires } = parts;
  return {
    kind: 'signed',
    signature: {
      form,
      accessKeyId,
      day,
      region,
      service,
      signedHeaders,
      signature,
      timestamp,
      signedAt,
      ...(expires === undefined ? {} : { expires }),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
}

function canonicalRequest(request: WireRequest, signature: Signature, path: string, payloadHash: string): string {
  const query = queryPairs(request.query)
    .filter(([name]) => !(signature.form === 'query' && name === 'X-Amz-Signature'))
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([a, av], [b, bv]) => order(a, b) || order(av, bv))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const names = [...signature.signedHeaders].sort(order);
  const headers = names.map((name) => `${name}:${trimmed(headerOf(request, name) ?? '')}\n`).join('');
  return [request.method, path, query, headers, names.join(';'), payloadHash].join('\n');
}

/**
 * The path as a client may have put it into what it signed. S3 encodes once and keeps the path; all other
 * services encode the sent path again and resolve dots. Each candidate names the same resource.
 */
function canonicalPaths(path: string, service: string): string[] {
  if (service === 's3') {
    const once = path
      .split('/')
      .map((part) => encoded(decoded(part, false)))
      .join('/');
    return [...new Set([once, path])];
  }
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(encoded(part));
  }
  const slash = path.endsWith('/') && parts.length > 0 ? '/' : '';
  return [`/${parts.join('/')}${slash}`];
}

const stringToSign = (signature: Signature, canonical: string): string =>
  [ALGORITHM, signature.timestamp, scopeOf(signature), sha256(canonical)].join('\n');

const scopeOf = ({ day, region, service }: Signature): string => `${day}/${region}/${service}/aws4_request`;

const hmac = (key: Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const trimmed = (value: string): string => value.trim().replace(/\s+/g, ' ');

/** By code units, which for encoded text is by bytes. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function decoded(text: string, plusIsSpace = true): string {
  const spaced = plusIsSpace ? text.replaceAll('+', ' ') : text;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function splitOnce(text: string, separator: string | RegExp): [string, string] {
  const match = typeof separator === 'string' ? separator : (separator.exec(text)?.[0] ?? '');
  const at = match === '' ? -1 : text.indexOf(match);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + match.length)];
}

function timeOf(timestamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function basicDate(date: string | undefined): string | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
