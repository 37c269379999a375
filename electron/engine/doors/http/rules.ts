/**
 * Who may speak to the listener at all: the rules on `Host` and `Origin`.
 *
 * A page of another site can make a browser send requests to this machine, and a name that it controls can
 * be made to point here. What such a page asks for carries its own name in `Host` or `Origin`.
 */
import { isIP } from 'node:net';

/** Which names the listener answers to. */
export type HostRule = {
  /** The listener can be reached from other machines: then addresses of any kind are fine. */
  readonly open: boolean;
  /** Further names, as given by the user. */
  readonly allowed: readonly string[];
};

/** The host in a `Host` header or in an origin, in lower case, without port and brackets; nothing where it is none. */
export function hostnameOf(host: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/** Names that always mean this machine. RFC 6761 6.3 reserves `localhost` and all below it. */
export const isLocal = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '::1' ||
  /^127(\.\d{1,3}){3}$/.test(hostname);

/** Whether the listener answers to this name. An address cannot be made to point elsewhere, a name can. */
export const hostAllowed = (hostname: string, rule: HostRule): boolean =>
  isLocal(hostname) || rule.allowed.includes(hostname) || (rule.open && isIP(hostname) !== 0);

/** What kind of page sent a request: none, one of this origin, one of this machine, one of another site. */
export function pageOf(headers: {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}): 'none' | 'same' | 'local' | 'foreign' {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined) return site === 'cross-site' ? 'foreign' : site === 'same-origin' ? 'same' : 'none';
  if (origin === `http://${headers.host}`) return 'same';
  const hostname = /^https?:\/\//.test(origin) ? hostnameOf(origin.replace(/^https?:\/\//, '')) : undefined;
  return hostname !== undefined && isLocal(hostname) ? 'local' : 'foreign';
}

/** What every answer of an AWS door says to browsers: any page may read it, as at AWS. */
export const CORS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,x-amz-request-id,x-amz-bucket-region,ETag,Content-Range,Accept-Ranges,Date,x-amz-checksum-crc32,x-amz-checksum-crc32c,x-amz-checksum-crc64nvme,x-amz-checksum-sha1,x-amz-checksum-sha256,x-amz-checksum-type,x-amz-mp-parts-count',
};
