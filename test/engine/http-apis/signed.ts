import { Sha256 } from '../../../electron/engine/kernel/sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { TestDoors } from '../doors/support.ts';
import type { Keys } from '../s3/stage.ts';

export type ApiAnswer = { readonly status: number; readonly body: string; readonly headers: Headers };

/** One request to an API of the workspace, `path` with the API's name in front. */
export async function fetched(doors: TestDoors, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const response = await fetch(`${doors.endpoint}/_api${path}`, init);
  return { status: response.status, body: await response.text(), headers: response.headers };
}

export const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

/** The same, signed; `change` is what a test does wrong. */
export async function signedFetch(
  doors: TestDoors,
  credentials: Keys,
  path: string,
  change: { region?: string; service?: string; at?: Date } = {},
): Promise<ApiAnswer> {
  const signer = new SignatureV4({
    service: change.service ?? 'execute-api',
    region: change.region ?? 'us-east-1',
    credentials,
    sha256: Sha256,
  });
  const { port } = doors.server;
  const request = await signer.sign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname: 'localhost',
      port,
      path: `/_api${path}`,
      headers: { host: `localhost:${port}` },
    },
    change.at === undefined ? {} : { signingDate: change.at },
  );
  return fetched(doors, path, { headers: request.headers });
}
