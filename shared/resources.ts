/**
 * Every kind of resource, once.
 *
 * A kind is one row: what it is called, which operations list, read, make, change and delete it, what names it,
 * what it is part of, its ARN, its page in the console, and which answers a change of it makes stale. From the rows
 * come the kinds of `changed` events, the queries that are read again, the subjects of the history, addresses and
 * breadcrumbs. To add a kind, add a row: its name is a kind from then on.
 */
import { bucketArn, iamUserArn, identityPoolArn, objectArn, roleArn, userPoolArn, type Place } from './aws/arn.ts';
import type { OperationName, Service } from './contract.ts';

/** Reading operations of several services. */
type Reads = { readonly [S in Service]?: readonly OperationName<S>[] };

/** A row of the table, as the contract of its service allows it. */
type RowOf<S extends Service> = {
  /** What one and several are called within a sentence. */
  readonly words: readonly [one: string, many: string];
  /** What their list is called, where it shows further kinds too. */
  readonly listTitle?: string;
  readonly service: S;
  readonly list?: OperationName<S>;
  readonly describe?: OperationName<S>;
  readonly create?: OperationName<S>;
  readonly update?: OperationName<S>;
  readonly delete?: OperationName<S>;
  /** The member of an operation's input that names it; members of the kinds that it is part of come before it. */
  readonly id?: string;
  /** The kind that it is part of. */
  readonly parent?: string;
  /** Its ARN, for kinds whose id is not an ARN already. A part is named after the id of what it is part of. */
  readonly arn?: (place: Place, ...ids: readonly string[]) => string;
  /** The address of its page; ids in place of `:parameters`, those of what it is part of first. */
  readonly page?: string;
  /** The address of the list that it stands in. */
  readonly listPage?: string;
  /** The address of the form that makes one. */
  readonly createPage?: string;
  /** Answers that a change of it makes stale, beside those of `list` and `describe`. */
  readonly reads?: Reads;
};
type Row = { [S in Service]: RowOf<S> }[Service];

const rows = {
  'user-pool': {
    words: ['user pool', 'user pools'],
    service: 'cognito-idp',
    list: 'ListUserPools',
    describe: 'DescribeUserPool',
    create: 'CreateUserPool',
    update: 'UpdateUserPool',
    delete: 'DeleteUserPool',
    id: 'UserPoolId',
    arn: (place, id = '') => userPoolArn(place, id),
    page: '/user-pools/:poolId/overview',
    listPage: '/user-pools',
    createPage: '/user-pools/create',
    reads: {
      'cognito-idp': [
        'GetUserPoolMfaConfig',
        'ListTagsForResource',
        'GetUICustomization',
        'DescribeRiskConfiguration',
        'GetLogDeliveryConfiguration',
        'GetUserPoolSessionConfiguration',
      ],
      poolkeeper: ['PreviewRole', 'ListFunctions', 'GetFunction', 'DescribeWorkspace', 'PreviewImportFile'],
    },
  },
  client: {
    words: ['app client', 'app clients'],
    service: 'cognito-idp',
    list: 'ListUserPoolClients',
    describe: 'DescribeUserPoolClient',
    create: 'CreateUserPoolClient',
    update: 'UpdateUserPoolClient',
    delete: 'DeleteUserPoolClient',
    id: 'ClientId',
    parent: 'user-pool',
    page: '/user-pools/:poolId/applications/:clientId',
    listPage: '/user-pools/:poolId/applications',
    createPage: '/user-pools/:poolId/create-client',
    reads: {
      'cognito-idp': ['DescribeManagedLoginBrandingByClient', 'ListTerms', 'GetUICustomization'],
      poolkeeper: ['PreviewRole'],
    },
  },
  user: {
    words: ['user', 'users'],
    service: 'cognito-idp',
    list: 'ListUsers',
    describe: 'AdminGetUser',
    create: 'AdminCreateUser',
    update: 'AdminUpdateUserAttributes',
    delete: 'AdminDeleteUser',
    id: 'Username',
    parent: 'user-pool',
    page: '/user-pools/:poolId/users/:username',
    listPage: '/user-pools/:poolId/users',
    createPage: '/user-pools/:poolId/create-user',
    reads: {
      'cognito-idp': [
        'ListUsersInGroup',
        'AdminListGroupsForUser',
        'DescribeUserPool',
        'AdminListUserAuthEvents',
        'AdminListUserSessions',
        'AdminListDevices',
        'AdminGetUserAuthFactors',
      ],
      poolkeeper: ['ExplainAccess', 'PreviewRole', 'WhoCan', 'DescribeWorkspace', 'ListPasskeys', 'PreviewImportFile'],
    },
  },
  group: {
    words: ['group', 'groups'],
    service: 'cognito-idp',
    list: 'ListGroups',
    describe: 'GetGroup',
    create: 'CreateGroup',
    update: 'UpdateGroup',
    delete: 'DeleteGroup',
    id: 'GroupName',
    parent: 'user-pool',
    page: '/user-pools/:poolId/groups/:groupName',
    listPage: '/user-pools/:poolId/groups',
    createPage: '/user-pools/:poolId/create-group',
    reads: {
      'cognito-idp': ['AdminListGroupsForUser', 'ListUsersInGroup'],
      poolkeeper: ['ExplainAccess', 'PreviewRole', 'WhoCan', 'ListRoleUses'],
    },
  },
  'resource-server': {
    words: ['resource server', 'resource servers'],
    service: 'cognito-idp',
    list: 'ListResourceServers',
    describe: 'DescribeResourceServer',
    create: 'CreateResourceServer',
    update: 'UpdateResourceServer',
    delete: 'DeleteResourceServer',
    id: 'Identifier',
    parent: 'user-pool',
    listPage: '/user-pools/:poolId/resource-servers',
  },
  domain: {
    words: ['domain', 'domains'],
    service: 'cognito-idp',
    describe: 'DescribeUserPoolDomain',
    create: 'CreateUserPoolDomain',
    update: 'UpdateUserPoolDomain',
    delete: 'DeleteUserPoolDomain',
    id: 'Domain',
    parent: 'user-pool',
    listPage: '/user-pools/:poolId/branding',
    reads: { 'cognito-idp': ['DescribeUserPool'] },
  },
  'identity-provider': {
    words: ['identity provider', 'identity providers'],
    service: 'cognito-idp',
    list: 'ListIdentityProviders',
    describe: 'DescribeIdentityProvider',
    create: 'CreateIdentityProvider',
    update: 'UpdateIdentityProvider',
    delete: 'DeleteIdentityProvider',
    id: 'ProviderName',
    parent: 'user-pool',
    listPage: '/user-pools/:poolId/identity-providers',
  },
  branding: {
    words: ['managed login style', 'managed login styles'],
    service: 'cognito-idp',
    describe: 'DescribeManagedLoginBranding',
    create: 'CreateManagedLoginBranding',
    update: 'UpdateManagedLoginBranding',
    delete: 'DeleteManagedLoginBranding',
    id: 'ManagedLoginBrandingId',
    parent: 'user-pool',
    listPage: '/user-pools/:poolId/branding',
    reads: { 'cognito-idp': ['DescribeManagedLoginBrandingByClient'] },
  },
  terms: {
    words: ['terms', 'terms'],
    service: 'cognito-idp',
    list: 'ListTerms',
    describe: 'DescribeTerms',
    create: 'CreateTerms',
    update: 'UpdateTerms',
    delete: 'DeleteTerms',
    id: 'TermsId',
    parent: 'user-pool',
    listPage: '/user-pools/:poolId/branding',
  },
  import: {
    words: ['import job', 'import jobs'],
    service: 'cognito-idp',
    list: 'ListUserImportJobs',
    describe: 'DescribeUserImportJob',
    create: 'CreateUserImportJob',
    id: 'JobId',
    parent: 'user-pool',
    page: '/user-pools/:poolId/import/:jobId',
    listPage: '/user-pools/:poolId/import',
    createPage: '/user-pools/:poolId/create-import',
    reads: { poolkeeper: ['GetImportLog'] },
  },
  account: {
    words: ['account', 'accounts'],
    service: 'cognito-idp',
    describe: 'GetProvisionedLimit',
    update: 'UpdateProvisionedLimit',
    id: 'LimitDefinition',
  },
  'identity-pool': {
    words: ['identity pool', 'identity pools'],
    service: 'cognito-identity',
    list: 'ListIdentityPools',
    describe: 'DescribeIdentityPool',
    create: 'CreateIdentityPool',
    update: 'UpdateIdentityPool',
    delete: 'DeleteIdentityPool',
    id: 'IdentityPoolId',
    arn: (place, id = '') => identityPoolArn(place, id),
    page: '/identity-pools/:poolId',
    listPage: '/identity-pools',
    createPage: '/identity-pools/create',
    reads: {
      'cognito-identity': ['GetIdentityPoolRoles', 'GetPrincipalTagAttributeMap'],
      poolkeeper: ['ExplainAccess', 'PreviewRole', 'WhoCan', 'ListRoleUses', 'ListProviderUse', 'DescribeWorkspace'],
    },
  },
  identity: {
    words: ['identity', 'identities'],
    service: 'cognito-identity',
    list: 'ListIdentities',
    describe: 'DescribeIdentity',
    create: 'GetId',
    delete: 'DeleteIdentities',
    id: 'IdentityId',
    parent: 'identity-pool',
    page: '/identity-pools/:poolId?tab=identities&identity=:identityId',
    listPage: '/identity-pools/:poolId?tab=identities',
    reads: { 'cognito-identity': ['LookupDeveloperIdentity'], poolkeeper: ['FindIdentities'] },
  },
  role: {
    words: ['role', 'roles'],
    service: 'iam',
    list: 'ListRoles',
    describe: 'GetRole',
    create: 'CreateRole',
    update: 'UpdateRole',
    delete: 'DeleteRole',
    id: 'RoleName',
    arn: ({ account }, name = '') => roleArn({ account, name }),
    page: '/roles/:roleName',
    listPage: '/roles',
    createPage: '/roles/create',
    reads: {
      iam: [
        'ListRolePolicies',
        'GetRolePolicy',
        'ListAttachedRolePolicies',
        'ListRoleTags',
        'ListPolicies',
        'GetPolicy',
        'ListEntitiesForPolicy',
      ],
      poolkeeper: ['ExplainAccess', 'PreviewRole', 'WhoCan', 'ListProviderUse', 'ListRoleUses', 'DescribeWorkspace'],
    },
  },
  policy: {
    words: ['policy', 'policies'],
    service: 'iam',
    list: 'ListPolicies',
    describe: 'GetPolicy',
    create: 'CreatePolicy',
    update: 'CreatePolicyVersion',
    delete: 'DeletePolicy',
    id: 'PolicyArn',
    page: '/policies/:policyArn',
    listPage: '/policies',
    createPage: '/policies/create',
    reads: {
      iam: ['ListEntitiesForPolicy', 'ListPolicyVersions', 'GetPolicyVersion'],
      poolkeeper: ['ExplainAccess', 'WhoCan', 'ListRoleUses'],
    },
  },
  'iam-user': {
    words: ['IAM user', 'IAM users'],
    service: 'iam',
    list: 'ListUsers',
    describe: 'GetUser',
    create: 'CreateUser',
    delete: 'DeleteUser',
    id: 'UserName',
    arn: ({ account }, name = '') => iamUserArn({ account, name }),
    page: '/iam/users/:userName',
    listPage: '/iam/users',
    createPage: '/iam/users/create',
    reads: {
      iam: ['ListAccessKeys', 'GetAccessKeyLastUsed', 'ListUserPolicies', 'GetUserPolicy', 'ListAttachedUserPolicies'],
      poolkeeper: ['ExplainAccess', 'WhoCan'],
    },
  },
  'oidc-provider': {
    words: ['OpenID Connect provider', 'OpenID Connect providers'],
    listTitle: 'identity providers',
    service: 'iam',
    list: 'ListOpenIDConnectProviders',
    describe: 'GetOpenIDConnectProvider',
    create: 'CreateOpenIDConnectProvider',
    delete: 'DeleteOpenIDConnectProvider',
    id: 'OpenIDConnectProviderArn',
    page: '/iam/providers/:arn',
    listPage: '/iam/providers',
    createPage: '/iam/providers/create-oidc',
    reads: { poolkeeper: ['ExplainAccess', 'PreviewRole', 'GetIssuerKeys'] },
  },
  'saml-provider': {
    words: ['SAML provider', 'SAML providers'],
    listTitle: 'identity providers',
    service: 'iam',
    list: 'ListSAMLProviders',
    describe: 'GetSAMLProvider',
    create: 'CreateSAMLProvider',
    update: 'UpdateSAMLProvider',
    delete: 'DeleteSAMLProvider',
    id: 'SAMLProviderArn',
    page: '/iam/providers/:arn',
    listPage: '/iam/providers',
    createPage: '/iam/providers/create-saml',
    reads: { poolkeeper: ['ExplainAccess', 'PreviewRole'] },
  },
  bucket: {
    words: ['bucket', 'buckets'],
    listTitle: 'resources',
    service: 's3',
    list: 'ListBuckets',
    describe: 'HeadBucket',
    create: 'CreateBucket',
    delete: 'DeleteBucket',
    id: 'Bucket',
    arn: (_place, name = '') => bucketArn(name),
    page: '/resources/:bucket',
    listPage: '/resources',
    reads: { s3: ['GetBucketPolicy', 'GetBucketCors'], poolkeeper: ['ExplainAccess', 'WhoCan', 'DescribeWorkspace'] },
  },
  object: {
    words: ['object', 'objects'],
    service: 's3',
    list: 'ListObjectsV2',
    describe: 'HeadObject',
    create: 'PutObject',
    delete: 'DeleteObject',
    id: 'Key',
    parent: 'bucket',
    arn: (_place, bucket = '', key = '') => objectArn(bucket, key),
    listPage: '/resources/:bucket',
    reads: { s3: ['ListObjects', 'GetObject', 'GetObjectTagging', 'GetObjectAttributes'] },
  },
  upload: {
    words: ['multipart upload', 'multipart uploads'],
    service: 's3',
    list: 'ListMultipartUploads',
    describe: 'ListParts',
    create: 'CreateMultipartUpload',
    delete: 'AbortMultipartUpload',
    id: 'UploadId',
    parent: 'bucket',
    listPage: '/resources/:bucket',
  },
  api: {
    words: ['API', 'APIs'],
    listTitle: 'HTTP APIs',
    service: 'poolkeeper',
    list: 'ListApis',
    create: 'PutApi',
    update: 'PutApi',
    delete: 'DeleteApi',
    id: 'Name',
    page: '/apis/:api',
    listPage: '/apis',
  },
  function: {
    words: ['function', 'functions'],
    service: 'poolkeeper',
    list: 'ListFunctions',
    describe: 'GetFunction',
    create: 'PutFunction',
    update: 'PutFunction',
    delete: 'DeleteFunction',
    id: 'Arn',
    page: '/functions/:arn',
    listPage: '/functions',
    createPage: '/functions/bind',
  },
  'local-provider': {
    words: ['local provider', 'local providers'],
    listTitle: 'local identity providers',
    service: 'poolkeeper',
    list: 'ListLocalProviders',
    create: 'PutLocalProvider',
    update: 'PutLocalProvider',
    delete: 'DeleteLocalProvider',
    id: 'Name',
    page: '/local-providers/:name',
    listPage: '/local-providers',
    createPage: '/local-providers/create',
    reads: { poolkeeper: ['GetLocalProviderDocument'] },
  },
  person: {
    words: ['person', 'people'],
    service: 'poolkeeper',
    list: 'ListLocalProviders',
    create: 'PutLocalProviderPerson',
    update: 'PutLocalProviderPerson',
    delete: 'DeleteLocalProviderPerson',
    id: 'Id',
    parent: 'local-provider',
    page: '/local-providers/:name/people/:id',
    listPage: '/local-providers/:name',
    createPage: '/local-providers/:name/people/create',
  },
  message: {
    words: ['message', 'messages'],
    service: 'poolkeeper',
    list: 'ListMessages',
    delete: 'DeleteMessages',
    page: '/outbox/:messageId',
    listPage: '/outbox',
  },
  trace: {
    words: ['call', 'calls'],
    service: 'poolkeeper',
    list: 'ListTraces',
    describe: 'GetTrace',
    id: 'Id',
    page: '/activity/:traceId',
    listPage: '/activity',
  },
  history: {
    words: ['change', 'changes'],
    service: 'poolkeeper',
    list: 'ListChanges',
    describe: 'GetChange',
    id: 'Id',
    page: '/history/:changeId',
    listPage: '/history',
  },
  run: {
    words: ['run', 'runs'],
    service: 'poolkeeper',
    describe: 'GetRun',
    create: 'StartRun',
    id: 'Id',
    listPage: '/simulator',
  },
  clock: {
    words: ['clock', 'clocks'],
    service: 'poolkeeper',
    describe: 'GetClock',
    update: 'SetClock',
    page: '/settings',
    reads: { poolkeeper: ['PreviewRole'] },
  },
  workspace: {
    words: ['workspace', 'workspaces'],
    service: 'poolkeeper',
    describe: 'DescribeWorkspace',
    update: 'UpdateWorkspaceSettings',
    page: '/settings',
    reads: { poolkeeper: ['GetClock', 'GetOpenIdConfiguration'] },
  },
} as const satisfies Readonly<Record<string, Row>>;

type Rows = typeof rows;

/** A kind of resource: `user-pool`, `group`, `role`, `object`, … */
export type ResourceKind = keyof Rows;

/** One kind's row, whichever it is. */
export type Resource = Omit<Row, 'parent'> & { readonly parent?: ResourceKind };

/** The rows by kind. */
export const resources: Readonly<Record<ResourceKind, Resource>> = rows;

/** Every kind, in the order of the table. */
export const RESOURCE_KINDS = Object.keys(rows) as readonly ResourceKind[];

/** Whether a text names a kind: stored and sent kinds are text. */
export const isResourceKind = (kind: string): kind is ResourceKind => Object.hasOwn(rows, kind);

/** What one or several of a kind are called within a sentence: `user pool`, `IAM users`. */
export const kindWords = (kind: ResourceKind, count = 1): string => resources[kind].words[count === 1 ? 0 : 1];

/** What one or several of a kind are called where a sentence or a label begins: `User pool`, `IAM users`. */
export function kindTitle(kind: ResourceKind, count = 1): string {
  return begun(kindWords(kind, count));
}

/** What the list is called in which a kind stands: `User pools`, `Identity providers`. */
export const listTitle = (kind: ResourceKind): string => begun(resources[kind].listTitle ?? resources[kind].words[1]);

const begun = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** One text for each `:parameter` of an address. */
type Ids<Address extends string> = Address extends `${string}:${string}/${infer Rest}`
  ? [id: string, ...Ids<Rest>]
  : Address extends `${string}:${string}?${infer Rest}`
    ? [id: string, ...Ids<Rest>]
    : Address extends `${string}:${string}`
      ? [id: string]
      : [];
type AddressOf<K extends ResourceKind, A extends 'page' | 'listPage' | 'createPage'> = Rows[K] extends {
  readonly [_ in A]: infer Address extends string;
}
  ? Address
  : never;
type With<A extends 'page' | 'listPage' | 'createPage'> = {
  [K in ResourceKind]: Rows[K] extends { readonly [_ in A]: string } ? K : never;
}[ResourceKind];

const PARAMETER = /:\w+/g;

/** An address with its parameters filled in, in their order. */
function filled(address: string, ids: readonly string[]): string {
  let place = 0;
  return address.replace(PARAMETER, () => encodeURIComponent(ids[place++] ?? ''));
}

/** The address of a resource's page: `pagePath('group', poolId, 'editors')`. */
export const pagePath = <K extends With<'page'>>(kind: K, ...ids: Ids<AddressOf<K, 'page'>>): string =>
  filled(rows[kind].page, ids);

/** The address of the list that a kind stands in: `listPath('group', poolId)`. */
export const listPath = <K extends With<'listPage'>>(kind: K, ...ids: Ids<AddressOf<K, 'listPage'>>): string =>
  filled(rows[kind].listPage, ids);

/** The address of the form that makes one of a kind: `createPath('group', poolId)`. */
export const createPath = <K extends With<'createPage'>>(kind: K, ...ids: Ids<AddressOf<K, 'createPage'>>): string =>
  filled(rows[kind].createPage, ids);

/**
 * The page where a resource is to be found, or its list where it has none of its own; undefined where neither is.
 *
 * `ids` are its own id and, before it, those of what it is part of: undefined, too, where some are missing.
 */
export function placeOf(kind: ResourceKind, ...ids: readonly string[]): string | undefined {
  const { page, listPage } = resources[kind];
  const address = page ?? listPage;
  if (address === undefined) return undefined;
  return address.includes(':') && ids.length < depthOf(kind) ? undefined : filled(address, ids);
}

/** How many ids name a resource: its own, and those of what it is part of. */
function depthOf(kind: ResourceKind): number {
  const { parent } = resources[kind];
  return parent === undefined ? 1 : 1 + depthOf(parent);
}

/** The last crumb before a resource's own: the list that it stands in. */
export const listCrumb = <K extends With<'listPage'>>(
  kind: K,
  ...ids: Ids<AddressOf<K, 'listPage'>>
): { readonly text: string; readonly href: string } => ({ text: listTitle(kind), href: listPath(kind, ...ids) });

/** The answers that a change of a kind makes stale, as `service operation`. */
const stale: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  RESOURCE_KINDS.map((kind) => {
    const { service, list, describe, reads = {} } = resources[kind];
    const own = [list, describe].filter((operation) => operation !== undefined);
    const further = Object.entries(reads).flatMap(([of, operations]) => operations.map((name) => `${of} ${name}`));
    return [kind, new Set([...own.map((name) => `${service} ${name}`), ...further])];
  }),
);

/** Whether a change of a kind makes an operation's answers stale. */
export const isStaleAfter = (kind: ResourceKind, service: string, operation: string): boolean =>
  stale[kind]?.has(`${service} ${operation}`) ?? false;

/** The member of an operation's input that names what a kind is part of: `UserPoolId` for a group. */
export function parentMember(kind: ResourceKind): string | undefined {
  const { parent } = resources[kind];
  return parent === undefined ? undefined : resources[parent].id;
}

/**
 * Where the subject of a change in the history is: `ID`, or `PARENT/ID` for what is part of something.
 *
 * Undefined where the kind has no page, or the subject does not tell what it is part of.
 */
export function placeOfSubject(kind: ResourceKind, subject: string): string | undefined {
  const slash = subject.indexOf('/');
  const inParent = resources[kind].parent !== undefined && slash >= 0;
  return inParent ? placeOf(kind, subject.slice(0, slash), subject.slice(slash + 1)) : placeOf(kind, subject);
}
