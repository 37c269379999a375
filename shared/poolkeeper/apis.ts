import type { Call, Nothing } from './call.ts';

/** Who may call a route, as API Gateway's HTTP APIs decide it. */
export type ApiAuthorizer =
  | { readonly kind: 'NONE' }
  /** Signed requests (`execute-api`) whose caller has `execute-api:Invoke`. */
  | { readonly kind: 'IAM' }
  /** A bearer token. `issuer`: a user pool's id, or the address of any issuer. One of the scopes is enough. */
  | {
      readonly kind: 'JWT';
      readonly issuer: string;
      readonly audience: readonly string[];
      readonly scopes?: readonly string[];
    };

/** What answers a route. */
export type ApiTarget =
  /** The event that a function would get. */
  | { readonly kind: 'echo' }
  /**
   * A function of the workspace, with the event in payload format 2.0. It finds its credentials in the variables
   * AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: those of the caller (permission pass-through,
   * behind IAM), or those of a role that trusts `lambda.amazonaws.com`; without either, the local administrator's.
   */
  | { readonly kind: 'function'; readonly arn: string; readonly credentials?: 'caller' | { readonly role: string } }
  /**
   * An object of a bucket; `{name}` in its key stands for a part of the path. Read with the credentials of the
   * caller (permission pass-through), or with those of a role that trusts `apigateway.amazonaws.com`.
   */
  | {
      readonly kind: 'object';
      readonly bucket: string;
      readonly key: string;
      readonly credentials: 'caller' | { readonly role: string };
    };

/** `method` may be `ANY`; `path` as in `/films/{name}` or `/{proxy+}`. */
export type ApiRoute = {
  readonly method: string;
  readonly path: string;
  readonly authorizer: ApiAuthorizer;
  readonly target: ApiTarget;
};

export type ApiRecord = {
  /** Its place is `/_api/NAME`. */
  readonly name: string;
  readonly description: string;
  readonly routes: readonly ApiRoute[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** As whom the console tries something. */
export type TestCaller =
  | { readonly kind: 'root' }
  /** No signature and no token. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'token'; readonly token: string }
  /** A session of a role, whoever the role trusts. */
  | { readonly kind: 'role'; readonly arn: string }
  /**
   * A user of a user pool, signed in anew: with the credentials of the identity pool if one is named, else with the
   * user's ID token.
   */
  | {
      readonly kind: 'user';
      readonly userPoolId: string;
      readonly username: string;
      readonly identityPoolId?: string;
      readonly clientId?: string;
    };

/** HTTP APIs behind authorizers. */
export interface ApisOperations {
  ListApis: Call<Nothing, { apis: ApiRecord[] }>;
  /** Makes an API, or puts one in place of that of its name. */
  PutApi: Call<
    { Name: string; Description?: string; Routes: ApiRoute[] },
    { api: ApiRecord },
    'InvalidParameterException'
  >;
  DeleteApi: Call<{ Name: string }, Nothing, 'ResourceNotFoundException'>;
  /** Answers a request to an API, and says why. */
  InvokeApi: Call<
    {
      Name: string;
      Method: string;
      Path: string;
      Query?: string;
      Headers?: Record<string, string>;
      Body?: Uint8Array;
      /** As whom, for the console; who calls by the API's own address is who signed. */
      As?: TestCaller;
      /** What is wrong with the signature, where something is. */
      SignatureProblem?: string;
    },
    {
      status: number;
      headers: Record<string, string>;
      body: Uint8Array;
      route?: string;
      /** What decided, in words. */
      reason: string;
      /** The request in the activity list, with every step. */
      traceId: string;
    },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** Direct service integration: reads an object as somebody, and says what S3 answered him, and why. */
  ReadObjectAs: Call<
    { Bucket: string; Key: string; As: TestCaller },
    {
      allowed: boolean;
      /** S3's code and message where it refused. */
      code?: string;
      message?: string;
      reason: string;
      /** As whom: an ARN, or in words. */
      caller: string;
      traceId: string;
    },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** An address that reads an object as somebody, for so many seconds; a week at most. */
  PresignObject: Call<
    { Bucket: string; Key: string; Expires: number; As: TestCaller },
    { url: string; /** Epoch milliseconds of the machine's clock. */ expiresAt: number; caller: string },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
}

/** Their names. */
export const apisOperations = [
  'ListApis',
  'PutApi',
  'DeleteApi',
  'InvokeApi',
  'ReadObjectAs',
  'PresignObject',
] as const satisfies readonly (keyof ApisOperations)[];
