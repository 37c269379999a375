import type { CreateUserPoolRequest, LambdaConfigType } from '../../../shared/aws/types/cognito-idp.ts';
import type { FunctionBinding } from '../../../shared/poolkeeper/operations.ts';
import type { TraceStep } from '../../../shared/contract.ts';
import type { TestEngine } from '../../support/harness.ts';
import { startWorld, type World } from '../user-pools/users/support.ts';

/** The ARN of a function that is named after its trigger. */
export const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

export const KEY_ARN = 'arn:aws:kms:us-east-1:000000000000:key/senders';

/** A LambdaConfig that names a function for each of the triggers. */
export function configFor(names: readonly string[], version?: 'V2_0' | 'V3_0'): LambdaConfigType {
  const config: Record<string, unknown> = {};
  for (const name of names) {
    const LambdaArn = arnOf(name);
    if (name === 'CustomEmailSender' || name === 'CustomSMSSender') {
      config[name] = { LambdaVersion: 'V1_0', LambdaArn };
      config['KMSKeyID'] = KEY_ARN;
    } else if (name === 'PreTokenGeneration' && version !== undefined)
      config['PreTokenGenerationConfig'] = { LambdaVersion: version, LambdaArn };
    else config[name] = LambdaArn;
  }
  return config as LambdaConfigType;
}

/** Binds a trigger's function to the body of an async handler that has `event`. */
export const bind = (engine: TestEngine, name: string, body: string) =>
  bindTo(engine, name, {
    kind: 'code',
    language: 'javascript',
    code: `exports.handler = async (event, context) => { ${body}\nreturn event }`,
  });

export const bindTo = (engine: TestEngine, name: string, Binding: FunctionBinding) =>
  engine.call('poolkeeper', 'PutFunction', { Arn: arnOf(name), Binding });

/** A world whose pool has these functions: trigger → body. */
export async function worldWith(
  bodies: Readonly<Record<string, string>>,
  pool: Partial<CreateUserPoolRequest> = {},
  version?: 'V2_0' | 'V3_0',
): Promise<World> {
  const world = await startWorld({ LambdaConfig: configFor(Object.keys(bodies), version), ...pool });
  for (const [name, body] of Object.entries(bodies)) await bind(world, name, body);
  return world;
}

type Event = {
  version: string;
  triggerSource: string;
  userName: string;
  region: string;
  userPoolId: string;
  callerContext: { clientId: string; awsSdkVersion: string };
  request: Record<string, unknown> & { userAttributes?: Record<string, string> };
  response: Record<string, unknown>;
};

/** The steps of the latest call in which functions ran, by trigger, oldest first. */
export async function functionSteps(engine: TestEngine, operation?: string): Promise<TraceStep[]> {
  const { traces } = await engine.call('poolkeeper', 'ListTraces', {
    Limit: 1,
    ...(operation === undefined ? {} : { Operation: operation }),
  });
  return (traces[0]?.steps ?? []).filter(({ detail }) => detail?.['function'] !== undefined);
}

/** The events that functions got in the latest call. */
export async function events(engine: TestEngine, operation?: string): Promise<Event[]> {
  return (await functionSteps(engine, operation)).map(({ detail }) => detail?.['event'] as Event);
}

/** The sources of the events of the latest call. */
export const sources = async (engine: TestEngine, operation?: string): Promise<string[]> =>
  (await events(engine, operation)).map(({ triggerSource }) => triggerSource);

/** The claims of a token, unchecked. */
export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
