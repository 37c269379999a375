import { expect } from 'vitest';
import type { Trace } from '../../../shared/contract.ts';
import { contracts, type AwsService } from '../../../shared/aws/models.ts';
import { violations } from '../../../shared/aws/validate.ts';
import type { RunningEngine } from '../../../electron/engine/engine.ts';
import { SERVICE_OF, type Sdk } from '../sdk.ts';

/** The part of every client's middleware stack that is used here; each client types its own inputs and outputs. */
type Middleware = (
  next: (args: unknown) => Promise<{ output: unknown }>,
) => (args: unknown) => Promise<{ output: unknown }>;
type Stack = { add(middleware: Middleware, options: { step: 'initialize'; name: string }): void };

/**
 * Where AWS's own answers break its model: the length limit for names of new attributes, in whose shape the
 * standard `phone_number_verified` and names with the prefix `custom:` are answered too, which may be longer; and
 * the messages of finished imports, which are sentences in a shape that has no spaces.
 */
const AS_AT_AWS =
  /^cognito-idp \w+: (userPool\.schemaAttributes\.\d+\.member\.name: Member must have length less than or equal to 20|userImportJobs?(\.\d+\.member)?\.completionMessage: Member must satisfy regular expression pattern: \[\\w\]\+)$/;

type Answered = { readonly service: AwsService; readonly operation: string; readonly output: unknown };

/** The steps that the engine itself makes before every call of AWS's operations. */
const OF_EVERY_CALL: readonly string[] = ['who may call', 'input as the contract says'];

/** Looks at every answer between the listener and the engine. */
export class Recorder {
  readonly answered: Answered[] = [];
  readonly #traces: Trace[] = [];

  /** The engine with this recorder before it. */
  readonly watch = (engine: RunningEngine): RunningEngine => {
    engine.subscribe((event) => {
      if (event.type === 'trace') this.#traces.push(event.trace);
    });
    return {
      ...engine,
      call: async (service, operation, input, context) => {
        const reply = await engine.call(service, operation, input, context);
        if (reply.ok && service !== 'poolkeeper') this.answered.push({ service, operation, output: reply.output });
        return reply;
      },
    };
  };

  /** Operations that succeeded without a step of their own: one that says what was looked for or decided. */
  silent(): string[] {
    const silent = this.#traces.filter(
      ({ outcome, steps }) => outcome === 'ok' && steps.every(({ name }) => OF_EVERY_CALL.includes(name)),
    );
    return [...new Set(silent.map(({ service, operation }) => `${service} ${operation}`))].toSorted();
  }

  /** Operations that succeeded at least once. */
  succeeded(service: AwsService): string[] {
    return [
      ...new Set(this.answered.filter((one) => one.service === service).map(({ operation }) => operation)),
    ].toSorted();
  }

  /** What the answers have that their contracts forbid. */
  violations(): string[] {
    return this.answered
      .flatMap(({ service, operation, output }) => {
        const sent = service === 's3' ? output : overWire(output);
        return violations(service, operation, sent).map((words) => `${service} ${operation}: ${words}`);
      })
      .filter((found) => !AS_AT_AWS.test(found));
  }

  /**
   * Makes every client compare what it read with what the engine answered: nothing may be lost or changed on
   * the way through JSON or XML. S3 answers in headers and streams and is compared by its own tests.
   */
  compareIn(sdk: Sdk): void {
    for (const name of ['idp', 'identity', 'iam', 'sts'] as const) {
      const service = SERVICE_OF[name];
      const stack = sdk[name].middlewareStack as unknown as Stack;
      const compare: Middleware = (next) => async (args) => {
        const result = await next(args);
        const said = this.answered.at(-1);
        expect(said?.service).toBe(service);
        expect(asRead(result.output), `${service} ${said?.operation}`).toEqual(asRead(asContracted(service, said)));
        return result;
      };
      stack.add(compare, { step: 'initialize', name: 'compare' });
    }
  }
}

const overWire = (output: unknown): unknown => JSON.parse(JSON.stringify(output ?? {})) as unknown;

/** What an operation without an output says does not matter: nothing of it is sent in XML. */
function asContracted(service: AwsService, said: Answered | undefined): unknown {
  return said === undefined || contracts[service].operations[said.operation]?.output === null
    ? {}
    : overWire(said.output);
}

/** A value as plain JSON, without the SDK's metadata; times as epoch seconds. */
function asRead(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(asRead);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => name !== '$metadata' && member !== undefined)
      .map(([name, member]) => [name, asRead(member)]),
  );
}
