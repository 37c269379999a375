import { contracts } from '../../../shared/aws/model.ts';
import type { OperationName, Service } from '../../../shared/contract.ts';

type AwsService = Exclude<Service, 'poolkeeper'>;
type Values = Readonly<Record<string, unknown>>;
/** A call that reads or undoes: the operation and its input. */
export type Said = readonly [operation: string, input: Values];

/**
 * One operation whose effect is kept in the history.
 *
 * `read` says how to look at the thing before and after; `shown` picks the document out of the answer;
 * `undo` says which call brings the earlier state back, or why none does.
 */
export type Followed = {
  readonly kind: string;
  readonly subject: (input: Values, output: Values) => string;
  readonly read: (input: Values, output: Values) => Said | undefined;
  readonly shown: (output: Values) => Values;
  readonly undo: (change: { input: Values; before?: Values; after?: Values }) => Said | string;
};

const CANNOT = {
  deletedPool: 'A deleted pool cannot be brought back: its users went with it.',
  attributes: 'Attributes of a schema are never removed, as on AWS.',
  identityPool: 'A deleted identity pool cannot be brought back: its identities went with it.',
} as const;

const text = (values: Values | undefined, name: string): string => {
  const value = values?.[name];
  return typeof value === 'string' ? value : '';
};
const pick = (values: Values | undefined, ...names: string[]): Values =>
  Object.fromEntries(names.filter((name) => values?.[name] !== undefined).map((name) => [name, values?.[name]]));
const inner = (name: string) => (output: Values) => (output[name] ?? {}) as Values;

/** Those members of a document that an operation takes: what an update sends back whole. */
function takenBy(service: AwsService, operation: string, document: Values | undefined): Values {
  const { operations, shapes } = contracts[service];
  const members = shapes[operations[operation]?.input ?? '']?.members ?? {};
  return pick(document, ...Object.keys(members));
}

const pool = (undo: Followed['undo']): Followed => ({
  kind: 'user-pool',
  subject: (input, output) => text(input, 'UserPoolId') || text(inner('UserPool')(output), 'Id'),
  read: (input, output) => {
    const UserPoolId = text(input, 'UserPoolId') || text(inner('UserPool')(output), 'Id');
    return UserPoolId === '' ? undefined : ['DescribeUserPool', { UserPoolId }];
  },
  shown: inner('UserPool'),
  undo,
});

const client = (undo: Followed['undo']): Followed => ({
  kind: 'client',
  subject: (input, output) => text(input, 'ClientId') || text(inner('UserPoolClient')(output), 'ClientId'),
  read: (input, output) => {
    const ClientId = text(input, 'ClientId') || text(inner('UserPoolClient')(output), 'ClientId');
    return ClientId === '' ? undefined : ['DescribeUserPoolClient', { UserPoolId: input['UserPoolId'], ClientId }];
  },
  shown: inner('UserPoolClient'),
  undo,
});

const group = (undo: Followed['undo']): Followed => ({
  kind: 'group',
  subject: (input) => `${text(input, 'UserPoolId')}/${text(input, 'GroupName')}`,
  read: (input) => ['GetGroup', pick(input, 'UserPoolId', 'GroupName')],
  shown: inner('Group'),
  undo,
});

const identityPool = (undo: Followed['undo']): Followed => ({
  kind: 'identity-pool',
  subject: (input, output) => text(input, 'IdentityPoolId') || text(output, 'IdentityPoolId'),
  read: (input, output) => {
    const IdentityPoolId = text(input, 'IdentityPoolId') || text(output, 'IdentityPoolId');
    return IdentityPoolId === '' ? undefined : ['DescribeIdentityPool', { IdentityPoolId }];
  },
  shown: (output) => output,
  undo,
});

const role = (undo: Followed['undo']): Followed => ({
  kind: 'role',
  subject: (input) => text(input, 'RoleName'),
  read: (input) => ['GetRole', pick(input, 'RoleName')],
  shown: (output) => decoded(inner('Role')(output), 'AssumeRolePolicyDocument'),
  undo,
});

const rolePolicy = (undo: Followed['undo']): Followed => ({
  kind: 'role',
  subject: (input) => text(input, 'RoleName'),
  read: (input) => ['GetRolePolicy', pick(input, 'RoleName', 'PolicyName')],
  shown: (output) => decoded(output, 'PolicyDocument'),
  undo,
});

/** IAM answers documents percent-encoded. */
const decoded = (values: Values, name: string): Values =>
  typeof values[name] === 'string' ? { ...values, [name]: decodeURIComponent(values[name]) } : values;

type FollowedBy<S extends AwsService> = { readonly [O in OperationName<S>]?: Followed };

/** Every followed operation, by service. An operation that is not here leaves a trace and no history. */
export const followed: { readonly [S in AwsService]?: FollowedBy<S> } = {
  'cognito-idp': {
    CreateUserPool: pool(({ after }) => ['DeleteUserPool', { UserPoolId: text(after, 'Id') }]),
    UpdateUserPool: pool(({ input, before }) => [
      'UpdateUserPool',
      {
        ...takenBy('cognito-idp', 'UpdateUserPool', before),
        PoolName: before?.['Name'],
        UserPoolId: input['UserPoolId'],
      },
    ]),
    AddCustomAttributes: pool(() => CANNOT.attributes),
    DeleteUserPool: pool(() => CANNOT.deletedPool),
    SetUserPoolMfaConfig: {
      ...pool(({ input, before }) => [
        'SetUserPoolMfaConfig',
        { ...takenBy('cognito-idp', 'SetUserPoolMfaConfig', before), UserPoolId: input['UserPoolId'] },
      ]),
      read: (input) => ['GetUserPoolMfaConfig', pick(input, 'UserPoolId')],
      shown: (output) => output,
    },
    CreateUserPoolClient: client(({ input, after }) => [
      'DeleteUserPoolClient',
      { UserPoolId: input['UserPoolId'], ClientId: text(after, 'ClientId') },
    ]),
    UpdateUserPoolClient: client(({ before }) => [
      'UpdateUserPoolClient',
      takenBy('cognito-idp', 'UpdateUserPoolClient', before),
    ]),
    DeleteUserPoolClient: client(({ before }) => [
      'CreateUserPoolClient',
      {
        ...takenBy('cognito-idp', 'CreateUserPoolClient', before),
        ClientName: `_custom_id_:${text(before, 'ClientId')}:${text(before, 'ClientName')}`,
      },
    ]),
    CreateGroup: group(({ input }) => ['DeleteGroup', pick(input, 'UserPoolId', 'GroupName')]),
    UpdateGroup: group(({ before }) => ['UpdateGroup', takenBy('cognito-idp', 'UpdateGroup', before)]),
    DeleteGroup: group(({ before }) => ['CreateGroup', takenBy('cognito-idp', 'CreateGroup', before)]),
  },
  'cognito-identity': {
    CreateIdentityPool: identityPool(({ after }) => ['DeleteIdentityPool', pick(after, 'IdentityPoolId')]),
    UpdateIdentityPool: identityPool(({ before }) => ['UpdateIdentityPool', { ...before }]),
    DeleteIdentityPool: identityPool(() => CANNOT.identityPool),
    SetIdentityPoolRoles: {
      ...identityPool(({ before }) => ['SetIdentityPoolRoles', { Roles: {}, ...before }]),
      read: (input) => ['GetIdentityPoolRoles', pick(input, 'IdentityPoolId')],
    },
  },
  iam: {
    CreateRole: role(({ input }) => ['DeleteRole', pick(input, 'RoleName')]),
    UpdateAssumeRolePolicy: role(({ before }) => [
      'UpdateAssumeRolePolicy',
      { RoleName: before?.['RoleName'], PolicyDocument: before?.['AssumeRolePolicyDocument'] },
    ]),
    UpdateRole: role(({ before }) => ['UpdateRole', pick(before, 'RoleName', 'Description', 'MaxSessionDuration')]),
    DeleteRole: role(({ before }) => ['CreateRole', takenBy('iam', 'CreateRole', before)]),
    PutRolePolicy: rolePolicy(({ input, before }) =>
      before === undefined
        ? ['DeleteRolePolicy', pick(input, 'RoleName', 'PolicyName')]
        : ['PutRolePolicy', pick(before, 'RoleName', 'PolicyName', 'PolicyDocument')],
    ),
    DeleteRolePolicy: rolePolicy(({ before }) => [
      'PutRolePolicy',
      pick(before, 'RoleName', 'PolicyName', 'PolicyDocument'),
    ]),
  },
};

/** How an operation is followed, if it is. */
export function followedAs(service: Service, operation: string): Followed | undefined {
  if (service === 'poolkeeper') return undefined;
  const table = followed[service] as Readonly<Record<string, Followed>> | undefined;
  return table !== undefined && Object.hasOwn(table, operation) ? table[operation] : undefined;
}
