import { createHmac, randomBytes } from 'node:crypto';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { caseOf, decide } from '../../../electron/engine/authorization/decide.ts';
import { evaluateAccess } from '../../../electron/engine/policy/evaluate/evaluate.ts';
import { readSignature, signatureMatches } from '../../../electron/engine/doors/http/signature/sigv4.ts';
import { callRecord } from '../../../electron/engine/call/call-record.ts';
import { BUCKET, keyOf, roleArnOf, type AccessStage } from './access-stage.ts';
import { sized } from './options.ts';
import { alternate, type Measured } from './rounds.ts';
import { printTimes, type Row } from './table.ts';

/** How often a thing that takes microseconds is done for one sample. */
const BATCH = 100;

/** Milliseconds each, of a batch without a pause. */
export const batch = (run: () => unknown): number => {
  const started = performance.now();
  for (let count = 0; count < BATCH; count++) run();
  return (performance.now() - started) / BATCH;
};

/** A session of the first role, by AssumeRole. */
async function sessionOf({ call }: AccessStage, role = 0) {
  const { Credentials } = await call('sts', 'AssumeRole', { RoleArn: roleArnOf(role), RoleSessionName: 'bench' });
  return Credentials as { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
}

/** A way to decide whether a role may read its film, in the engine and without the call around it. */
export async function decider(stage: AccessStage, role = 0) {
  const { AccessKeyId: accessKeyId } = await sessionOf(stage, role);
  const { workspace } = stage.engine;
  const session = workspace.store.access.session(accessKeyId);
  if (session === undefined) throw new Error('the session is missing');
  const needed = { action: 's3:GetObject', resource: `arn:aws:s3:::${BUCKET}/${keyOf(role)}` };
  const caller = { kind: 'session', accessKeyId, arn: session.arn } as const;
  const { ctx } = callRecord(workspace, 's3', 'GetObject', { Bucket: BUCKET, Key: keyOf(role) }, { caller });
  return { ctx, session, needed };
}

/** A decision that has to allow. */
export function insist({ decision, reason }: { decision: string; reason: string }): void {
  if (decision !== 'allowed') throw new Error(reason);
}

/** Decisions per second: the evaluator alone, with the store, and over HTTP. */
export async function decisions(stage: AccessStage, ending: (() => unknown)[]): Promise<void> {
  const { ctx, session, needed } = await decider(stage);
  const { request, policies, options } = caseOf(ctx, session, needed);
  const key = randomBytes(32);
  const text = randomBytes(1000);
  const measured = await alternate(
    [
      { name: 'one HMAC-SHA256 of 1 KB', run: () => batch(() => createHmac('sha256', key).update(text).digest()) },
      { name: 'the evaluator alone', run: () => batch(() => insist(evaluateAccess(request, policies, options))) },
      { name: 'with the store', run: () => batch(() => insist(decide(ctx, session, needed))) },
    ],
    { rounds: sized(20, 4), each: sized(40, 10) },
  );
  printTimes('A decision: may this session read that object?', besideFirst(measured));

  const address = await presigned(stage);
  const floor = await bareS3(stage);
  ending.push(floor.stop);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  ending.push(() => agent.destroy());
  const http = await alternate(
    [
      {
        name: 'bare node:http, signature checked',
        run: () => fetched(agent, address.replace(stage.endpoint, floor.endpoint)),
      },
      { name: 'Poolkeeper', run: () => fetched(agent, address) },
    ],
    { rounds: sized(20, 4), each: sized(60, 20) },
  );
  printTimes('S3 GET of 1 KB over HTTP with a presigned address', besideFirst(http));
}

const besideFirst = (measured: readonly Measured[]): Row[] =>
  measured.map((one, index) => ({ measured: one, ...(index === 0 ? {} : { baseline: measured[0] as Measured }) }));

async function presigned(stage: AccessStage): Promise<string> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = await sessionOf(stage);
  const client = new S3Client({
    endpoint: stage.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: BUCKET, Key: keyOf(0) }), { expiresIn: 3600 });
  client.destroy();
  return url;
}

/** A server that does to a request what no S3 can do without: its signature is computed, the bytes are sent. */
async function bareS3({ engine }: AccessStage): Promise<{ endpoint: string; stop: () => void }> {
  const film = Buffer.alloc(1024, 'film ');
  const { access } = engine.workspace.store;
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const wire = { method: 'GET', path, query, headers: [['host', request.headers.host ?? '']] as const };
    const read = readSignature(wire);
    const secret = read.kind === 'signed' ? access.session(read.signature.accessKeyId)?.secret : undefined;
    if (read.kind === 'signed') signatureMatches(wire, read.signature, secret ?? '', 'UNSIGNED-PAYLOAD');
    response.writeHead(200, { 'content-length': film.length });
    response.end(film);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => server.close(),
  };
}

/** Milliseconds from the request to the last byte. */
const fetched = (agent: Agent, address: string): Promise<number> => {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      response.on('error', reject).on('data', () => undefined);
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - started)
          : reject(new Error(`${address}: ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
};
