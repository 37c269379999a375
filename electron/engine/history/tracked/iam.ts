import { resourceName } from '../../../../shared/aws/arn.ts';
import type { OperationName } from '../../../../shared/contract.ts';
import type { ResourceKind } from '../../../../shared/resources.ts';
import {
  tracked,
  foundBy,
  member,
  pick,
  tagged,
  takenBy,
  text,
  type Ask,
  type Tracked,
  type OperationCall,
  type TrackedResource,
  type Values,
} from '../terms.ts';

/** IAM answers documents percent-encoded. */
const decoded = (values: Values | undefined, name: string): Values | undefined =>
  typeof values?.[name] === 'string' ? { ...values, [name]: decodeURIComponent(values[name]) } : values;

const list = (values: Values | undefined, name: string): readonly Values[] => (values?.[name] ?? []) as Values[];

/** What roles and users have in common: the same operations under other names. */
type Owner = {
  readonly name: 'Role' | 'User';
  readonly kind: 'role' | 'iam-user';
  readonly id: 'RoleName' | 'UserName';
};
const ROLE: Owner = { name: 'Role', kind: 'role', id: 'RoleName' };
const USER: Owner = { name: 'User', kind: 'iam-user', id: 'UserName' };

const itself = ({ name, kind, id }: Owner): TrackedResource => ({
  kind,
  subject: (input) => text(input, id),
  look: async (ask, input) =>
    decoded((await ask(`Get${name}`, pick(input, id)))?.[name] as Values | undefined, 'AssumeRolePolicyDocument'),
});

const inlinePolicy = ({ name, kind, id }: Owner): TrackedResource => ({
  kind,
  subject: (input) => text(input, id),
  look: async (ask, input) => decoded(await ask(`Get${name}Policy`, pick(input, id, 'PolicyName')), 'PolicyDocument'),
});

const putInline = (owner: Owner): Tracked =>
  tracked(inlinePolicy(owner), ({ input, before }) =>
    before === undefined
      ? [[`Delete${owner.name}Policy`, pick(input, owner.id, 'PolicyName')]]
      : [[`Put${owner.name}Policy`, pick(before, owner.id, 'PolicyName', 'PolicyDocument')]],
  );

const deleteInline = (owner: Owner): Tracked =>
  tracked(inlinePolicy(owner), ({ before }) => [
    [`Put${owner.name}Policy`, pick(before, owner.id, 'PolicyName', 'PolicyDocument')],
  ]);

/** Attaching or detaching: the one undoes the other. */
const attachment = ({ name, kind, id }: Owner, undoneBy: 'Attach' | 'Detach'): Tracked =>
  tracked(
    {
      kind,
      subject: (input) => text(input, id),
      look: async (ask, input) => {
        const answer = await ask(`ListAttached${name}Policies`, pick(input, id));
        return answer === undefined
          ? undefined
          : { AttachedPolicies: list(answer, 'AttachedPolicies').map((policy) => text(policy, 'PolicyArn')) };
      },
    },
    ({ input }) => [[`${undoneBy}${name}Policy`, pick(input, id, 'PolicyArn')]],
  );

const boundary = (owner: Owner): Tracked =>
  tracked(itself(owner), ({ input, before }) => {
    const arn = member(before, 'PermissionsBoundary')['PermissionsBoundaryArn'];
    return arn === undefined
      ? [[`Delete${owner.name}PermissionsBoundary`, pick(input, owner.id)]]
      : [[`Put${owner.name}PermissionsBoundary`, { ...pick(input, owner.id), PermissionsBoundary: arn }]];
  });

const deleted = (owner: Owner, loses: string): Tracked =>
  tracked(
    itself(owner),
    ({ before }) => {
      const arn = member(before, 'PermissionsBoundary')['PermissionsBoundaryArn'];
      const { PermissionsBoundary: _described, ...rest } = takenBy('iam', `Create${owner.name}`, before);
      return [[`Create${owner.name}`, { ...rest, ...(arn === undefined ? {} : { PermissionsBoundary: arn }) }]];
    },
    loses,
  );

const created = (owner: Owner): Tracked =>
  tracked(itself(owner), ({ input }) => [[`Delete${owner.name}`, pick(input, owner.id)]]);

const tagsOf = (name: string, kind: ResourceKind): Tracked =>
  tagged(kind, {
    list: `List${name}Tags`,
    tag: `Tag${name}`,
    untag: `Untag${name}`,
    id: foundBy(kind, 'describe').id,
    form: 'list',
  });

const policyArn = (input: Values, output: Values): string =>
  text(input, 'PolicyArn') || text(member(output, 'Policy'), 'Arn');

/** A managed policy with the texts of all its versions (five at most), by their ids. */
const managedPolicy: TrackedResource = {
  kind: 'policy',
  subject: policyArn,
  look: async (ask, input, output) => {
    const PolicyArn = policyArn(input, output);
    const policy = PolicyArn === '' ? undefined : (await ask('GetPolicy', { PolicyArn }))?.['Policy'];
    if (policy === undefined) return undefined;
    const described = policy as Values;
    return {
      ...pick(described, 'PolicyName', 'Arn', 'Path', 'Description', 'DefaultVersionId', 'Tags'),
      Versions: await textsOf(ask, PolicyArn),
    };
  },
};

async function textsOf(ask: Ask, PolicyArn: string): Promise<Values> {
  const versions = list(await ask('ListPolicyVersions', { PolicyArn }), 'Versions');
  const texts: [string, unknown][] = [];
  for (const { VersionId } of versions) {
    const answer = await ask('GetPolicyVersion', { PolicyArn, VersionId });
    texts.push([String(VersionId), decoded(member(answer, 'PolicyVersion'), 'Document')?.['Document']]);
  }
  return Object.fromEntries(texts.toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** The members of one map that another does not have. */
const newIn = (one: Values, other: Values): string[] => Object.keys(one).filter((key) => !Object.hasOwn(other, key));

const accessKeys: TrackedResource = {
  kind: 'iam-user',
  subject: (input) => text(input, 'UserName'),
  look: async (ask, input) => {
    const answer = await ask('ListAccessKeys', pick(input, 'UserName'));
    return answer === undefined
      ? undefined
      : {
          AccessKeys: Object.fromEntries(
            list(answer, 'AccessKeyMetadata').map((key) => [text(key, 'AccessKeyId'), key['Status']]),
          ),
        };
  },
};

/** An identity provider under its ARN, which its description leaves out. */
function provider(kind: ResourceKind): TrackedResource {
  const { id, read } = foundBy(kind, 'describe');
  const arnOf = (input: Values, output: Values): string => text(input, id) || text(output, id);
  return {
    kind,
    subject: arnOf,
    look: async (ask, input, output) => {
      const arn = arnOf(input, output);
      const answer = arn === '' ? undefined : await ask(read, { [id]: arn });
      return answer === undefined ? undefined : { [id]: arn, ...answer };
    },
  };
}

const oidcProvider = provider('oidc-provider');

/** The answer leaves the scheme out; only issuers of this machine have another than https. */
const addressOf = (url: string): string =>
  `${/^(localhost|127\.0\.0\.1)([:/]|$)/.test(url) ? 'http' : 'https'}://${url}`;

const samlProvider = provider('saml-provider');

const undoDefault = ({ input, before }: { input: Values; before?: Values }): OperationCall => [
  'SetDefaultPolicyVersion',
  { ...pick(input, 'PolicyArn'), VersionId: before?.['DefaultVersionId'] },
];

/** The operations of IAM that change something: all of them. */
export const iamTracked: { readonly [O in OperationName<'iam'>]?: Tracked } = {
  CreateRole: created(ROLE),
  UpdateAssumeRolePolicy: tracked(itself(ROLE), ({ before }) => [
    [
      'UpdateAssumeRolePolicy',
      { RoleName: before?.['RoleName'], PolicyDocument: before?.['AssumeRolePolicyDocument'] },
    ],
  ]),
  UpdateRole: tracked(itself(ROLE), ({ before }) => [
    ['UpdateRole', { Description: '', ...pick(before, 'RoleName', 'Description', 'MaxSessionDuration') }],
  ]),
  UpdateRoleDescription: tracked(itself(ROLE), ({ before }) => [
    ['UpdateRoleDescription', { Description: '', ...pick(before, 'RoleName', 'Description') }],
  ]),
  DeleteRole: deleted(ROLE, 'The role gets a new id: policies that name the old one do not mean it.'),
  PutRolePolicy: putInline(ROLE),
  DeleteRolePolicy: deleteInline(ROLE),
  AttachRolePolicy: attachment(ROLE, 'Detach'),
  DetachRolePolicy: attachment(ROLE, 'Attach'),
  PutRolePermissionsBoundary: boundary(ROLE),
  DeleteRolePermissionsBoundary: boundary(ROLE),
  TagRole: tagsOf('Role', 'role'),
  UntagRole: tagsOf('Role', 'role'),

  CreateUser: created(USER),
  DeleteUser: deleted(USER, 'The user gets a new id: policies that name the old one do not mean it.'),
  PutUserPolicy: putInline(USER),
  DeleteUserPolicy: deleteInline(USER),
  AttachUserPolicy: attachment(USER, 'Detach'),
  DetachUserPolicy: attachment(USER, 'Attach'),
  PutUserPermissionsBoundary: boundary(USER),
  DeleteUserPermissionsBoundary: boundary(USER),
  TagUser: tagsOf('User', 'iam-user'),
  UntagUser: tagsOf('User', 'iam-user'),

  CreateAccessKey: tracked(accessKeys, ({ input, before, after }) => [
    [
      'DeleteAccessKey',
      {
        ...pick(input, 'UserName'),
        AccessKeyId: newIn(member(after, 'AccessKeys'), member(before, 'AccessKeys'))[0],
      },
    ],
  ]),
  UpdateAccessKey: tracked(accessKeys, ({ input, before }) => [
    [
      'UpdateAccessKey',
      {
        ...pick(input, 'UserName', 'AccessKeyId'),
        Status: member(before, 'AccessKeys')[text(input, 'AccessKeyId')],
      },
    ],
  ]),
  DeleteAccessKey: tracked(accessKeys, () => 'A deleted access key is gone, and its secret with it.'),

  CreatePolicy: tracked(managedPolicy, ({ after }) => [['DeletePolicy', { PolicyArn: after?.['Arn'] }]]),
  DeletePolicy: tracked(
    managedPolicy,
    ({ before }) => [
      [
        'CreatePolicy',
        {
          ...takenBy('iam', 'CreatePolicy', before),
          PolicyDocument: member(before, 'Versions')[text(before, 'DefaultVersionId')],
        },
      ],
    ],
    'The policy begins again with version v1.',
  ),
  CreatePolicyVersion: tracked(managedPolicy, ({ input, before, after }) => {
    const [added] = newIn(member(after, 'Versions'), member(before, 'Versions'));
    const removal: OperationCall = ['DeletePolicyVersion', { ...pick(input, 'PolicyArn'), VersionId: added }];
    const defaulted = before?.['DefaultVersionId'] !== after?.['DefaultVersionId'];
    return defaulted ? [undoDefault({ input, ...(before === undefined ? {} : { before }) }), removal] : [removal];
  }),
  DeletePolicyVersion: tracked(
    managedPolicy,
    ({ input, before }) => [
      [
        'CreatePolicyVersion',
        {
          ...pick(input, 'PolicyArn'),
          PolicyDocument: member(before, 'Versions')[text(input, 'VersionId')],
        },
      ],
    ],
    'The version comes back under a new number.',
  ),
  SetDefaultPolicyVersion: tracked(managedPolicy, (change) => [undoDefault(change)]),

  CreateOpenIDConnectProvider: tracked(oidcProvider, ({ after }) => [
    ['DeleteOpenIDConnectProvider', pick(after, 'OpenIDConnectProviderArn')],
  ]),
  DeleteOpenIDConnectProvider: tracked(
    oidcProvider,
    ({ before }) => [
      [
        'CreateOpenIDConnectProvider',
        {
          ...takenBy('iam', 'CreateOpenIDConnectProvider', before),
          Url: addressOf(text(before, 'Url')),
        },
      ],
    ],
    'Pasted or fetched keys of the issuer are not brought back.',
  ),
  AddClientIDToOpenIDConnectProvider: tracked(oidcProvider, ({ input }) => [
    ['RemoveClientIDFromOpenIDConnectProvider', pick(input, 'OpenIDConnectProviderArn', 'ClientID')],
  ]),
  RemoveClientIDFromOpenIDConnectProvider: tracked(oidcProvider, ({ input }) => [
    ['AddClientIDToOpenIDConnectProvider', pick(input, 'OpenIDConnectProviderArn', 'ClientID')],
  ]),
  UpdateOpenIDConnectProviderThumbprint: tracked(oidcProvider, ({ input, before }) => [
    [
      'UpdateOpenIDConnectProviderThumbprint',
      { ...pick(input, 'OpenIDConnectProviderArn'), ThumbprintList: before?.['ThumbprintList'] ?? [] },
    ],
  ]),
  TagOpenIDConnectProvider: tagsOf('OpenIDConnectProvider', 'oidc-provider'),
  UntagOpenIDConnectProvider: tagsOf('OpenIDConnectProvider', 'oidc-provider'),

  CreateSAMLProvider: tracked(samlProvider, ({ after }) => [['DeleteSAMLProvider', pick(after, 'SAMLProviderArn')]]),
  UpdateSAMLProvider: tracked(samlProvider, ({ input, before }) => [
    [
      'UpdateSAMLProvider',
      { ...pick(input, 'SAMLProviderArn'), ...pick(before, 'SAMLMetadataDocument', 'AssertionEncryptionMode') },
    ],
  ]),
  DeleteSAMLProvider: tracked(samlProvider, ({ input, before }) => [
    [
      'CreateSAMLProvider',
      { ...takenBy('iam', 'CreateSAMLProvider', before), Name: resourceName(text(input, 'SAMLProviderArn')) },
    ],
  ]),
  TagSAMLProvider: tagsOf('SAMLProvider', 'saml-provider'),
  UntagSAMLProvider: tagsOf('SAMLProvider', 'saml-provider'),
};
