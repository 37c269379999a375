import { send, type Exchange } from './exchange.ts';

/** Answers a preflight where no bucket's own rules decide: any page may ask, for 48 hours, with whatever headers. */
export function preflight(exchange: Exchange): void {
  const { headers } = exchange.request;
  send(exchange, 200, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '172800',
    ...privateNetwork(exchange),
    vary: 'Access-Control-Request-Headers',
  });
}

/** What a page of a public site is told that asks to reach this machine. https://wicg.github.io/private-network-access/ */
export const privateNetwork = ({ request }: Exchange): Readonly<Record<string, string>> =>
  request.headers['access-control-request-private-network'] === 'true'
    ? { 'access-control-allow-private-network': 'true' }
    : {};
