import type { FunctionBinding } from '../../../shared/poolkeeper/operations.ts';
import type { Invoked } from './invoke.ts';
import type { ConsoleLine, FunctionError } from '../kernel/functions.ts';

type Endpoint = Extract<FunctionBinding, { kind: 'endpoint' }>;
type Order = { readonly name: string; readonly event: string; readonly requestId: string; readonly timeLimit: number };
type Called = { readonly outcome: Invoked['outcome']; readonly lines: readonly ConsoleLine[] };

/** Lambda's own limit of a synchronous answer: 6 MB. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;

/**
 * Calls a function by the Lambda Invoke API: POST /2015-03-31/functions/NAME/invocations.
 *
 * An error of the function comes with status 200 and `X-Amz-Function-Error`; the last of its console output
 * in `X-Amz-Log-Result` (base64). Any other status is an error of the service itself.
 */
export async function callEndpoint(
  ask: typeof fetch,
  binding: Endpoint,
  { name, event, requestId, timeLimit }: Order,
): Promise<Called> {
  const functionName = encodeURIComponent(binding.functionName ?? name);
  const address = `${binding.url.replace(/\/+$/, '')}/2015-03-31/functions/${functionName}/invocations`;
  const limit = AbortSignal.timeout(timeLimit);
  try {
    const response = await ask(address, {
      method: 'POST',
      redirect: 'error',
      signal: limit,
      headers: {
        'Content-Type': 'application/json',
        'X-Amz-Invocation-Type': 'RequestResponse',
        'X-Amz-Log-Type': 'Tail',
        'X-Amzn-RequestId': requestId,
      },
      body: event,
    });
    const text = await readText(response);
    const lines = linesOf(response.headers.get('x-amz-log-result'));
    if (text === undefined)
      return { outcome: unreachable('ResponseSizeTooLargeException', `${address} answered more than 6 MB.`), lines };
    if (!response.ok) return { outcome: serviceError(response, text, address), lines };
    if (response.headers.get('x-amz-function-error') !== null)
      return { outcome: { kind: 'error', error: functionError(text) }, lines };
    return { outcome: { kind: 'answer', text }, lines };
  } catch (error) {
    if (limit.aborted) return { outcome: { kind: 'timeout' }, lines: [] };
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { outcome: unreachable('ServiceException', `${address} could not be reached: ${cause}.`), lines: [] };
  }
}

const unreachable = (code: string, reason: string): Invoked['outcome'] => ({ kind: 'unreachable', code, reason });

async function readText(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MAX_ANSWER_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The service's error: its code stands in a header, or in the body's `Type` or `__type`. */
function serviceError(response: Response, text: string, address: string): Invoked['outcome'] {
  const body = parsed(text);
  const code =
    response.headers.get('x-amzn-errortype')?.split(':')[0] ??
    [body['__type'], body['Code'], body['code']].find((value) => typeof value === 'string')?.toString() ??
    (response.status === 404 ? 'ResourceNotFoundException' : 'ServiceException');
  const message = [body['message'], body['Message']].find((value) => typeof value === 'string') ?? text.slice(0, 200);
  return unreachable(code, `${address} answered ${response.status}: ${String(message)}`);
}

function functionError(text: string): FunctionError {
  const { errorType, errorMessage, trace, stackTrace } = parsed(text);
  const lines = [trace, stackTrace].find((value) => Array.isArray(value)) as string[] | undefined;
  return {
    errorType: typeof errorType === 'string' ? errorType : 'Error',
    errorMessage: typeof errorMessage === 'string' ? errorMessage : text.slice(0, 1000),
    ...(lines === undefined ? {} : { trace: lines }),
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // An error page of something in between: its text is shown as it is.
    return {};
  }
}

function linesOf(header: string | null): ConsoleLine[] {
  if (header === null) return [];
  const text = Buffer.from(header, 'base64').toString('utf8').trimEnd();
  return text.split('\n').map((line) => ({ level: 'log', text: line }));
}
