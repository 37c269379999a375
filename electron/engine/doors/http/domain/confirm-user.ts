import { answering, outputOf, type FaultWriter } from '../answering.ts';
import { badRequest, send, type Exchange } from '../exchange.ts';

/** `/_domain/PREFIX/confirmUser`, or `/confirmUser` at `PREFIX.auth.localhost`. */
const PATH = /^\/_domain\/([a-z0-9.-]{1,253})\/confirmUser$/;
const HOST = /^([a-z0-9-]{1,63})\.auth\.localhost$/;

/** The domain whose confirmation page a request asks for, or undefined. */
function confirmationDomain({ path, hostname }: Pick<Exchange, 'path' | 'hostname'>): string | undefined {
  return PATH.exec(path)?.[1] ?? (path === '/confirmUser' ? HOST.exec(hostname)?.[1] : undefined);
}

/** The addresses of user pool domains: `PREFIX.auth.localhost`, or below `/_domain/`. */
export const isDomain = ({ path, hostname }: Pick<Exchange, 'path' | 'hostname'>): boolean =>
  hostname.endsWith('.auth.localhost') || path.startsWith('/_domain/');

/** The door of user pool domains: their confirmation page. */
export function domain(exchange: Exchange): Promise<void> | void {
  const confirming = confirmationDomain(exchange);
  if (confirming !== undefined) return confirmUser(exchange, confirming);
  return send(exchange, 404, { 'content-type': 'text/plain; charset=utf-8' }, 'No user pool domain answers here.\n');
}

const refuse: FaultWriter = (exchange, { status = 400, message }) =>
  status === 405
    ? page(exchange, status, 'Method not allowed', message, { allow: 'GET' })
    : page(exchange, 400, 'Not confirmed', message);

/** The page that the link of a sign-up's mail leads to: it confirms, and says in a sentence what came of it. */
function confirmUser(exchange: Exchange, Domain: string): Promise<void> {
  return answering(exchange, refuse, async () => {
    if (exchange.method !== 'GET')
      throw badRequest('MethodNotAllowed', 'This page is opened by following a link.', 405);
    const asked = new URLSearchParams(exchange.query);
    outputOf(
      await exchange.engine.call(
        'poolkeeper',
        'ConfirmUserByLink',
        {
          Domain,
          ClientId: asked.get('client_id') ?? '',
          Username: asked.get('user_name') ?? '',
          Code: asked.get('confirmation_code') ?? '',
        },
        { door: 'domain', caller: { kind: 'anonymous' } },
      ),
    );
    page(exchange, 200, 'Confirmed', 'Your registration has been confirmed.');
  });
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
