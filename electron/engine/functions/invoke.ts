import { parseArn } from '../../../shared/aws/arn.ts';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FunctionRecord } from '../../../shared/poolkeeper/operations.ts';
import { fetchOf } from '../kernel/ports.ts';
import type { Workspace } from '../kernel/workspace.ts';
import { callEndpoint } from './endpoint.ts';
import type { ConsoleLine, Outcome, Program, Ran, WorkerSource } from '../kernel/functions.ts';

/** What came of an invocation; `unreachable` names the error of the Lambda service that says it best. */
export type Invoked = {
  readonly outcome: Outcome | { readonly kind: 'unreachable'; readonly code: string; readonly reason: string };
  readonly output: readonly ConsoleLine[];
  readonly attempts: number;
  /** Milliseconds with fraction. */
  readonly took: number;
};

/** Temporary credentials under the names by which every AWS SDK finds them, as Lambda gives a function its role's. */
export type LentCredentials = {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
  readonly AWS_SESSION_TOKEN: string;
};

/** AWS calls a trigger's function up to three times, and again only after a timeout. */
const ATTEMPTS = 3;

/**
 * Invokes a function where it is bound to, up to three times if it times out.
 *
 * @param event JSON text
 * @param attempts 1 where AWS does not try again (custom senders, which it calls asynchronously)
 * @param lent credentials that the function acts with in place of the local administrator's, as variables
 */
export async function invokeFunction(
  workspace: Workspace,
  target: FunctionRecord,
  event: string,
  requestId: string,
  attempts = ATTEMPTS,
  lent?: LentCredentials,
): Promise<Invoked> {
  const { elapsed } = workspace.ports;
  const started = elapsed();
  const output: ConsoleLine[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const { outcome, lines } = await once(workspace, target, event, requestId, lent);
    output.push(...lines);
    if (outcome.kind !== 'timeout' || attempt >= attempts)
      return { outcome, output, attempts: attempt, took: elapsed() - started };
  }
}

type Once = Omit<Ran, 'outcome'> & { readonly outcome: Invoked['outcome'] };

async function once(
  workspace: Workspace,
  { arn, binding, environment, modifiedAt }: FunctionRecord,
  event: string,
  requestId: string,
  lent: LentCredentials | undefined,
): Promise<Once> {
  const { functions } = workspace;
  const name = nameOf(arn);
  if (binding.kind === 'endpoint')
    return callEndpoint(fetchOf(workspace.ports), binding, {
      name,
      event,
      requestId,
      timeLimit: functions.limits.time,
    });
  const source = sourceOf(binding, name);
  if (typeof source === 'string')
    return { outcome: { kind: 'unreachable', code: 'ResourceNotFoundException', reason: source }, lines: [] };
  const program: Program = {
    // A worker of its own for each credentials: what a function keeps between calls, clients of an SDK above all,
    // never passes from one caller to the next.
    key: `${arn} ${modifiedAt} ${workspace.endpoint} ${lent?.AWS_ACCESS_KEY_ID ?? ''}`,
    data: {
      source,
      handler: (binding.kind === 'file' ? binding.handler : undefined) ?? 'handler',
      about: { functionName: name, arn, memory: functions.limits.memory },
    },
    environment: { ...variables(workspace, name, environment), ...lent },
  };
  return functions.run(program, event, requestId);
}

/** The function's name in its ARN: `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`. */
export const nameOf = (arn: string): string => parseArn(arn)?.resource.split(':')[1] ?? arn;

/** What a worker loads, or in words why there is nothing to load. */
function sourceOf(
  binding: Exclude<FunctionRecord['binding'], { kind: 'endpoint' }>,
  name: string,
): WorkerSource | string {
  if (binding.kind === 'code')
    return { kind: 'code', name, code: binding.code, typescript: binding.language === 'typescript' };
  const path = entryOf(binding.path);
  return path === undefined
    ? `${binding.path} is neither a file nor a folder with an index file or a package.json.`
    : { kind: 'file', path };
}

const INDEXES = ['index.mjs', 'index.js', 'index.cjs', 'index.mts', 'index.ts', 'index.cts'];

/** The file to load: the path itself, or the entry of a folder as Node finds it. */
function entryOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found === undefined ? undefined : path;
  const index = INDEXES.map((name) => join(path, name)).find(
    (candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true,
  );
  if (index !== undefined) return index;
  try {
    return createRequire(join(path, 'package.json')).resolve(path);
  } catch {
    // Neither an index nor a `main` that exists: the caller says so.
    return undefined;
  }
}

/**
 * The variables of a function: those of Lambda's own that mean something here, a way back into the engine
 * for the AWS SDK, what the machine needs to run programs, and its own. Nothing else of the process.
 */
function variables(workspace: Workspace, name: string, own: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  const { region } = workspace.settings;
  return {
    PATH,
    HOME,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: workspace.endpoint,
    AWS_ACCESS_KEY_ID: 'poolkeeper',
    AWS_SECRET_ACCESS_KEY: 'poolkeeper',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(workspace.functions.limits.memory),
    ...own,
  };
}
