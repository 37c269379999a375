import type { Reply } from '../../../shared/contract.ts';

/** What the console may fetch of one object, in bytes; whole objects go over S3's own door. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * A reply whose streamed body, if it has one, was read into one array: streams do not cross to the console.
 *
 * A longer body is refused with `EntityTooLarge`.
 */
export async function collected(reply: Reply<unknown>): Promise<Reply<unknown>> {
  if (!reply.ok || typeof reply.output !== 'object' || reply.output === null || !('Body' in reply.output)) return reply;
  const body = reply.output.Body;
  if (body instanceof Uint8Array || typeof body !== 'object' || body === null) return reply;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BYTES) {
      const message = `The object is larger than the ${MAX_BYTES} bytes that the console shows; fetch it with an S3 client.`;
      return { ok: false, fault: { code: 'EntityTooLarge', message }, traceId: reply.traceId };
    }
    chunks.push(chunk);
  }
  return { ...reply, output: { ...reply.output, Body: new Uint8Array(Buffer.concat(chunks, length)) } };
}
