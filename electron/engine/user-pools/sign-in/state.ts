import type { InitiateAuthResponse, NewDeviceMetadataType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { FaultCode } from '../../../../shared/contract.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import type { FlowStep } from '../../kernel/trace.ts';
import type { TokenChanges } from '../../tokens/token-changes.ts';
import type { TokenSource } from '../../triggers/pre-token.ts';
import type { RefreshContent } from '../../tokens/refresh.ts';
import type { Family } from '../../store/tokens.ts';
import type { Progress, Session } from './sessions.ts';

type Codes<
  O extends
    | 'InitiateAuth'
    | 'AdminInitiateAuth'
    | 'RespondToAuthChallenge'
    | 'AdminRespondToAuthChallenge'
    | 'GetTokensFromRefreshToken',
> = FaultCode<'cognito-idp', O>;

/** What a step that begins a sign-in may refuse with: the codes that both forms of the operation declare. */
export type InitiateCtx = Ctx<Codes<'InitiateAuth'> & Codes<'AdminInitiateAuth'>>;
/** The same for a step that takes an answer. */
export type RespondCtx = Ctx<Codes<'RespondToAuthChallenge'> & Codes<'AdminRespondToAuthChallenge'>>;
/** For steps of both. */
export type SignInCtx = Ctx<
  Codes<'InitiateAuth'> &
    Codes<'AdminInitiateAuth'> &
    Codes<'RespondToAuthChallenge'> &
    Codes<'AdminRespondToAuthChallenge'>
>;
/** For steps of a refresh, which is an operation of its own too. */
export type RefreshCtx = Ctx<Codes<'InitiateAuth'> & Codes<'AdminInitiateAuth'> & Codes<'GetTokensFromRefreshToken'>>;

/** How a step ends a flow: with a challenge or with tokens. */
export type Answer = Pick<
  InitiateAuthResponse,
  'ChallengeName' | 'ChallengeParameters' | 'Session' | 'AuthenticationResult' | 'AvailableChallenges'
>;

/** What the steps of a sign-in hand on to each other. */
export type SignIn = {
  readonly pool: Pool;
  readonly client: Client;
  /** Came in by the Admin form of the operation. */
  readonly admin: boolean;
  /** AuthParameters or ChallengeResponses. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The member Session of the call. */
  readonly sessionText: string | undefined;
  /** Keys for sealed sessions and for simulated users. */
  readonly secrets: { readonly session: Buffer; readonly unknownUser: Buffer };
  /** Undefined until it is found, and for good when a challenge is simulated. */
  user?: User | undefined;
  /** The session that is being answered. The step that decides uses it up and sets it undefined. */
  session?: Session | undefined;
  /** What the caller typed as USERNAME in the first call of the sign-in. */
  typed?: string;
  /** What is proven so far; goes from session to session. */
  progress: Progress;
  /** ClientMetadata of the call, for triggers. */
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  /** triggerSource of the pre token generation function, where it is not TokenGeneration_Authentication. */
  tokenSource?: TokenSource;
  /** What the pre token generation function changes in the tokens. */
  tokenChanges?: TokenChanges | undefined;
  /** Set by the step `new device`: goes out with the tokens. */
  newDevice?: NewDeviceMetadataType;
  refresh?: { readonly content: RefreshContent; readonly family: Family };
};

export type InitiateFlow = readonly FlowStep<SignIn, InitiateCtx, Answer>[];
export type RespondFlow = readonly FlowStep<SignIn, RespondCtx, Answer>[];
export type SignInFlow = readonly FlowStep<SignIn, SignInCtx, Answer>[];
export type RefreshFlow = readonly FlowStep<SignIn, RefreshCtx, Answer>[];

/** The user of a step that stands behind the one that finds them. */
export function userOf(state: SignIn): User {
  if (state.user === undefined) throw new Error('a step needs the user before they were found');
  return state.user;
}

/** A parameter of a step that stands behind the one that insists on it. */
export function parameter(state: SignIn, name: string): string {
  const value = state.parameters[name];
  if (value === undefined) throw new Error(`a step needs ${name} before it was asked for`);
  return value;
}
