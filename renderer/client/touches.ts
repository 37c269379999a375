import type { Change } from '../../shared/contract.ts';

/**
 * Which operations' answers a change makes stale, by the change's kind.
 *
 * A page never asks for a refresh: it reads an operation with `useCall`, and when anybody changes
 * what the operation answers, the answer is read again. A new kind of thing needs a line here.
 */
const STALE: Readonly<Record<string, readonly string[]>> = {
  function: ['ListFunctions', 'GetFunction'],
  'user-pool': [
    'PreviewRole',
    'ListFunctions',
    'GetFunction',
    'ListUserPools',
    'DescribeUserPool',
    'GetUserPoolMfaConfig',
    'DescribeWorkspace',
    'ListTagsForResource',
    'ListResourceServers',
    'ListIdentityProviders',
    'DescribeUserPoolDomain',
    'GetUICustomization',
    'DescribeRiskConfiguration',
    'GetLogDeliveryConfiguration',
    'GetUserPoolSessionConfiguration',
  ],
  client: [
    'PreviewRole',
    'ListUserPoolClients',
    'DescribeUserPoolClient',
    'DescribeManagedLoginBrandingByClient',
    'ListTerms',
    'GetUICustomization',
  ],
  user: [
    'ExplainAccess',
    'PreviewRole',
    'WhoCan',
    'ListUsers',
    'AdminGetUser',
    'ListUsersInGroup',
    'AdminListGroupsForUser',
    'DescribeUserPool',
    'DescribeWorkspace',
    'AdminListUserAuthEvents',
    'AdminListUserSessions',
    'AdminListDevices',
    'AdminGetUserAuthFactors',
    'ListPasskeys',
  ],
  group: [
    'ExplainAccess',
    'PreviewRole',
    'WhoCan',
    'ListRoleUses',
    'ListGroups',
    'GetGroup',
    'AdminListGroupsForUser',
    'ListUsersInGroup',
  ],
  import: ['ListUserImportJobs', 'DescribeUserImportJob', 'GetImportLog'],
  message: ['ListMessages'],
  'identity-pool': [
    'ExplainAccess',
    'PreviewRole',
    'WhoCan',
    'ListRoleUses',
    'ListIdentityPools',
    'DescribeIdentityPool',
    'GetIdentityPoolRoles',
    'ListProviderUse',
    'GetPrincipalTagAttributeMap',
    'DescribeWorkspace',
  ],
  identity: ['ListIdentities', 'FindIdentities', 'DescribeIdentity', 'LookupDeveloperIdentity'],
  role: [
    'ExplainAccess',
    'PreviewRole',
    'WhoCan',
    'ListRoles',
    'GetRole',
    'ListRolePolicies',
    'GetRolePolicy',
    'ListAttachedRolePolicies',
    'ListProviderUse',
    'ListRoleUses',
    'ListRoleTags',
    'ListPolicies',
    'GetPolicy',
    'ListEntitiesForPolicy',
    'DescribeWorkspace',
  ],
  policy: [
    'ExplainAccess',
    'WhoCan',
    'ListRoleUses',
    'ListEntitiesForPolicy',
    'ListPolicies',
    'GetPolicy',
    'ListPolicyVersions',
    'GetPolicyVersion',
  ],
  'iam-user': [
    'ExplainAccess',
    'WhoCan',
    'ListUsers',
    'GetUser',
    'ListAccessKeys',
    'GetAccessKeyLastUsed',
    'ListUserPolicies',
    'GetUserPolicy',
    'ListAttachedUserPolicies',
  ],
  'oidc-provider': [
    'ExplainAccess',
    'PreviewRole',
    'ListOpenIDConnectProviders',
    'GetOpenIDConnectProvider',
    'GetIssuerKeys',
  ],
  'saml-provider': ['ExplainAccess', 'PreviewRole', 'ListSAMLProviders', 'GetSAMLProvider'],
  bucket: ['ExplainAccess', 'WhoCan', 'ListBuckets', 'GetBucketPolicy', 'GetBucketCors', 'DescribeWorkspace'],
  api: ['ListApis'],
  'local-provider': ['ListLocalProviders'],
  object: ['ListObjectsV2', 'HeadObject', 'GetObject'],
  run: ['GetRun'],
  history: ['ListChanges', 'GetChange'],
  clock: ['GetClock', 'PreviewRole'],
  workspace: ['DescribeWorkspace', 'GetClock'],
  trace: ['ListTraces'],
};

/** The member of an operation's input that must equal the change's parent, where the input has it. */
const CONTAINERS = ['UserPoolId', 'IdentityPoolId', 'RoleName', 'Bucket'] as const;

/**
 * Whether a change makes the answer of a call stale.
 *
 * True when the kind touches the operation and the change happened in the container that the call
 * asked about. A kind without a line touches every operation: rather one read too many than a stale page.
 */
export function touches(change: Change, operation: string, input: unknown): boolean {
  const stale = STALE[change.kind];
  if (stale === undefined) return true;
  if (!stale.includes(operation)) return false;
  if (change.parent === undefined || typeof input !== 'object' || input === null) return true;
  const members = input as Record<string, unknown>;
  const container = CONTAINERS.find((name) => typeof members[name] === 'string');
  return container === undefined || members[container] === change.parent || members[container] === change.id;
}
