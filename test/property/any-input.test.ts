import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { handlers } from '../../electron/engine/registry.ts';
import { startServer, type RunningServer } from '../../electron/engine/doors/http/listener.ts';
import { contracts, type AwsService } from '../../shared/aws/models.ts';
import { ownOperations } from '../../shared/poolkeeper/operations.ts';
import { ownViolations } from '../../shared/poolkeeper/validate.ts';
import { violations } from '../../shared/aws/validate.ts';
import { startEngine, type TestEngine } from '../support/harness.ts';
import { anyCall, filled, type AnyCall } from './inputs.ts';
import { anyOwnCall } from './own-inputs.ts';
import { closeConnections, requestOf, send, SPOILS, type RawAnswer } from './requests.ts';
import { makeWorld, type Changing } from './world.ts';

/**
 * Whatever comes in, through the engine's own door or over HTTP, AWS's answer or AWS's error comes out: never an
 * unforeseen error, never a wait. fast-check prints seed and path of what fails; `SEED=… npx vitest run
 * test/property` plays it again.
 */

/** Inputs through each of the two ways. */
const RUNS = 10_000;
/** No answer may take longer, in milliseconds. */
const MAX_CALL_MS = 5000;
/** Calls to one engine before the next is started. */
const ROUND = 400;

const built = Object.keys(contracts).flatMap((name) => {
  const service = name as AwsService;
  return Object.keys(handlers[service]).map((operation) => ({ service, operation }));
});

type Round = { readonly engine: TestEngine; readonly server: RunningServer; readonly world: Changing };

let round: Round | undefined;
let calls = 0;

/** The engine of the round; the calls of a round may take its world apart, so that each begins with a new one. */
async function current(): Promise<Round> {
  if (round !== undefined && calls++ % ROUND !== 0) return round;
  await end();
  const engine = await startEngine({ keys: 2, fetch: () => Promise.resolve(new Response('{}')) });
  const server = await startServer({ engine: engine.engine, port: 0 });
  round = { engine, server, world: await makeWorld(engine) };
  return round;
}

async function end(): Promise<void> {
  await round?.server.stop();
  await round?.engine.stop();
  round = undefined;
}

afterAll(async () => {
  closeConnections();
  await end();
});

/** The same inputs in every run, unless another seed is given to hunt with. */
const parameters = { numRuns: RUNS, seed: Number(process.env['SEED'] ?? 20_261_123) };

/** Codes that mean that something went wrong inside. */
const INSIDE = /^(Internal|ServiceFailure)/;

test(
  `${RUNS} inputs through the engine: an answer as contracted or a refusal, nothing unforeseen`,
  { timeout: 240_000 },
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyCall(built), async (given) => {
        const { service, operation } = given;
        const { engine, world } = await current();
        const input = filled(given.input, world);
        const started = performance.now();
        const reply = await engine.engine.call(service, operation as never, input as never);
        const took = performance.now() - started;
        expect(engine.bugs.splice(0), `${service} ${operation}`).toEqual([]);
        expect(took, `${service} ${operation}: milliseconds`).toBeLessThan(MAX_CALL_MS);
        if (reply.ok) {
          seen.add(`${service} ${operation}`);
          const output: unknown = service === 's3' ? reply.output : JSON.parse(JSON.stringify(reply.output ?? {}));
          expect(
            violations(service, operation, output).filter((words) => !AS_AT_AWS.test(words)),
            `${service} ${operation}`,
          ).toEqual([]);
        } else {
          expect(reply.fault.code, `${service} ${operation}`).toMatch(/^[A-Z][A-Za-z0-9]+$/);
          expect(reply.fault.code).not.toMatch(INSIDE);
          expect(typeof reply.fault.message).toBe('string');
        }
      }),
      parameters,
    );
    expect({}).not.toHaveProperty('polluted');
    // The inputs are worth something only if they reach what lies behind the checks of form.
    expect(seen.size / built.length, 'share of operations that succeeded at least once').toBeGreaterThan(0.68);
  },
);

/** Inputs of our own operations. */
const OWN_RUNS = 3000;
/** Share of our own operations that have to succeed at least once; the others need a passkey, a job, a run, a key set. */
const OWN_SUCCEEDING = 0.75;

test(
  `${OWN_RUNS} inputs of our own operations: an answer as declared or a declared refusal, nothing unforeseen`,
  { timeout: 240_000 },
  async () => {
    // The sample takes seconds to put in place, and takes no input.
    const operations = Object.keys(ownOperations).filter((operation) => operation !== 'ResetSample');
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyOwnCall(operations), async ({ operation, input: given }) => {
        const { engine, world } = await current();
        const input = filled(given, world);
        const started = performance.now();
        const reply = await engine.engine.call('poolkeeper', operation as 'GetClock', input as never);
        expect(performance.now() - started, `${operation}: milliseconds`).toBeLessThan(MAX_CALL_MS);
        expect(engine.bugs.splice(0), operation).toEqual([]);
        if (reply.ok) {
          seen.add(operation);
          expect(ownViolations(operation, reply.output), operation).toEqual([]);
        } else
          expect(
            ['InvalidParameterException', ...ownOperations[operation as keyof typeof ownOperations].faults],
            operation,
          ).toContain(reply.fault.code);
      }),
      { ...parameters, numRuns: OWN_RUNS },
    );
    expect({}).not.toHaveProperty('polluted');
    expect(seen.size / operations.length, 'share of operations that succeeded').toBeGreaterThan(OWN_SUCCEEDING);
  },
);

/**
 * Where AWS's own answers break AWS's own model: names of attributes are longer in answers than in requests
 * (`custom:` stands before them), what became of an import is said in words with spaces between them, and the
 * account root has the account's twelve digits for an id.
 */
const AS_AT_AWS =
  /(schemaAttributes\.\d+\.member\.name: Member must have length less than or equal to 20|^user\.userId: Member must have length greater than or equal to 16|completionMessage: Member must satisfy regular expression pattern: \[\\w\]\+)$/;

test(
  `${RUNS} requests over HTTP, whole and broken: AWS’s form of error, never a 5xx`,
  { timeout: 240_000 },
  async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(anyCall(built), SPOILS, async (given, spoil) => {
        const { engine, server, world } = await current();
        const call: AnyCall = { ...given, input: filled(given.input, world) };
        const request = spoil.apply(requestOf(call));
        const answer = await send(server.endpoint, request, MAX_CALL_MS);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(engine.bugs.splice(0), `${given.service} ${given.operation}`).toEqual([]);
        expect(answer.status, answer.body).toBeLessThan(500);
        expectAwsForm(request.method, answer);
      }),
      parameters,
    );
    expect(statuses.get(200) ?? 0).toBeGreaterThan(RUNS / 20);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(RUNS / 4);
  },
);

/** An answer is a document of one of the three protocols; an error carries code and message in its place. */
function expectAwsForm(method: string, { status, headers, body }: RawAnswer): void {
  const type = String(headers['content-type'] ?? '');
  if (method === 'HEAD') return expect(body).toBe('');
  if (status < 400) {
    if (type.startsWith('application/x-amz-json')) expect(() => JSON.parse(body) as unknown).not.toThrow();
    return;
  }
  if (type.startsWith('application/x-amz-json')) {
    const error = JSON.parse(body) as { __type?: unknown; message?: unknown; Message?: unknown };
    expect(error.__type).toMatch(/^[A-Z][A-Za-z0-9]+$/);
    expect(headers['x-amzn-errortype']).toBe(`${String(error.__type)}:`);
    expect(['string', 'undefined']).toContain(typeof (error.message ?? error.Message));
  } else if (body !== '') {
    expect(type).toMatch(/^(text|application)\/xml/);
    expect(body).toMatch(/<Code>[A-Z][A-Za-z0-9.]+<\/Code>\s*<Message>[^<]*<\/Message>/);
  }
}
