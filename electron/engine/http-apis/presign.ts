import { Sha256 } from '../kernel/sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Handler } from '../kernel/handler.ts';
import { lookUpKey } from '../authorization/credentials.ts';
import { actAs } from './act-as.ts';

/**
 * Makes an address that reads an object without further credentials, as somebody: it opens what they may read, for as
 * long as it holds and their credentials last. Nothing is asked of S3 yet.
 */
export const PresignObject: Handler<'poolkeeper', 'PresignObject'> = async ({ Bucket, Key, Expires, As }, ctx) => {
  const { caller } = await actAs(ctx, As);
  const known = caller.kind === 'session' ? lookUpKey(ctx.workspace, caller.accessKeyId) : undefined;
  if (caller.kind === 'anonymous')
    return ctx.refuse('InvalidParameterException', 'An address is signed by a user, a role or the root.');
  const signer = new SignatureV4({
    service: 's3',
    region: ctx.call.region,
    uriEscapePath: false,
    sha256: Sha256,
    credentials: {
      // The root has no keys: one that the engine does not know acts for it, unless the workspace is strict.
      accessKeyId: caller.kind === 'session' ? caller.accessKeyId : 'poolkeeper',
      secretAccessKey: known?.secret ?? 'poolkeeper',
      ...(known?.sessionToken ? { sessionToken: known.sessionToken } : {}),
    },
  });
  const { protocol, hostname, port } = new URL(ctx.workspace.endpoint);
  const path = `/${Bucket}/${Key.split('/').map(encoded).join('/')}`;
  const now = ctx.workspace.ports.machineNow();
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol,
      hostname,
      port: Number(port),
      path,
      headers: { host: `${hostname}:${port}`, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    {
      expiresIn: Expires,
      signingDate: new Date(now),
      unhoistableHeaders: new Set(),
      unsignableHeaders: new Set(['x-amz-content-sha256']),
    },
  );
  const query = Object.entries(signed.query ?? {}).map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`);
  return {
    url: `${protocol}//${hostname}:${port}${path}?${query.join('&')}`,
    expiresAt: now + Expires * 1000,
    caller: caller.kind === 'session' ? caller.arn : 'the account root',
  };
};

/** Percent-encoding of everything but RFC 3986's unreserved characters. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
