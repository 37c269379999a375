import { isObject } from '../../../../../shared/json.ts';
import { answering, jsonFault, outputOf } from '../answering.ts';
import { badRequest, clientOf, readBody, send, type Exchange } from '../exchange.ts';
import { isLocal } from '../rules.ts';

type Tool = (exchange: Exchange) => Promise<object>;

/** What tests and scripts may ask of a running engine, by method and path. */
const TOOLS: Readonly<Record<string, Readonly<Record<string, Tool>>>> = {
  '/_poolkeeper/health': { GET: health },
  '/_poolkeeper/outbox': { GET: outbox, DELETE: emptyOutbox },
  '/_poolkeeper/clock': { GET: (exchange) => own(exchange, 'GetClock', {}), PUT: setClock },
  '/_poolkeeper/local-providers': {
    GET: (exchange) => own(exchange, 'ListLocalProviders', {}),
    PUT: putLocalProvider,
  },
  '/_poolkeeper/local-providers/token': { POST: issueToken },
  // The addresses and members of before, for the scripts that use them.
  '/_poolkeeper/stand-ins': {
    GET: async (exchange) => {
      const { localProviders } = (await own(exchange, 'ListLocalProviders', {})) as { localProviders: unknown };
      return { standIns: localProviders };
    },
    PUT: async (exchange) => {
      const { localProvider, people } = await putLocalProvider(exchange);
      return { standIn: localProvider, people };
    },
  },
  '/_poolkeeper/stand-ins/token': { POST: issueTokenOfStandIn },
};

/** Whether a path is one of the tools that tests and scripts call. */
export const isTool = (path: string): boolean => Object.hasOwn(TOOLS, path);

/**
 * The tools' door, JSON in and out. Pages of another origin are refused: what stands in the outbox signs people
 * in. All but health is for this machine alone.
 */
export async function tools(exchange: Exchange): Promise<void> {
  const answer = (status: number, body: object): void => send(exchange, status, HEADERS, lineOf(body));
  const methods = TOOLS[exchange.path] ?? {};
  const tool = methods[exchange.method === 'HEAD' ? 'GET' : exchange.method];
  if (tool === undefined) return answer(405, { message: `Use ${Object.keys(methods).join(' or ')}.` });
  if (exchange.page === 'foreign' || exchange.page === 'local')
    return answer(403, { message: 'Pages of another origin may not use this.' });
  if (exchange.path !== '/_poolkeeper/health' && !isLocal(clientOf(exchange).sourceIp ?? ''))
    return answer(403, { message: 'This answers programs on the same machine only.' });
  return answering(exchange, refuse, async () => answer(200, await tool(exchange)));
}

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };
const lineOf = (body: object): string => `${JSON.stringify(body)}\n`;
const refuse = jsonFault(HEADERS, ({ code, message }) => lineOf({ code, message }));

async function health(exchange: Exchange): Promise<object> {
  const { version, startedAt, counts } = (await own(exchange, 'DescribeWorkspace', {})) as {
    version: string;
    startedAt: number;
    counts: unknown;
  };
  const uptime = (exchange.engine.workspace.ports.machineNow() - startedAt) / 1000;
  return { status: 'ok', version, uptime, counts };
}

function outbox(exchange: Exchange): Promise<object> {
  const limit = new URLSearchParams(exchange.query).get('limit');
  if (limit !== null && !/^[1-9]\d{0,3}$/.test(limit))
    throw badRequest('InvalidParameterException', 'limit is a number from 1 to 9999.');
  return own(exchange, 'ListMessages', { ...filterOf(exchange), ...(limit === null ? {} : { Limit: Number(limit) }) });
}

function emptyOutbox(exchange: Exchange): Promise<object> {
  return own(exchange, 'DeleteMessages', filterOf(exchange));
}

async function setClock(exchange: Exchange): Promise<object> {
  const value = await jsonBody(exchange, 4096, '{"offset": 3600000} or {"frozenAt": 1795000000000}');
  const unknown = Object.keys(value).find((name) => name !== 'offset' && name !== 'frozenAt');
  if (unknown !== undefined)
    throw badRequest('InvalidParameterException', `There is no ${unknown}; give offset or frozenAt, in milliseconds.`);
  return own(exchange, 'SetClock', value);
}

/** Makes a local provider and the people that the body lists; those that it does not list stay. */
async function putLocalProvider(exchange: Exchange): Promise<{ localProvider: { name: string }; people: unknown[] }> {
  const example = '{"Kind": "google", "People": [{"Id": "1001", "Claims": {"email": "ada@example.com"}}]}';
  const { People = [], ...localProvider } = (await jsonBody(exchange, MAX_PEOPLE_BYTES, example)) as {
    People?: unknown;
  };
  if (!Array.isArray(People) || People.some((person) => typeof person !== 'object' || person === null))
    throw badRequest('InvalidParameterException', `The body is JSON such as ${example}.`);
  const made = (await own(exchange, 'PutLocalProvider', localProvider)) as { localProvider: { name: string } };
  const people: unknown[] = [];
  for (const { Id, Claims } of People as { Id?: unknown; Claims?: unknown }[]) {
    const put = await own(exchange, 'PutLocalProviderPerson', {
      LocalProvider: made.localProvider.name,
      ...(Id === undefined ? {} : { Id }),
      ...(Claims === undefined ? {} : { Claims }),
    });
    people.push((put as { person: unknown }).person);
  }
  return { ...made, people };
}

async function issueToken(exchange: Exchange): Promise<object> {
  const input = await jsonBody(exchange, 16_384, '{"LocalProvider": "google", "Person": "1001", "AppId": "my-app"}');
  return own(exchange, 'IssueLocalProviderToken', input);
}

/** The same with the member `StandIn`, as it was called before. */
async function issueTokenOfStandIn(exchange: Exchange): Promise<object> {
  const example = '{"StandIn": "google", "Person": "1001", "AppId": "my-app"}';
  const { StandIn, ...input } = await jsonBody(exchange, 16_384, example);
  return own(exchange, 'IssueLocalProviderToken', { ...input, LocalProvider: StandIn });
}

/** Bytes of a body with people. */
const MAX_PEOPLE_BYTES = 4 * 1024 * 1024;

/** A body that is a JSON object; `example` tells what is wanted where it is none. */
async function jsonBody(exchange: Exchange, most: number, example: string): Promise<Record<string, unknown>> {
  const body = await readBody(exchange.request, most);
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    value = undefined;
  }
  if (!isObject(value)) throw badRequest('InvalidParameterException', `The body is JSON such as ${example}.`);
  return value as Record<string, unknown>;
}

function filterOf(exchange: Exchange): { PoolId?: string; Username?: string } {
  const parameters = new URLSearchParams(exchange.query);
  const [poolId, username] = [parameters.get('poolId'), parameters.get('username')];
  return { ...(poolId ? { PoolId: poolId } : {}), ...(username ? { Username: username } : {}) };
}

type OwnOperation =
  | 'GetClock'
  | 'SetClock'
  | 'ListMessages'
  | 'DeleteMessages'
  | 'DescribeWorkspace'
  | 'ListLocalProviders'
  | 'PutLocalProvider'
  | 'PutLocalProviderPerson'
  | 'IssueLocalProviderToken';

const own = async (exchange: Exchange, operation: OwnOperation, input: object): Promise<object> =>
  outputOf<object>(
    await exchange.engine.call('poolkeeper', operation, input, { door: 'console-http', caller: { kind: 'root' } }),
  );
