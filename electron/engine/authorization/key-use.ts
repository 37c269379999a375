import type { Ctx } from '../kernel/handler.ts';

/** Milliseconds within which further uses of a key are not written down: not every request may cost a write. */
const RESOLUTION_MS = 60_000;

/**
 * Writes down that a user's key signed a request, whether or not the request is then allowed.
 *
 * IAM keeps the last use alone: its time, service and region. Kept to the minute; temporary credentials have no
 * last use.
 */
export function noteKeyUse(ctx: Ctx, accessKeyId: string): void {
  if (!accessKeyId.startsWith('AKIA')) return;
  const { access } = ctx.store;
  const { service, region } = ctx.call;
  const used = access.accessKey(accessKeyId)?.used;
  const at = ctx.now();
  // A clock that was moved back makes the last use lie ahead: then it is written anew.
  if (
    used !== undefined &&
    at >= used.at &&
    at - used.at < RESOLUTION_MS &&
    used.service === service &&
    used.region === region
  )
    return;
  ctx.write(() => access.accessKeyUsed(accessKeyId, { at, service, region }));
}
