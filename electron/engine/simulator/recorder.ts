import { fetchOf } from '../kernel/ports.ts';
import { Sha256 } from '../kernel/sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Actor, Run, RunMessage } from '../../../shared/poolkeeper/operations.ts';
import type { Fault } from '../../../shared/contract.ts';
import type { Workspace } from '../kernel/workspace.ts';

/** A run while it grows. */
export type GrowingRun = { -readonly [K in keyof Run]: Run[K] } & { messages: RunMessage[] };

/** Who speaks to whom, and what a reader is told about it. */
type Exchange = {
  readonly from: Actor;
  readonly to: Actor;
  readonly label: string;
  readonly about: string;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
};

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

type Wire = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
};
type Answer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

/** What a JSON call came back with: AWS's output, or its fault. */
export type JsonAnswer =
  | { readonly ok: true; readonly output: Record<string, unknown> }
  | { readonly ok: false; readonly fault: Fault };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const TARGETS = {
  'cognito-idp': 'AWSCognitoIdentityProviderService',
  'cognito-identity': 'AWSCognitoIdentityService',
} as const;

/**
 * A client that really speaks to the engine over HTTP and keeps both sides of each message.
 *
 * What a scenario shows is what happened on the wire, with the engine's own trace beside it.
 */
export class Recorder {
  readonly run: GrowingRun;
  readonly #workspace: Workspace;
  readonly #signal: AbortSignal;

  constructor(run: GrowingRun, workspace: Workspace, signal: AbortSignal) {
    this.run = run;
    this.#workspace = workspace;
    this.#signal = signal;
  }

  /** One AWS JSON 1.1 call; unsigned unless credentials are given. */
  async json(
    exchange: Exchange,
    service: keyof typeof TARGETS,
    operation: string,
    input: Record<string, unknown>,
    credentials?: Credentials,
  ): Promise<JsonAnswer> {
    const wire: Wire = {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGETS[service]}.${operation}` },
      body: JSON.stringify(input),
    };
    const answer = await this.#send(
      exchange,
      credentials === undefined ? wire : await this.#signed(wire, service, credentials),
    );
    const body = JSON.parse(answer.body === '' ? '{}' : answer.body) as Record<string, unknown>;
    if (answer.status < 300) return { ok: true, output: body };
    return {
      ok: false,
      fault: {
        code: String(body['__type']),
        message: textOf(body['message'] ?? body['Message']),
        status: answer.status,
      },
    };
  }

  /** One signed Query call to STS. */
  async query(exchange: Exchange, parameters: Record<string, string>, credentials: Credentials): Promise<Answer> {
    const wire: Wire = {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams(parameters).toString(),
    };
    return this.#send(exchange, await this.#signed(wire, 'sts', credentials));
  }

  /** One signed S3 GET. */
  async getObject(exchange: Exchange, bucket: string, key: string, credentials: Credentials): Promise<Answer> {
    const path = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    return this.#send(exchange, await this.#signed({ method: 'GET', path, headers: {}, body: '' }, 's3', credentials));
  }

  /** A step that happens in one actor alone, for example a computation of the app. */
  local(exchange: Exchange): void {
    this.#keep({
      ...exchange,
      index: this.run.messages.length,
      request: { line: '', headers: {}, body: '' },
      response: { status: 0, headers: {}, body: '' },
      outcome: 'ok',
      facts: exchange.facts ?? [],
    });
  }

  /** Adds numbers to the latest message, for example what was computed from its answer. */
  addFacts(facts: RunMessage['facts']): void {
    const latest = this.run.messages.at(-1);
    if (latest === undefined) return;
    this.run.messages[latest.index] = { ...latest, facts: [...latest.facts, ...facts] };
  }

  async #send(exchange: Exchange, wire: Wire): Promise<Answer> {
    this.#signal.throwIfAborted();
    const response = await fetchOf(this.#workspace.ports)(`${this.#workspace.endpoint}${wire.path}`, {
      method: wire.method,
      headers: wire.headers,
      ...(wire.body === '' ? {} : { body: wire.body }),
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(30_000)]),
    });
    const answer: Answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
    const traceId = answer.headers['x-amzn-requestid'] ?? answer.headers['x-amz-request-id'];
    const trace = traceId === undefined ? undefined : this.#workspace.activity.get(traceId);
    this.#keep({
      index: this.run.messages.length,
      from: exchange.from,
      to: exchange.to,
      label: exchange.label,
      about: exchange.about,
      request: { line: `${wire.method} ${wire.path}`, headers: wire.headers, body: wire.body },
      response: answer,
      ...(trace === undefined ? {} : { trace }),
      outcome: answer.status < 300 ? 'ok' : 'refused',
      facts: exchange.facts ?? [],
    });
    return answer;
  }

  #keep(message: RunMessage): void {
    this.run.messages.push(message);
    this.#workspace.emit({ type: 'changed', changes: [{ kind: 'run', id: this.run.id }] });
  }

  async #signed(wire: Wire, service: string, credentials: Credentials): Promise<Wire> {
    const { host, hostname, port, protocol } = new URL(this.#workspace.endpoint);
    const signer = new SignatureV4({
      service,
      region: this.#workspace.settings.region,
      credentials,
      sha256: Sha256,
      uriEscapePath: service !== 's3',
      applyChecksum: true,
    });
    const signed = await signer.sign({
      method: wire.method,
      protocol,
      hostname,
      port: Number(port),
      path: wire.path,
      query: {},
      headers: { ...wire.headers, host },
      ...(wire.body === '' ? {} : { body: wire.body }),
    });
    // fetch sets Host itself, to the same value.
    const { host: _host, ...headers } = signed.headers;
    return { ...wire, headers };
  }
}
