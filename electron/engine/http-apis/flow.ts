import type { JWTPayload } from 'jose';
import type { ApiAuthorizer } from '../../../shared/poolkeeper/operations.ts';
import type { Input } from '../../../shared/contract.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { FlowStep } from '../kernel/trace.ts';
import type { Matched } from './routes.ts';
import type { Answered } from './targets.ts';

export type JwtAuthorizer = Extract<ApiAuthorizer, { kind: 'JWT' }>;

/** A request on its way through its route: what each step found is there for the next. */
export type InFlight = {
  readonly request: Input<'poolkeeper', 'InvokeApi'>;
  readonly matched: Matched;
  /** The bearer token, read and not yet trusted. */
  token?: { readonly text: string; readonly alg: unknown; readonly kid: unknown; readonly claims: JWTPayload };
  /** What the authorizer gives to the target, as it stands in the event. */
  authorizer?: object;
};

/** A step of a request: refuses, answers, or lets the next one go on. */
export type ApiStep = FlowStep<InFlight, Ctx, Answered>;
