import type { Fault } from '../../../shared/contract.ts';

/** A refusal on its way from a handler to the engine, where it becomes a value. */
export class Refusal extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(`${fault.code}: ${fault.message}`);
    this.name = 'Refusal';
    this.fault = fault;
  }
}

/** The fault of a thrown refusal, or nothing for an error that nobody foresaw. */
export const faultOf = (error: unknown): Fault | undefined => (error instanceof Refusal ? error.fault : undefined);

/** Members that a fault has beside code and message, by its code. Amazon S3 API reference, "Error responses". */
type FaultFields = {
  readonly InvalidRange: { readonly RangeRequested: string; readonly ActualObjectSize: string };
  readonly NotModified: { readonly ETag: string; readonly 'Last-Modified': string };
  readonly EntityTooSmall: {
    readonly ProposedSize: string;
    readonly MinSizeAllowed: string;
    readonly PartNumber: string;
    readonly ETag: string;
  };
};

/**
 * Ends a call with a fault that its operation declares. `reason` says what really decided: it is kept in the trace
 * and never sent to an outside client. `fields` are the further members of those faults that have some.
 */
export type Refuse<Code extends string> = <Given extends Code>(
  code: Given,
  message: string,
  reason?: string,
  fields?: Given extends keyof FaultFields ? FaultFields[Given] : never,
) => never;

/**
 * The `refuse` of a context.
 *
 * @param statusOf the HTTP status of a code, where it is not 400
 */
export const refuseBy =
  (statusOf: (code: string) => { readonly status?: number } = () => ({})): Refuse<string> =>
  (code, message, reason, fields) => {
    throw new Refusal({
      code,
      message,
      ...statusOf(code),
      ...(reason === undefined ? {} : { reason }),
      ...(fields === undefined ? {} : { fields }),
    });
  };

/** Codes that no operation declares, since every operation of their service may answer them. */
type CommonCode =
  /** Amazon Cognito, "Common errors". */
  | 'AccessDeniedException'
  | 'ExpiredTokenException'
  | 'MissingAuthenticationTokenException'
  | 'UnrecognizedClientException'
  /** AWS IAM and AWS STS, "Common errors". */
  | 'AccessDenied'
  | 'ExpiredToken'
  | 'InvalidClientTokenId'
  | 'MissingAuthenticationToken'
  | 'ValidationError'
  /** Amazon S3, "Error responses"; the last two answer preflights. */
  | 'InvalidAccessKeyId'
  | 'AccessForbidden'
  | 'BadRequest'
  /** Amazon API Gateway, HTTP APIs. */
  | 'Forbidden'
  | 'NotFound'
  | 'Unauthorized';

/** A fault that no operation declares. */
export type CommonFault = Fault & { readonly code: CommonCode };

/** Ends a call with a fault that no operation declares: who calls, and what every call must be like. */
export function refuseCommon(fault: CommonFault): never {
  throw new Refusal(fault);
}
