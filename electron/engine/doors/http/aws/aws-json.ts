import { isObject } from '../../../../../shared/json.ts';
import { contracts } from '../../../../../shared/aws/models.ts';
import type { Fault, OperationName } from '../../../../../shared/contract.ts';
import type { Refusal } from '../../../kernel/fault.ts';
import { answering, outputOf } from '../answering.ts';
import { badRequest, readBody, send, type Exchange } from '../exchange.ts';
import { contextOf, prove } from '../signature/caller.ts';
import { CORS } from '../rules.ts';
import { sha256 } from '../signature/sigv4.ts';

type JsonService = 'cognito-idp' | 'cognito-identity';

const CONTENT_TYPE = 'application/x-amz-json-1.1';
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Deeper than any contract: what is nested further was made to exhaust a reader. */
const MAX_DEPTH = 64;

/** AWS JSON 1.1: the operation in `X-Amz-Target`, input and output as JSON, for user pools and identity pools. */
export function awsJson(exchange: Exchange): Promise<void> {
  return answering(exchange, sendFault, async () => {
    const body = await readBody(exchange.request, MAX_BODY_BYTES);
    const { service, operation } = targetOf(exchange);
    const proven = prove(exchange, service, sha256(body));
    const input = parsed(body);
    const output = outputOf<unknown>(
      await exchange.engine.call(service, operation, input as never, contextOf(exchange, 'aws-json', proven)),
    );
    send(exchange, 200, headersFor(exchange), JSON.stringify(output ?? {}));
  });
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
    throw badRequest('UnknownOperationException', '');
  return { service, operation: operation as OperationName<JsonService> };
}

/** The body as a JSON object; an empty one is an empty object. */
function parsed(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const text = textOf(body);
  if (depthOf(text) > MAX_DEPTH) throw badRequest('SerializationException', 'The JSON is nested too deeply.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid();
  }
  if (!isObject(value)) throw badRequest('SerializationException', 'Start of structure or map expected.');
  return value as Record<string, unknown>;
}

const invalid = (): Refusal => badRequest('SerializationException', 'The request body is not valid JSON.');

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw invalid();
  }
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

const headersFor = ({ requestId }: Exchange): Record<string, string> => ({
  ...CORS,
  'content-type': CONTENT_TYPE,
  'x-amzn-requestid': requestId,
});

/** The fault in AWS's form. IAM's refusal spells `Message` large, all others small; our reason stays inside. */
function sendFault(exchange: Exchange, fault: Fault): void {
  const key = fault.code === 'AccessDeniedException' ? 'Message' : 'message';
  const body = { __type: fault.code, ...(fault.message === '' ? {} : { [key]: fault.message }), ...fault.fields };
  send(
    exchange,
    fault.status ?? 400,
    {
      ...headersFor(exchange),
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
