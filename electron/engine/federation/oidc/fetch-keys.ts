import { KeySetError, keysIn } from './key-set.ts';

/** Milliseconds that an issuer has to answer. */
const FETCH_TIMEOUT_MS = 5000;
/** No document of an issuer is larger, in bytes. */
const MAX_BYTES = 256 * 1024;

/** Whether an issuer, without its scheme, is on this machine. */
export const isLoopback = (url: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(url);

/**
 * Fetches the keys of an issuer: its discovery document first, then the key set it names.
 *
 * Over https; over http only where the issuer itself is on this machine. The document must be the issuer's own
 * (`issuer`), redirects are not followed, and what is too large or too late is given up. Throws a `KeySetError`
 * that says what failed. OpenID Connect Discovery 1.0 sections 4.1 and 4.3.
 *
 * @param url the issuer without its scheme
 * @param fetcher how to ask
 */
export async function fetchKeys(url: string, fetcher: typeof fetch): Promise<Record<string, unknown>[]> {
  const local = isLoopback(url);
  const base = `${local ? 'http' : 'https'}://${url}`;
  const address = `${base}/.well-known/openid-configuration`;
  const discovery = discoveryIn(await fetchText(address, fetcher), address);
  const { issuer, jwks_uri } = discovery;
  if (typeof issuer !== 'string' || ![base, `${base}/`].includes(issuer))
    throw new KeySetError(`${address} is the document of the issuer ${JSON.stringify(issuer)}, not of ${base}.`);
  if (typeof jwks_uri !== 'string' || !URL.canParse(jwks_uri)) throw new KeySetError(`${address} names no jwks_uri.`);
  const { protocol, host } = new URL(jwks_uri);
  if (protocol !== 'https:' && !(protocol === 'http:' && local && isLoopback(host)))
    throw new KeySetError(`The key set at ${jwks_uri} is not fetched: it is not https.`);
  const text = await fetchText(jwks_uri, fetcher);
  try {
    return keysIn(text);
  } catch (error) {
    throw error instanceof KeySetError ? new KeySetError(`${jwks_uri}: ${error.message}`) : error;
  }
}

function discoveryIn(text: string, address: string): { readonly issuer?: unknown; readonly jwks_uri?: unknown } {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new KeySetError(`${address} answers no JSON object.`);
}

async function fetchText(address: string, fetcher: typeof fetch): Promise<string> {
  let text = '';
  try {
    const response = await fetcher(address, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (response.status >= 300 && response.status < 400)
      throw new KeySetError(`${address} redirects to ${response.headers.get('location')}, which is not followed.`);
    if (!response.ok) throw new KeySetError(`${address} answers ${response.status}.`);
    const decoder = new TextDecoder();
    let size = 0;
    for await (const part of response.body ?? []) {
      size += (part as Uint8Array).length;
      if (size > MAX_BYTES) throw new KeySetError(`${address} answers more than ${MAX_BYTES / 1024} KiB.`);
      text += decoder.decode(part as Uint8Array, { stream: true });
    }
  } catch (error) {
    if (error instanceof KeySetError) throw error;
    throw new KeySetError(`${address} cannot be reached: ${causeOf(error)}.`);
  }
  return text;
}

/** What the network said: `fetch` hides it in the cause of its own error. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${FETCH_TIMEOUT_MS / 1000} seconds`;
  const cause = error.cause instanceof Error ? error.cause : error;
  // A refused connection has a code and no message.
  const { code } = cause as { readonly code?: string };
  return cause.message === '' ? (code ?? cause.name) : cause.message;
}
