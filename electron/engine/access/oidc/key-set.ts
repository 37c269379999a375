/** Milliseconds that an issuer has to answer. */
const TIMEOUT = 5000;
/** No key set is larger, in bytes. */
const SIZE = 256 * 1024;

/** What is wrong with a key set, or with fetching it, in words for the person who asked. */
export class KeySetError extends Error {}

/** Key members of RFC 7517 and 7518 that are public; whatever else a pasted set holds is left out. */
const PUBLIC = ['kty', 'use', 'key_ops', 'alg', 'kid', 'x5c', 'x5t', 'x5t#S256', 'n', 'e', 'crv', 'x', 'y'];

/** The public keys of a JSON web key set. Throws a `KeySetError` for what is none. */
export function keysIn(text: string): Record<string, unknown>[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new KeySetError('The key set is not JSON.');
  }
  const keys = (json as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0) throw new KeySetError('The key set has no "keys".');
  return keys.map((key: unknown, index) => {
    const members = (typeof key === 'object' && key !== null ? key : {}) as Record<string, unknown>;
    if (!['RSA', 'EC', 'OKP'].includes(String(members['kty'])))
      throw new KeySetError(
        `Key ${index + 1} has kty ${JSON.stringify(members['kty'])}; RSA, EC and OKP keys can be used.`,
      );
    return Object.fromEntries(PUBLIC.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));
  });
}

/**
 * Fetches the keys of an issuer: its discovery document first, then the key set it names.
 *
 * Over https, or over http from this machine itself. OpenID Connect Discovery 1.0 section 4.
 *
 * @param url the issuer without its scheme
 * @param fetching how to ask; the runtime's own `fetch` unless another is given
 */
export async function fetchKeys(url: string, fetching: typeof fetch = fetch): Promise<Record<string, unknown>[]> {
  const scheme = isLoopback(url) ? 'http' : 'https';
  const discovery = await fetchText(fetching, `${scheme}://${url}/.well-known/openid-configuration`);
  let address: unknown;
  try {
    address = (JSON.parse(discovery) as { jwks_uri?: unknown } | null)?.jwks_uri;
  } catch {
    throw new KeySetError(`The discovery document of ${url} is not JSON.`);
  }
  if (typeof address !== 'string') throw new KeySetError(`The discovery document of ${url} names no jwks_uri.`);
  return keysIn(await fetchText(fetching, address));
}

const isLoopback = (url: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(url);

async function fetchText(fetching: typeof fetch, address: string): Promise<string> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLoopback(url.host)))
    throw new KeySetError(`${address} is neither https nor on this machine.`);
  let text = '';
  try {
    const response = await fetching(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new KeySetError(`${address} answers ${response.status}.`);
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part as Uint8Array, { stream: true });
      if (text.length > SIZE) throw new KeySetError(`${address} answers more than ${SIZE} bytes.`);
    }
  } catch (error) {
    if (error instanceof KeySetError) throw error;
    throw new KeySetError(`${address} cannot be reached: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return text;
}
