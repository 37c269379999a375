import type { CallContext, Caller, Door, Fault } from '../../../../../shared/contract.ts';
import { lookUpKey } from '../../../authorization/credentials.ts';
import { clientOf, type Exchange } from '../exchange.ts';
import { signatureFault } from './signature-faults.ts';
import {
  headerOf,
  sameText,
  signatureMatches,
  timeProblem,
  unsignedHeaders,
  type Signature,
  type SignedService,
} from './sigv4.ts';

/** Who sent a request, as its signature proves it. */
export type Proven = {
  readonly caller: Caller;
  /** The region of the signature's scope. */
  readonly region?: string;
  /** What is wrong with the signature, in the service's words; operations that need none do not mind. */
  readonly fault?: Fault;
  /** For bodies that are signed in pieces: the signature and the secret, where the key is known. */
  readonly verified?: { readonly signature: Signature; readonly secret: string };
};

/**
 * Finds out who sent a request.
 *
 * The signature of a key that the engine issued is verified whole: scope, time by the machine's clock (clients
 * sign by theirs), signature, session token, expiry by the workspace clock. A key that the engine does not know
 * cannot be verified; it is named so, and whether it may act is the engine's decision.
 *
 * @param payloadHash hexadecimal SHA-256 of the body, or what S3 was told in its stead
 */
export function prove(
  { engine: { workspace }, wire: request, signature: read, page }: Exchange,
  service: SignedService,
  payloadHash: string,
): Proven {
  if (read.kind === 'none') return { caller: { kind: 'anonymous' } };
  if (read.kind === 'twice') {
    const why =
      'The request is signed in its Authorization header and in its address; which of both counts is not said.';
    return { caller: { kind: 'anonymous' }, fault: signatureFault(service, 'two signatures', why) };
  }
  if (read.kind === 'malformed') {
    const kind = headerOf(request, 'authorization') === undefined ? 'malformed query' : 'malformed';
    return { caller: { kind: 'anonymous' }, fault: signatureFault(service, kind, read.why) };
  }
  const { signature } = read;
  const { accessKeyId, region } = signature;
  const known = lookUpKey(workspace, accessKeyId);
  if (known === undefined) {
    const caller: Caller = { kind: 'unknown-key', accessKeyId };
    // The signature cannot be verified; that a presigned address is past its time can be seen all the same.
    if (signature.form === 'query' && timeProblem(signature, workspace.ports.machineNow()) === 'expired')
      return {
        caller,
        region,
        fault: signatureFault(service, 'presigned expired', `Signed at ${signature.timestamp}.`, signature),
      };
    if (page !== 'foreign') return { caller, region };
    const why =
      'A page of another site signed with a key that Poolkeeper did not issue; only local programs and local pages may act as the account root.';
    return { caller, region, fault: signatureFault(service, 'unknown key', why) };
  }
  const refused = (kind: Parameters<typeof signatureFault>[1], why: string): Proven => ({
    caller: known.caller,
    region,
    fault: signatureFault(service, kind, why, signature),
  });
  if (signature.service !== service)
    return refused(
      'wrong scope',
      `The credential is scoped to the service ${signature.service}, the request is for ${service}.`,
    );
  const problem = timeProblem(signature, workspace.ports.machineNow());
  if (problem !== undefined)
    return refused(
      signature.form === 'query' && problem === 'expired'
        ? 'presigned expired'
        : problem === 'expired'
          ? 'too old'
          : 'too new',
      `Signed at ${signature.timestamp}; the machine's clock shows ${new Date(workspace.ports.machineNow()).toISOString()}.`,
    );
  const missing = service === 's3' ? unsignedHeaders(request, signature) : [];
  if (missing.length > 0) return refused('headers not signed', `Not signed: ${missing.join(', ')}.`);
  if (!signatureMatches(request, signature, known.secret, payloadHash))
    return refused(
      'mismatch',
      'The secret of this key gives another signature for this request: wrong secret, or the request was changed.',
    );
  if (known.sessionToken !== undefined && !sameText(known.sessionToken, signature.sessionToken ?? ''))
    return refused(
      'wrong token',
      signature.sessionToken === undefined
        ? 'Temporary credentials came without their session token.'
        : 'The session token is not the one of this key.',
    );
  if (known.expiresAt !== undefined && known.expiresAt <= workspace.clock.now())
    return refused(
      'credentials expired',
      `The credentials expired at ${new Date(known.expiresAt).toISOString()} by the workspace clock.`,
    );
  return { caller: known.caller, region, verified: { signature, secret: known.secret } };
}

/** The context of a call by who sent it, as the engine gets it. */
export const contextOf = (exchange: Exchange, door: Door, { caller, region, fault }: Proven): CallContext => ({
  door,
  caller,
  ...clientOf(exchange),
  ...(region === undefined ? {} : { region }),
  ...(fault === undefined ? {} : { signatureFault: fault }),
});
