import { contracts } from '../../../../../shared/aws/models.ts';
import type { Fault, OperationName, Reply } from '../../../../../shared/contract.ts';
import { prove } from '../signature/caller.ts';
import { BadRequest, clientOf, readBody, send, type Exchange } from '../exchange.ts';
import { CORS } from '../rules.ts';
import { sha256 } from '../signature/sigv4.ts';

type JsonService = 'cognito-idp' | 'cognito-identity';

const CONTENT_TYPE = 'application/x-amz-json-1.1';
const LARGEST = 8 * 1024 * 1024;
/** Deeper than any contract: what is nested further was made to exhaust a reader. */
const DEEPEST = 64;

/** AWS JSON 1.1: the operation in `X-Amz-Target`, input and output as JSON, for user pools and identity pools. */
export async function awsJson(exchange: Exchange): Promise<void> {
  const { engine } = exchange;
  let service: JsonService | undefined;
  try {
    const body = await readBody(exchange.request, LARGEST);
    const target = targetOf(exchange);
    service = target.service;
    const { caller, region, fault } = prove(
      engine.workspace,
      service,
      exchange.wire,
      sha256(body),
      exchange.page === 'foreign',
    );
    const input = parsed(body);
    const reply: Reply<unknown> = await engine.call(service, target.operation, input as never, {
      door: 'aws-json',
      caller,
      ...clientOf(exchange),
      ...(region === undefined ? {} : { region }),
      ...(fault === undefined ? {} : { signatureFault: fault }),
    });
    if (reply.ok) send(exchange, 200, headersFor(reply.traceId), JSON.stringify(reply.output ?? {}));
    else sendFault(exchange, reply.fault, reply.traceId);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    sendFault(
      exchange,
      { code: error.code, message: error.message, status: error.status },
      Buffer.from(engine.workspace.ports.random(16)).toString('hex'),
    );
  }
}

function targetOf(exchange: Exchange): { service: JsonService; operation: OperationName<JsonService> } {
  const [prefix = '', operation = '', ...more] =
    (exchange.request.headers['x-amz-target'] as string | undefined)?.split('.') ?? [];
  const service = (['cognito-idp', 'cognito-identity'] as const).find(
    (name) => contracts[name].targetPrefix === prefix,
  );
  if (
    exchange.method !== 'POST' ||
    service === undefined ||
    more.length > 0 ||
    !Object.hasOwn(contracts[service].operations, operation)
  )
    throw new BadRequest('UnknownOperationException', '');
  return { service, operation: operation as OperationName<JsonService> };
}

/** The body as a JSON object; an empty one is an empty object. */
function parsed(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (depthOf(text) > DEEPEST) throw new BadRequest('SerializationException', 'The JSON is nested too deeply.');
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof BadRequest) throw error;
    throw new BadRequest('SerializationException', 'The request body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadRequest('SerializationException', 'Start of structure or map expected.');
  return value as Record<string, unknown>;
}

/** How deep brackets nest outside of strings; counted before parsing. */
function depthOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}

const headersFor = (requestId: string): Record<string, string> => ({
  ...CORS,
  'content-type': CONTENT_TYPE,
  'x-amzn-requestid': requestId,
});

/** The fault in AWS's form. IAM's refusal spells `Message` large, all others small; our reason stays inside. */
function sendFault(exchange: Exchange, fault: Fault, requestId: string): void {
  const key = fault.code === 'AccessDeniedException' ? 'Message' : 'message';
  const body = { __type: fault.code, ...(fault.message === '' ? {} : { [key]: fault.message }), ...fault.fields };
  send(
    exchange,
    fault.status ?? 400,
    {
      ...headersFor(requestId),
      'x-amzn-errortype': `${fault.code}:`,
      ...(fault.message === '' ? {} : { 'x-amzn-errormessage': headerText(fault.message) }),
      // What is left of a body that was too large is not worth reading.
      ...(fault.status === 413 ? { connection: 'close' } : {}),
    },
    JSON.stringify(body),
  );
}

/** A message as a header may carry it: one line of printable ASCII. */
const headerText = (text: string): string =>
  text
    .replace(/[^\x20-\x7E]+/g, ' ')
    .trim()
    .slice(0, 1024);
