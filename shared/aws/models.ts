import cognitoIdp from './model/cognito-idp.json' with { type: 'json' };
import cognitoIdentity from './model/cognito-identity.json' with { type: 'json' };
import iam from './model/iam.json' with { type: 'json' };
import sts from './model/sts.json' with { type: 'json' };
import s3 from './model/s3.json' with { type: 'json' };

/** Who must prove what to call an operation: nobody, a signature, or a signature where one is sent. */
type Auth = 'none' | 'sigv4' | 'optional';

/** One shape of a contract: its kind and the limits AWS checks before anything else. */
export type Shape = {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'double'
    | 'boolean'
    | 'blob'
    | 'stream'
    | 'timestamp'
    | 'document';
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
  readonly exception?: boolean;
  readonly fault?: boolean;
  /** The code on the wire where it differs from the shape's name (AWS Query). */
  readonly code?: string;
  /** The HTTP status of an exception where it is not 400 (AWS Query). */
  readonly status?: number;
  readonly newest?: boolean;
};

/** One operation of a contract. */
type OperationModel = {
  readonly auth: Auth;
  readonly input: string | null;
  readonly output: string | null;
  readonly errors: readonly string[];
  readonly resultWrapper?: string;
  readonly newest?: boolean;
};

/** A service's contract as data, the one place where its operations are said. */
export type ServiceModel = {
  readonly service: string;
  readonly apiVersion: string;
  readonly protocol: string;
  readonly targetPrefix?: string;
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
};

/** The contracts of every AWS service that the engine speaks, by service name. */
export const contracts = {
  'cognito-idp': cognitoIdp as unknown as ServiceModel,
  'cognito-identity': cognitoIdentity as unknown as ServiceModel,
  iam: iam as unknown as ServiceModel,
  sts: sts as unknown as ServiceModel,
  s3: s3 as unknown as ServiceModel,
} as const;

export type AwsService = keyof typeof contracts;

/** Shapes that hold any JSON object, of the caller's own making; the models write them as structures without members. */
export const FREE_SHAPES: ReadonlySet<string> = new Set(['Document']);
