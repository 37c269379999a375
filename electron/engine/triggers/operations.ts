import { keyArn } from '../../../shared/aws/arn.ts';
import { isAbsolute } from 'node:path';
import type { FunctionBinding, FunctionRecord, FunctionUse } from '../../../shared/poolkeeper/operations.ts';
import type { OperationName } from '../../../shared/contract.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import { invokeFunction, type Invoked } from '../functions/invoke.ts';
import { answerProblem } from './run.ts';
import { isTrigger, sampleEvent } from './sample-event.ts';
import { KEY_NAMESPACE, senderKey, WRAPPING } from './sender-code.ts';
import { functionOf, triggers, type TriggerName } from './triggers.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;
type Invalid = Ctx<'InvalidParameterException'>;

const MAX_CODE_BYTES = 1024 * 1024;

/** Every function with the pools that use it, and the ARNs that pools name and nothing is bound to. */
export const ListFunctions: OwnHandler<'ListFunctions'> = (_input, ctx) => {
  const uses = usesOf(ctx);
  const functions = ctx.store.functions.list().map((found) => ({ ...found, usedBy: uses.get(found.arn) ?? [] }));
  const bound = new Set(functions.map(({ arn }) => arn));
  const unbound = [...uses].filter(([arn]) => !bound.has(arn)).map(([arn, usedBy]) => ({ arn, usedBy }));
  return { functions, unbound };
};

/** One function and the pools that use it. */
export const GetFunction: OwnHandler<'GetFunction'> = ({ Arn }, ctx) => ({
  function: find(ctx, Arn),
  usedBy: usesOf(ctx).get(Arn) ?? [],
});

/** Binds an ARN to a file or folder, to code kept in the workspace, or to an endpoint of the Lambda Invoke API. */
export const PutFunction: OwnHandler<'PutFunction'> = (input, ctx) => {
  const { Arn, Description = '', Binding, Environment = {} } = input;
  const problem = bindingProblem(Binding);
  if (problem !== undefined) ctx.refuse('InvalidParameterException', problem);
  const now = ctx.now();
  const record: FunctionRecord = {
    arn: Arn,
    description: Description,
    binding: Binding,
    environment: Environment,
    createdAt: ctx.store.functions.get(Arn)?.createdAt ?? now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.functions.put(record));
  ctx.changed('function', undefined, Arn);
  return { function: record };
};

/** Removes a function; pools that name its ARN keep it, and are refused when they need it. */
export const DeleteFunction: OwnHandler<'DeleteFunction'> = ({ Arn }, ctx) => {
  find(ctx, Arn);
  ctx.write(() => ctx.store.functions.remove(Arn));
  ctx.changed('function', undefined, Arn);
  return {};
};

/**
 * Runs a function once and says what came of it.
 *
 * The event is the one given, else the sample of `Trigger` and `Source`; with `Trigger` the answer is checked as
 * a user pool would. `Binding` runs what is not saved yet. Time limit and attempts are a trigger's.
 */
export const TestFunction: OwnHandler<'TestFunction'> = async (input, ctx) => {
  const { Arn, Trigger, Source, Event, Binding } = input;
  const trigger = Trigger === undefined ? undefined : triggerNamed(ctx, Trigger);
  if (Event === undefined && trigger === undefined)
    return ctx.refuse('InvalidParameterException', 'Give an Event, or a Trigger whose sample event is used.');
  const target = Binding === undefined ? find(ctx, Arn) : unsaved(ctx, Arn, Binding);
  const event =
    Event ?? (trigger === undefined ? undefined : sampleEvent(ctx, trigger, sourceOf(ctx, trigger, Source)));
  const invoked = await invokeFunction(ctx.workspace, target, JSON.stringify(event), uuid(ctx.random));
  return {
    run: {
      event,
      ...came(ctx, invoked, trigger),
      output: invoked.output,
      took: invoked.took,
      attempts: invoked.attempts,
    },
  };
};

/** The event that a trigger's function gets, with made-up values. */
export const SampleEvent: OwnHandler<'SampleEvent'> = ({ Trigger, Source, PoolId }, ctx) => {
  const trigger = triggerNamed(ctx, Trigger);
  const pool = PoolId === undefined ? undefined : ctx.store.pools.get(PoolId);
  return {
    event: sampleEvent(ctx, trigger, sourceOf(ctx, trigger, Source), pool),
    sources: [...triggers[trigger].sources],
  };
};

/** The key that stands in place of KMS for custom senders, with what opens a code by the AWS Encryption SDK. */
export const GetSenderKey: OwnHandler<'GetSenderKey'> = async ({ KeyArn }, ctx) => {
  const { region, account } = ctx.workspace.settings;
  const arn = KeyArn ?? keyArn({ region, account }, 'poolkeeper');
  const key = (await senderKey(ctx.workspace)).toString('base64');
  const example = `import { buildClient, CommitmentPolicy, RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/client-node'

const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT)
const keyring = new RawAesKeyringNode({
  keyNamespace: '${KEY_NAMESPACE}',
  keyName: '${arn}',
  unencryptedMasterKey: new Uint8Array(Buffer.from(process.env.SENDER_KEY, 'base64')),
  wrappingSuite: RawAesWrappingSuiteIdentifier.${WRAPPING},
})

export const handler = async (event) => {
  const { plaintext } = await decrypt(keyring, Buffer.from(event.request.code, 'base64'))
  console.log(plaintext.toString())
}
`;
  return { keyArn: arn, key, keyNamespace: KEY_NAMESPACE, keyName: arn, wrapping: WRAPPING, example };
};

function came(ctx: Ctx, { outcome }: Invoked, trigger: TriggerName | undefined) {
  switch (outcome.kind) {
    case 'error': {
      const { errorType: type, errorMessage: message, trace } = outcome.error;
      return { error: { type, message, ...(trace === undefined ? {} : { trace }) } };
    }
    case 'timeout': {
      const seconds = (ctx.workspace.functions.limits.time / 1000).toFixed(2);
      return { error: { type: 'Timeout', message: `Task timed out after ${seconds} seconds` } };
    }
    case 'unreachable':
      return { error: { type: outcome.code, message: outcome.reason } };
    case 'answer':
      return judged(outcome.text, trigger);
  }
}

function judged(text: string, trigger: TriggerName | undefined) {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { answer: text, problem: 'The answer is not JSON.' };
  }
  const asynchronous = trigger === 'CustomEmailSender' || trigger === 'CustomSMSSender';
  const problem = trigger === undefined || asynchronous ? undefined : answerProblem(trigger, answer);
  return { answer, ...(problem === undefined ? {} : { problem }) };
}

function find(ctx: Ctx<'ResourceNotFoundException'>, arn: string): FunctionRecord {
  return ctx.store.functions.get(arn) ?? ctx.refuse('ResourceNotFoundException', `Nothing is bound to ${arn}.`);
}

function unsaved(ctx: Invalid, arn: string, binding: FunctionBinding): FunctionRecord {
  const problem = bindingProblem(binding);
  if (problem !== undefined) ctx.refuse('InvalidParameterException', problem);
  const now = ctx.now();
  const environment = ctx.store.functions.get(arn)?.environment ?? {};
  // A date of its own keeps what is tried apart from what is saved.
  return {
    arn,
    description: '',
    binding,
    environment,
    createdAt: now,
    modifiedAt: -Math.trunc(ctx.workspace.ports.elapsed() * 1000),
  };
}

function triggerNamed(ctx: Invalid, name: string): TriggerName {
  return isTrigger(name)
    ? name
    : ctx.refuse(
        'InvalidParameterException',
        `There is no trigger ${name}. There are ${Object.keys(triggers).join(', ')}.`,
      );
}

function sourceOf(ctx: Invalid, trigger: TriggerName, source: string | undefined): string {
  const { sources } = triggers[trigger];
  if (source !== undefined && !sources.includes(source))
    ctx.refuse('InvalidParameterException', `${trigger} has the sources ${sources.join(', ')}.`);
  return source ?? sources[0] ?? '';
}

/** By ARN: in which pools, and for which triggers, it stands. */
function usesOf(ctx: Ctx): Map<string, FunctionUse[]> {
  const uses = new Map<string, FunctionUse[]>();
  for (const { id, name, config } of ctx.store.functions.pools())
    for (const trigger of Object.keys(triggers) as TriggerName[]) {
      const arn = functionOf(config, trigger);
      if (arn === undefined) continue;
      uses.set(arn, [...(uses.get(arn) ?? []), { poolId: id, poolName: name, trigger }]);
    }
  return uses;
}

/** What is wrong with a binding besides its form, in words, or nothing. */
function bindingProblem(binding: FunctionBinding): string | undefined {
  switch (binding.kind) {
    case 'code':
      return Buffer.byteLength(binding.code) > MAX_CODE_BYTES
        ? 'Binding.code is larger than 1 MB; bind a file instead.'
        : undefined;
    case 'file':
      return isAbsolute(binding.path) ? undefined : 'Binding.path is the absolute path of a file or folder.';
    case 'endpoint':
      return URL.canParse(binding.url)
        ? undefined
        : 'Binding.url is the http or https address of an endpoint of the Lambda Invoke API.';
  }
}
