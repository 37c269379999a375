import { createHmac } from 'node:crypto';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import { sameBytes } from './srp.ts';

/** Base64(HMAC-SHA256(client secret, username ∥ client id)): SECRET_HASH as clients compute it. */
export function secretHashOf(secret: string, username: string, clientId: string): string {
  return createHmac('sha256', secret).update(username).update(clientId).digest('base64');
}

/**
 * Checks a SECRET_HASH by the client's rules: required where the client has a secret, any active secret
 * will do, and none may be sent to a client without one.
 *
 * @param username what the caller sent as its username
 * @param alsoAccept other names of the same user: in later steps of a sign-in the internal username and what
 *   was typed first, in a refresh the `sub`
 */
export function checkSecretHash(
  ctx: Ctx<'NotAuthorizedException'>,
  client: Client,
  username: string,
  secretHash: string | undefined,
  ...alsoAccept: readonly (string | undefined)[]
): void {
  if (client.secrets.length === 0) {
    if (secretHash === undefined) return;
    return ctx.refuse(
      'NotAuthorizedException',
      `Client ${client.id} is not configured for secret but secret was received`,
      'The app client is public (it has no secret), so SECRET_HASH must be left out.',
    );
  }
  if (secretHash === undefined)
    return ctx.refuse(
      'NotAuthorizedException',
      `Client ${client.id} is configured for secret but secret was not received`,
      'The app client has a secret, so every call must carry SECRET_HASH = Base64(HMAC-SHA256(secret, username + client id)).',
    );
  const names = [...new Set([username, ...alsoAccept])].filter((name) => name !== undefined);
  const given = Buffer.from(secretHash);
  const right = client.secrets.some((secret) =>
    names.some((name) => sameBytes(Buffer.from(secretHashOf(secret, name, client.id)), given)),
  );
  if (!right)
    return ctx.refuse(
      'NotAuthorizedException',
      `Unable to verify secret hash for client ${client.id}`,
      `SECRET_HASH matches no active secret of the client for the username "${names.join('" or "')}". It is computed over exactly the username that is sent.`,
    );
}

/** Checks a client secret sent as it is (RevokeToken, GetTokensFromRefreshToken): any active one will do. */
export function secretMatches(client: Client, secret: string | undefined): boolean {
  if (client.secrets.length === 0) return secret === undefined;
  if (secret === undefined) return false;
  const given = hashed(secret);
  return client.secrets.some((active) => sameBytes(hashed(active), given));
}

const hashed = (text: string): Uint8Array => createHmac('sha256', 'client secret').update(text).digest();
