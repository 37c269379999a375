/**
 * Our own calls: what the console and the tools need beyond AWS's operations.
 *
 * Same form as AWS's contracts: input, output and fault codes in one declaration. They are reached
 * through the message port and the console's HTTP door only, never through an AWS door.
 */
import type { PasswordHashingAlgorithmType } from './aws/types/cognito-idp.ts';
import type { Trace } from './contract.ts';

export type WorkspaceSettings = {
  /** Region of unsigned calls and of everything the console makes. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** `local`: `http://localhost:PORT/POOL`; `aws`: AWS's own issuer string. */
  readonly issuer: 'local' | 'aws';
  /** Refuse access keys that the engine does not know. */
  readonly strict: boolean;
  /** `host:port` of a mail catcher that gets the e-mails of the outbox; empty: none. */
  readonly smtp: string;
};

export type Message = {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly poolId: string;
  readonly username: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly destination: string;
  readonly subject?: string;
  readonly body: string;
  /** The code in it, if it carries one. */
  readonly code?: string;
  /** Why it was sent, for example `SignUp` or `ForgotPassword`. */
  readonly cause: string;
};

/** A passkey as the console shows it. */
export type UserPasskey = {
  readonly id: string;
  readonly name: string;
  readonly rpId: string;
  readonly attachment?: string;
  readonly transports: readonly string[];
  /** Signatures so far, as the authenticator counts them; many do not count. */
  readonly counter: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

export type Judgement = {
  readonly token: string;
  /** What the token was called where it stood, for example `IdToken` or `Authorization`. */
  readonly foundAs?: string;
  /** One sentence. */
  readonly verdict: string;
  readonly outcome: 'accepted' | 'refused' | 'undecided';
  readonly kind: 'id' | 'access' | 'refresh' | 'credentials' | 'unknown';
  readonly header?: Readonly<Record<string, unknown>>;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Where decoding stopped, if it did: character offset in the token and why. */
  readonly stopped?: { readonly at: number; readonly why: string };
  readonly checks: readonly {
    readonly id: string;
    readonly name: string;
    readonly outcome: 'passed' | 'failed' | 'warned' | 'not checked';
    readonly expected?: string;
    readonly actual?: string;
    readonly reason: string;
    /** Why the check matters, one sentence. */
    readonly why: string;
  }[];
  readonly claims: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly meaning: string;
    /** Where the value comes from: attribute, group, client setting, scope, engine. */
    readonly source?: string;
    /** Times only: the date in ISO form. */
    readonly date?: string;
  }[];
};

export type Story = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** What can be made to go wrong. */
  readonly mishaps: readonly { readonly id: string; readonly title: string }[];
};

export type Actor = 'app' | 'user' | 'user-pool' | 'identity-pool' | 'sts' | 's3' | 'outbox';

export type RunMessage = {
  readonly index: number;
  readonly from: Actor;
  readonly to: Actor;
  readonly label: string;
  /** One sentence on what happens here and why. */
  readonly about: string;
  readonly request: {
    readonly line: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** The engine's own side: the trace of this request. */
  readonly trace?: Trace;
  readonly outcome: 'ok' | 'refused';
  /** Numbers worth seeing, for example SRP's A, B, u. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
};

export type Run = {
  readonly id: string;
  readonly story: string;
  readonly mishap?: string;
  readonly at: number;
  readonly state: 'running' | 'finished' | 'stopped';
  /** How it ended, one sentence. */
  readonly ending?: string;
  readonly messages: readonly RunMessage[];
};

/** What runs when a user pool names a function's ARN. */
export type FunctionBinding =
  /** Text kept in the workspace. */
  | { readonly kind: 'code'; readonly code: string; readonly language: 'javascript' | 'typescript' }
  /** A JavaScript or TypeScript file, or a folder with an `index` or a `package.json`; absolute path. */
  | { readonly kind: 'file'; readonly path: string; readonly handler?: string }
  /** An endpoint that speaks the Lambda Invoke API; the function's name there is that of the ARN unless given. */
  | { readonly kind: 'endpoint'; readonly url: string; readonly functionName?: string };

export type FunctionRecord = {
  readonly arn: string;
  readonly description: string;
  readonly binding: FunctionBinding;
  /** Variables that the function sees. */
  readonly environment: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** Where a function's ARN stands in a LambdaConfig. */
export type FunctionUse = { readonly poolId: string; readonly poolName: string; readonly trigger: string };

/** What came of one run of a function. */
export type FunctionRun = {
  /** What the function got. */
  readonly event: unknown;
  /** What it answered, where it did. */
  readonly answer?: unknown;
  readonly error?: { readonly type: string; readonly message: string; readonly trace?: readonly string[] };
  /** Why the user pool would refuse the answer, where it would. */
  readonly problem?: string;
  readonly output: readonly { readonly level: string; readonly text: string }[];
  /** Milliseconds with fraction. */
  readonly took: number;
  readonly attempts: number;
};

/** One change of configuration: who, when, by which call, what it was before and after. */
export type ConfigurationChange = {
  readonly id: string;
  /** Workspace time, epoch milliseconds. */
  readonly at: number;
  readonly caller: string;
  readonly service: 'cognito-idp' | 'cognito-identity' | 'iam' | 'sts' | 's3';
  readonly operation: string;
  /** The call's input, secrets masked. */
  readonly input: Readonly<Record<string, unknown>>;
  /** As in `Change`: `user-pool`, `client`, `group`, `identity-pool`, `role`. */
  readonly kind: string;
  /** What was changed: an id or a name. */
  readonly subject: string;
  /** Absent: it did not exist before. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** Absent: it does not exist after. */
  readonly after?: Readonly<Record<string, unknown>>;
  readonly undoneAt?: number;
  /** Whether it can be undone, and by which operation; otherwise why not. */
  readonly undo: { readonly possible: boolean; readonly by?: string; readonly why?: string };
};

/** What came of one row of an import's file. */
export type ImportOutcome = 'SUCCEEDED' | 'SKIPPED' | 'FAILED';

/** Whose access is asked about. */
export type AccessPrincipal =
  | { readonly RoleArn: string }
  | { readonly UserPoolId: string; readonly Username: string; readonly IdentityPoolId: string }
  | { readonly IdentityPoolId: string; readonly Guest: true }
  | { readonly IdentityPoolId: string; readonly Token: string };

/** One statement of a policy, whether it applied to the request, and why. */
export type AccessStatement = {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly applies: boolean;
  readonly why: string;
};

/** One link of the chain from a user to a decision. */
export type AccessStep = {
  readonly id:
    | 'user'
    | 'groups'
    | 'token'
    | 'claims'
    | 'mapping'
    | 'role'
    | 'trust'
    | 'session'
    | 'boundary'
    | 'identity'
    | 'resource';
  readonly title: string;
  /** `passed` lets the request on, `stopped` ends it, `told` only informs. */
  readonly outcome: 'passed' | 'stopped' | 'told';
  /** One or two sentences. */
  readonly reason: string;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  readonly statements?: readonly AccessStatement[];
};

/** A change of one document that, with the others of its list, grants the request. */
export type AccessChange = {
  readonly what: 'add' | 'remove';
  /** `trust`, or the layer of policies where the statement belongs or stands. */
  readonly layer: 'trust' | 'identity' | 'boundary' | 'session' | 'resource';
  /** The policy to change, in words. */
  readonly where: string;
  readonly statement: Readonly<Record<string, unknown>>;
};

/** The whole way from somebody to a decision. */
export type AccessExplanation = {
  readonly steps: readonly AccessStep[];
  readonly decision: 'allowed' | 'explicit deny' | 'implicit deny' | 'no credentials';
  /** One or two sentences. */
  readonly reason: string;
  readonly roleArn?: string;
  /**
   * What would grant the request, verified by evaluating again with it; absent where it is allowed. Empty with
   * `why` where no change of a policy would.
   */
  readonly smallestChange?: { readonly changes: readonly AccessChange[]; readonly why: string };
  /** The refusal as services encode it, for `sts:DecodeAuthorizationMessage`; refused requests only. */
  readonly encodedMessage?: string;
};

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
  /** A function of the workspace, with the event in payload format 2.0. */
  | { readonly kind: 'function'; readonly arn: string }
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

type Nothing = Record<never, never>;
type Call<Input, Out, Errors extends string = never> = { input: Input; output: Out; errors: Errors };

export interface ConsoleOperations {
  /** What runs and where. */
  DescribeWorkspace: Call<
    Nothing,
    {
      version: string;
      /** Where clients reach the engine, for example `http://localhost:9229`. */
      endpoint: string;
      /** The database file, or `:memory:`. */
      database: string;
      startedAt: number;
      runtime: string;
      settings: WorkspaceSettings;
      counts: { userPools: number; users: number; identityPools: number; roles: number; buckets: number };
      /** The streaming platform, while its pool is there: its fixed ids, and who can sign in with what. */
      sample?: {
        poolId: string;
        clientId: string;
        identityPoolId: string;
        bucket: string;
        password: string;
        viewers: { username: string; groups: string[] }[];
        objects: string[];
      };
      /** Built operations by service, and those of the contract that are not built. */
      coverage: Record<string, { built: string[]; missing: string[] }>;
    }
  >;
  UpdateWorkspaceSettings: Call<
    Partial<WorkspaceSettings>,
    { settings: WorkspaceSettings },
    'InvalidParameterException'
  >;
  /** Puts the streaming platform in place, removing an earlier copy of it. */
  ResetSample: Call<Nothing, { poolId: string; clientId: string; identityPoolId: string; bucket: string }>;

  ListTraces: Call<
    {
      /** Only what came before this trace. */
      Before?: string;
      Limit?: number;
      Service?: string;
      Operation?: string;
      Outcome?: 'ok' | 'refused' | 'failed';
      PoolId?: string;
      Username?: string;
    },
    { traces: Trace[]; more: boolean }
  >;
  GetTrace: Call<{ Id: string }, { trace: Trace }, 'ResourceNotFoundException'>;
  ClearTraces: Call<Nothing, Nothing>;

  ListMessages: Call<
    { PoolId?: string; Username?: string; Limit?: number; Before?: string },
    { messages: Message[]; more: boolean }
  >;
  DeleteMessages: Call<{ PoolId?: string; Username?: string }, { deleted: number }>;

  /** Changes of configuration, newest first; of one thing where kind and subject are given. */
  ListChanges: Call<
    { Before?: string; Limit?: number; Kind?: string; Subject?: string },
    { changes: ConfigurationChange[]; more: boolean }
  >;
  GetChange: Call<{ Id: string }, { change: ConfigurationChange }, 'ResourceNotFoundException'>;
  /** Brings back what a change replaced; answers which operation did it. */
  UndoChange: Call<{ Id: string }, { operation: string }, 'ResourceNotFoundException' | 'InvalidParameterException'>;

  /** Confirms a sign-up as the page of a pool's domain does when the link of the mail is followed. */
  ConfirmUserByLink: Call<
    { Domain: string; ClientId: string; Username: string; Code: string },
    Nothing,
    'ResourceNotFoundException' | 'NotAuthorizedException'
  >;

  /** The workspace clock. `offset` is added to the machine's time; `frozenAt` stands still (epoch ms). */
  GetClock: Call<Nothing, { now: number; offset: number; frozenAt?: number }>;
  SetClock: Call<
    { offset?: number; frozenAt?: number | null },
    { now: number; offset: number; frozenAt?: number },
    'InvalidParameterException'
  >;

  GetJwks: Call<{ PoolId: string }, { keys: Record<string, string>[] }, 'ResourceNotFoundException'>;
  GetOpenIdConfiguration: Call<{ PoolId: string }, Record<string, unknown>, 'ResourceNotFoundException'>;

  /** The keys of the identity pools' own tokens. */
  GetIdentityJwks: Call<Nothing, { keys: Record<string, string>[] }>;
  /** The keys of an IAM OpenID Connect provider's issuer, as they were pasted or fetched. */
  GetIssuerKeys: Call<
    { ProviderArn: string },
    { keys: Readonly<Record<string, unknown>>[]; source?: 'pasted' | 'fetched'; storedAt?: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** Stores pasted keys (`Jwks`, the key set as text); without them the issuer is asked for its keys, now and once. */
  PutIssuerKeys: Call<
    { ProviderArn: string; Jwks?: string },
    { keys: Readonly<Record<string, unknown>>[]; source: 'pasted' | 'fetched'; storedAt: number },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;

  /** Whether somebody may do something, with every link of the way from him to the decision. */
  ExplainAccess: Call<
    {
      Principal: AccessPrincipal;
      Action: string;
      Resource: string;
      /** Further condition keys of the request. */
      Context?: Record<string, string | string[]>;
    },
    AccessExplanation,
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  /** The roles that may do something, and the groups that have them. */
  WhoCan: Call<
    { Action: string; Resource: string; Context?: Record<string, string | string[]> },
    {
      roles: { roleArn: string; name: string; reason: string }[];
      groups: { poolId: string; poolName: string; group: string; roleArn: string; users: number }[];
      /** How many roles were asked. */
      asked: number;
    },
    'InvalidParameterException'
  >;

  /** Judges a pasted token against a pool and client, found from the token unless given. */
  InspectToken: Call<
    { Token: string; PoolId?: string; ClientId?: string; Use?: 'id' | 'access'; Scope?: string },
    { judgements: Judgement[] },
    'InvalidParameterException'
  >;

  ListStories: Call<Nothing, { stories: Story[] }>;
  /** Runs a story with real requests through the real doors; answers at once, progress comes by `GetRun`. */
  StartRun: Call<
    {
      Story: string;
      Mishap?: string;
      PoolId?: string;
      ClientId?: string;
      Username?: string;
      Password?: string;
      IdentityPoolId?: string;
      Bucket?: string;
      Key?: string;
    },
    { run: Run },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  GetRun: Call<{ Id: string }, { run: Run }, 'ResourceNotFoundException'>;
  StopRun: Call<{ Id: string }, { run: Run }, 'ResourceNotFoundException'>;

  /** Every function with the pools that use it, and the ARNs that pools name and nothing is bound to. */
  ListFunctions: Call<
    Nothing,
    { functions: (FunctionRecord & { usedBy: FunctionUse[] })[]; unbound: { arn: string; usedBy: FunctionUse[] }[] }
  >;
  /** Binds an ARN, in place of what it was bound to. */
  PutFunction: Call<
    { Arn: string; Description?: string; Binding: FunctionBinding; Environment?: Record<string, string> },
    { function: FunctionRecord },
    'InvalidParameterException'
  >;
  GetFunction: Call<{ Arn: string }, { function: FunctionRecord; usedBy: FunctionUse[] }, 'ResourceNotFoundException'>;
  DeleteFunction: Call<{ Arn: string }, Nothing, 'ResourceNotFoundException'>;
  /** Runs a function on an event of one's own, or on the sample event of a trigger, and changes nothing. */
  TestFunction: Call<
    { Arn: string; Trigger?: string; Source?: string; Event?: unknown; Binding?: FunctionBinding },
    { run: FunctionRun },
    'ResourceNotFoundException' | 'InvalidParameterException'
  >;
  /** The event that a trigger's function gets, with made-up values; `sources` are those to choose from. */
  SampleEvent: Call<
    { Trigger: string; Source?: string; PoolId?: string },
    { event: unknown; sources: string[] },
    'InvalidParameterException'
  >;
  ListApis: Call<Nothing, { apis: ApiRecord[] }>;
  /** Makes an API, or puts one in place of that of its name. */
  PutApi: Call<
    { Name: string; Description?: string; Routes: ApiRoute[] },
    { api: ApiRecord },
    'InvalidParameterException'
  >;
  DeleteApi: Call<{ Name: string }, Nothing, 'ResourceNotFoundException'>;
  /** What a request to an API would be answered, and why; the console's calls are signed by the root. */
  InvokeApi: Call<
    {
      Name: string;
      Method: string;
      Path: string;
      Query?: string;
      Headers?: Record<string, string>;
      Body?: Uint8Array;
      /** What is wrong with the signature, where something is. */
      SignatureProblem?: string;
    },
    { status: number; headers: Record<string, string>; body: Uint8Array; route?: string; reason: string }
  >;
  /** The key under which custom senders get their codes, and how to open them. */
  GetSenderKey: Call<
    { KeyArn?: string },
    { keyArn: string; key: string; keyNamespace: string; keyName: string; wrapping: string; example: string }
  >;

  /**
   * Takes the CSV file of an import job that came to its PreSignedUrl. `Body` is a stream of bytes, so only the
   * door of that address calls it.
   */
  ReceiveImportFile: Call<
    { PoolId: string; JobId: string; Signature: string; Encryption?: string; Body: AsyncIterable<Uint8Array> },
    { size: number },
    'SignatureDoesNotMatch' | 'AccessDenied' | 'EntityTooLarge' | 'IncompleteBody'
  >;
  /** Takes the CSV file of an import job as text, in place of its PreSignedUrl. */
  UploadImportFile: Call<
    { JobId: string; Text: string },
    { size: number; lines: number },
    'ResourceNotFoundException' | 'AccessDenied' | 'EntityTooLarge'
  >;
  /** What would come of the first fifty rows of a CSV file. */
  PreviewImportFile: Call<
    { PoolId: string; Text: string; PasswordHashingAlgorithm?: PasswordHashingAlgorithmType },
    {
      columns: string[];
      /** What is wrong with the header, so that the job would fail. */
      header?: string;
      rows: { line: number; fields: string[]; outcome: ImportOutcome; text: string }[];
    },
    'ResourceNotFoundException'
  >;
  /** The log of an import job behind a line, all of it or one outcome; and how far its file is read. */
  GetImportLog: Call<
    { JobId: string; Outcome?: ImportOutcome; After?: number; Limit?: number },
    {
      /** Where AWS would keep it. */
      logGroup: string;
      /** `written` is the line as AWS writes it. */
      lines: { line: number; outcome: ImportOutcome; text: string; written: string }[];
      more: boolean;
      /** Bytes; lines with the header; lines read so far. */
      file?: { size: number; lines: number; read: number };
    },
    'ResourceNotFoundException'
  >;
  /** A user's passkeys, oldest first; AWS has no operation for it that administrators can call. */
  ListPasskeys: Call<
    { UserPoolId: string; Username: string },
    { passkeys: UserPasskey[] },
    'ResourceNotFoundException' | 'UserNotFoundException'
  >;
  /** Removes a passkey of a user. */
  DeletePasskey: Call<
    { UserPoolId: string; Username: string; CredentialId: string },
    Nothing,
    'ResourceNotFoundException' | 'UserNotFoundException'
  >;
}

/** The names of our own operations with the fault codes they declare, for the registry's check. */
export const consoleOperations: readonly (keyof ConsoleOperations)[] = [
  'DescribeWorkspace',
  'UpdateWorkspaceSettings',
  'ResetSample',
  'ListTraces',
  'GetTrace',
  'ClearTraces',
  'ListMessages',
  'DeleteMessages',
  'ListChanges',
  'GetChange',
  'UndoChange',
  'ConfirmUserByLink',
  'GetClock',
  'SetClock',
  'GetJwks',
  'GetOpenIdConfiguration',
  'GetIdentityJwks',
  'GetIssuerKeys',
  'PutIssuerKeys',
  'ExplainAccess',
  'WhoCan',
  'InspectToken',
  'ListStories',
  'StartRun',
  'GetRun',
  'StopRun',
  'ListFunctions',
  'PutFunction',
  'GetFunction',
  'DeleteFunction',
  'TestFunction',
  'SampleEvent',
  'GetSenderKey',
  'ListApis',
  'PutApi',
  'DeleteApi',
  'InvokeApi',
  'ReceiveImportFile',
  'UploadImportFile',
  'PreviewImportFile',
  'GetImportLog',
  'ListPasskeys',
  'DeletePasskey',
];
