import dns from 'node:dns';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sampleIds } from '../../electron/engine/workspace/sample/content.ts';
import { there } from './sdk.ts';
import type { Inside } from './server.ts';

/** An HTTPS listener before the engine's own, for clients that take no other. */
export type TlsFront = {
  /** Without a scheme. */
  readonly host: string;
  stop(): Promise<void>;
};

/**
 * Starts an HTTPS front that hands every request on as it is, its host too.
 *
 * While it runs this process trusts any certificate, and finds `BUCKET.localhost`, which not every system does.
 */
export async function tlsFront({ call, engine, endpoint }: Inside, bucket: string): Promise<TlsFront> {
  const { poolId } = sampleIds('us-east-1');
  const { Certificate } = await call('cognito-idp', 'GetSigningCertificate', { UserPoolId: poolId });
  const { privateKey } = await engine.workspace.keys.key(poolId, 'saml-signing');
  const cert = `-----BEGIN CERTIFICATE-----\n${there(Certificate)}\n-----END CERTIFICATE-----\n`;
  const server = createServer({ cert, key: privateKey.export({ format: 'pem', type: 'pkcs8' }) }, (from, to) => {
    const { method, url: path, rawHeaders: headers } = from;
    const onward = request(endpoint, { method, path, headers, setHost: false }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', (error) => to.destroy(error));
    from.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const undo = [trustAnyCertificate(), findHost(`${bucket}.localhost`)];
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const back of undo) back();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function trustAnyCertificate(): () => void {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  return () => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
}

function findHost(name: string): () => void {
  const { lookup } = dns;
  const find = (host: string, ...rest: unknown[]): void =>
    Reflect.apply(lookup, dns, [host === name ? '127.0.0.1' : host, ...rest]);
  dns.lookup = find as typeof dns.lookup;
  return () => {
    dns.lookup = lookup;
  };
}
