import { MessageChannel } from 'node:worker_threads';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault, Reply, Trace } from '../../../shared/contract.ts';
import { servePort } from '../../../electron/engine/doors/port.ts';
import type { FromEngine } from '../../../shared/port.ts';
import { raw, startDoors, UNKNOWN, type TestDoors } from './support.ts';

type Through = (
  operation: string,
  input: Record<string, unknown>,
) => Promise<{ ok: true; output: Record<string, unknown> } | { ok: false; code: string; message: string }>;

let doors: TestDoors;
const closing: (() => void)[] = [];

beforeAll(async () => {
  doors = await startDoors({ consoleFolder: new URL('./console-files', import.meta.url).pathname });
});
afterAll(async () => {
  for (const close of closing) close();
  await doors.stop();
});

const plain = (reply: Reply<unknown>): Awaited<ReturnType<Through>> =>
  reply.ok
    ? { ok: true, output: reply.output as Record<string, unknown> }
    : { ok: false, code: reply.fault.code, message: reply.fault.message };

const through: Record<string, () => Promise<Through>> = {
  'in-process': async () => async (operation, input) =>
    plain(await doors.engine.call('cognito-idp', operation as 'GetUser', input as never)),

  port: async () => {
    const { port1, port2 } = new MessageChannel();
    const close = servePort(doors.engine, port1);
    closing.push(close, () => port1.close());
    const waiting = new Map<number, (reply: Reply<unknown>) => void>();
    port2.on('message', (message: FromEngine) => {
      if ('id' in message) waiting.get(message.id)?.(message.reply);
    });
    let id = 0;
    return async (operation, input) => {
      const mine = ++id;
      const reply = new Promise<Reply<unknown>>((resolve) => waiting.set(mine, resolve));
      port2.postMessage({ id: mine, service: 'cognito-idp', operation, input });
      return plain(await reply);
    };
  },

  'aws-json': async () => {
    const client = new CognitoIdentityProviderClient({
      endpoint: doors.endpoint,
      region: 'us-east-1',
      credentials: UNKNOWN,
    });
    closing.push(() => client.destroy());
    return async (operation, input) => {
      const Command = (idp as unknown as Record<string, new (given: unknown) => never>)[`${operation}Command`] as new (
        given: unknown,
      ) => never;
      try {
        const { $metadata: _, ...output } = (await client.send(new Command(input))) as { $metadata: unknown } & Record<
          string,
          unknown
        >;
        return { ok: true, output };
      } catch (error) {
        const { name, message } = error as Error;
        return { ok: false, code: name, message };
      }
    };
  },

  'console-http': async () => {
    const address = doors.server.consoleAddress() as string;
    const opened = await raw(doors.endpoint, { path: address.slice(doors.endpoint.length) });
    const cookie = (opened.headers['set-cookie']?.[0] ?? '').split(';')[0] as string;
    return async (operation, input) => {
      const answer = await raw(doors.endpoint, {
        method: 'POST',
        path: '/_poolkeeper/call',
        headers: { cookie, origin: doors.endpoint, 'x-poolkeeper': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ service: 'cognito-idp', operation, input }),
      });
      expect(answer.status).toBe(200);
      return plain(JSON.parse(answer.body) as Reply<unknown>);
    };
  },
};

/** The whole body of the test: what any client does first, with a refusal at the end. */
async function scenario(call: Through): Promise<{ results: unknown[]; refusal: Fault }> {
  const must = async (operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const reply = await call(operation, input);
    if (!reply.ok) throw new Error(`${operation}: ${reply.code}: ${reply.message}`);
    return reply.output;
  };
  const { UserPool } = (await must('CreateUserPool', { PoolName: 'every door' })) as {
    UserPool: { Id: string; Name: string };
  };
  const UserPoolId = UserPool.Id;
  const { UserPoolClient } = (await must('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  })) as { UserPoolClient: { ClientId: string } };
  await must('AdminCreateUser', {
    UserPoolId,
    Username: 'viewer',
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: 'viewer@streaming.example' }],
  });
  await must('AdminSetUserPassword', { UserPoolId, Username: 'viewer', Password: 'Every-Door-1', Permanent: true });
  const signIn = (PASSWORD: string) => ({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: UserPoolClient.ClientId,
    AuthParameters: { USERNAME: 'viewer', PASSWORD },
  });
  const { AuthenticationResult } = (await must('InitiateAuth', signIn('Every-Door-1'))) as {
    AuthenticationResult: { TokenType: string; ExpiresIn: number };
  };
  const user = (await must('AdminGetUser', { UserPoolId, Username: 'viewer' })) as {
    Username: string;
    UserStatus: string;
    UserAttributes: { Name: string }[];
  };
  const wrong = await call('InitiateAuth', signIn('wrong'));
  if (wrong.ok) throw new Error('a wrong password signed in');
  return {
    results: [
      UserPool.Name,
      AuthenticationResult.TokenType,
      AuthenticationResult.ExpiresIn,
      user.Username,
      user.UserStatus,
      user.UserAttributes.map(({ Name }) => Name).toSorted(),
    ],
    refusal: { code: wrong.code, message: wrong.message },
  };
}

const stepsOf = (trace: Trace): string[] =>
  trace.steps.map((step) => `${trace.operation}: ${step.name}: ${step.outcome}`);

async function told(
  door: string,
): Promise<{ results: unknown[]; refusal: Fault; steps: string[][]; doors: Set<string> }> {
  const call = await (through[door] as () => Promise<Through>)();
  const traces: Trace[] = [];
  const stop = doors.engine.subscribe((event) => {
    if (event.type === 'trace') traces.push(event.trace);
  });
  const { results, refusal } = await scenario(call);
  stop();
  return { results, refusal, steps: traces.map(stepsOf), doors: new Set(traces.map((trace) => trace.door)) };
}

for (const door of Object.keys(through))
  test(`the same scenario, the same trace, through ${door}`, async () => {
    const inside = await told('in-process');
    const outside = await told(door);
    expect(outside.results).toEqual(inside.results);
    expect(outside.refusal).toEqual({ code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
    expect(outside.steps).toEqual(inside.steps);
    expect([...outside.doors]).toEqual([door]);
  });

test('the port answers what it does not know with a fault, and sends what happens', async () => {
  const { port1, port2 } = new MessageChannel();
  const close = servePort(doors.engine, port1);
  const heard: FromEngine[] = [];
  const replied = new Promise<void>((resolve) => {
    port2.on('message', (message: FromEngine) => {
      heard.push(message);
      if (heard.filter((one) => 'id' in one).length === 3) resolve();
    });
  });
  const wrapped = { data: { id: 4, service: 's3', operation: 'ListBuckets', input: {} } };
  for (const odd of [null, 'text', 5, {}, { id: 'x', service: 's3', operation: 'ListBuckets' }, { id: 1 }, wrapped])
    port2.postMessage(odd);
  port2.postMessage({ id: 1, service: 'nothing', operation: 'Do', input: {} });
  port2.postMessage({ id: 2, service: 'cognito-idp', operation: 'constructor', input: {} });
  port2.postMessage({ id: 3, service: 's3', operation: 'ListBuckets', input: {} });
  await replied;
  const replies = new Map(heard.flatMap((message) => ('id' in message ? [[message.id, message.reply] as const] : [])));
  expect(replies.get(1)).toMatchObject({ ok: false, fault: { code: 'UnknownOperationException' } });
  expect(replies.get(2)).toMatchObject({ ok: false, fault: { code: 'UnknownOperationException' } });
  expect(new Set(replies.keys())).toEqual(new Set([1, 2, 3]));
  expect(replies.get(3)).toMatchObject({ ok: true, output: { Buckets: [] } });
  expect(heard.some((message) => 'event' in message && message.event.type === 'trace')).toBe(true);
  close();
  port1.close();
});
