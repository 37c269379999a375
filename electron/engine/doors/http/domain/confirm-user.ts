import { send, type Exchange } from '../exchange.ts';

/** `/_domain/PREFIX/confirmUser`, or `/confirmUser` at `PREFIX.auth.localhost`. */
const PATH = /^\/_domain\/([a-z0-9.-]{1,253})\/confirmUser$/;
const HOST = /^([a-z0-9-]{1,63})\.auth\.localhost$/;

/** The domain whose confirmation page a request asks for, or undefined. */
export function confirmationDomain({ path, hostname }: Pick<Exchange, 'path' | 'hostname'>): string | undefined {
  return PATH.exec(path)?.[1] ?? (path === '/confirmUser' ? HOST.exec(hostname)?.[1] : undefined);
}

/** The page that the link of a sign-up's mail leads to: it confirms, and says in a sentence what came of it. */
export async function confirmUser(exchange: Exchange, Domain: string): Promise<void> {
  if (exchange.method !== 'GET')
    return page(exchange, 405, 'Method not allowed', 'This page is opened by following a link.', { allow: 'GET' });
  const asked = new URLSearchParams(exchange.query);
  const reply = await exchange.engine.call(
    'poolkeeper',
    'ConfirmUserByLink',
    {
      Domain,
      ClientId: asked.get('client_id') ?? '',
      Username: asked.get('user_name') ?? '',
      Code: asked.get('confirmation_code') ?? '',
    },
    { door: 'domain', caller: { kind: 'anonymous' } },
  );
  return reply.ok
    ? page(exchange, 200, 'Confirmed', 'Your registration has been confirmed.')
    : page(exchange, 400, 'Not confirmed', reply.fault.message);
}

function page(
  exchange: Exchange,
  status: number,
  title: string,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(
    exchange,
    status,
    {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${escaped(sentence)}</p></html>\n`,
  );
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
