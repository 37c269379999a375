import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { json, type Answer } from '../engine/doors/support.ts';

const SERVE = fileURLToPath(new URL('../../electron/serve.ts', import.meta.url));
const IDP = 'AWSCognitoIdentityProviderService';
const running = new Set<ChildProcess>();

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
};
export type Served = {
  readonly child: ChildProcess;
  /** The endpoint, once the engine is ready. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
};

/** Starts the engine as a user does, in a process of its own. */
export function serve(args: readonly string[], env: Record<string, string> = {}): Served {
  const child = spawn(process.execPath, [SERVE, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let [out, err] = ['', ''];
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, out, err });
    });
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const endpoint = /^poolkeeper ready (http:\/\/localhost:\d+)$/m.exec(out)?.[1];
      if (endpoint !== undefined) resolve(endpoint);
    });
    void ended.then(({ code }) => reject(new Error(`ended with ${code} before it was ready: ${err}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended };
}

/** Ends what a failed test left running. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Headers as of a signature by credentials that the engine does not know. */
export const scope = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN000000000/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  'x-amz-date': '20261123T000000Z',
});

export const idp = (endpoint: string, operation: string, input: unknown): Promise<Answer> =>
  json(endpoint, `${IDP}.${operation}`, input, scope('cognito-idp'));
