import type { OperationName } from '../../../../shared/contract.ts';
import type { ResourceKind } from '../../../../shared/resources.ts';
import {
  follows,
  foundBy,
  inner,
  pick,
  tagged,
  takenBy,
  text,
  type Ask,
  type Followed,
  type Said,
  type Thing,
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

const itself = ({ name, kind, id }: Owner): Thing => ({
  kind,
  subject: (input) => text(input, id),
  look: async (ask, input) =>
    decoded((await ask(`Get${name}`, pick(input, id)))?.[name] as Values | undefined, 'AssumeRolePolicyDocument'),
});

const inlinePolicy = ({ name, kind, id }: Owner): Thing => ({
  kind,
  subject: (input) => text(input, id),
  look: async (ask, input) => decoded(await ask(`Get${name}Policy`, pick(input, id, 'PolicyName')), 'PolicyDocument'),
});

const putInline = (owner: Owner): Followed =>
  follows(inlinePolicy(owner), ({ input, before }) =>
    before === undefined
      ? [[`Delete${owner.name}Policy`, pick(input, owner.id, 'PolicyName')]]
      : [[`Put${owner.name}Policy`, pick(before, owner.id, 'PolicyName', 'PolicyDocument')]],
  );

const deleteInline = (owner: Owner): Followed =>
  follows(inlinePolicy(owner), ({ before }) => [
    [`Put${owner.name}Policy`, pick(before, owner.id, 'PolicyName', 'PolicyDocument')],
  ]);

/** Attaching or detaching: the one undoes the other. */
const attachment = ({ name, kind, id }: Owner, undoneBy: 'Attach' | 'Detach'): Followed =>
  follows(
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

const boundary = (owner: Owner): Followed =>
  follows(itself(owner), ({ input, before }) => {
    const arn = inner(before, 'PermissionsBoundary')['PermissionsBoundaryArn'];
    return arn === undefined
      ? [[`Delete${owner.name}PermissionsBoundary`, pick(input, owner.id)]]
      : [[`Put${owner.name}PermissionsBoundary`, { ...pick(input, owner.id), PermissionsBoundary: arn }]];
  });

const deleted = (owner: Owner, loses: string): Followed =>
  follows(
    itself(owner),
    ({ before }) => {
      const arn = inner(before, 'PermissionsBoundary')['PermissionsBoundaryArn'];
      const { PermissionsBoundary: _described, ...rest } = takenBy('iam', `Create${owner.name}`, before);
      return [[`Create${owner.name}`, { ...rest, ...(arn === undefined ? {} : { PermissionsBoundary: arn }) }]];
    },
    loses,
  );

const created = (owner: Owner): Followed =>
  follows(itself(owner), ({ input }) => [[`Delete${owner.name}`, pick(input, owner.id)]]);

const tagsOf = (name: string, kind: ResourceKind): Followed =>
  tagged(kind, {
    list: `List${name}Tags`,
    tag: `Tag${name}`,
    untag: `Untag${name}`,
    id: foundBy(kind, 'describe').id,
    form: 'list',
  });

const policyArn = (input: Values, output: Values): string =>
  text(input, 'PolicyArn') || text(inner(output, 'Policy'), 'Arn');

/** A managed policy with the texts of all its versions (five at most), by their ids. */
const managedPolicy: Thing = {
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
    texts.push([String(VersionId), decoded(inner(answer, 'PolicyVersion'), 'Document')?.['Document']]);
  }
  return Object.fromEntries(texts.toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** The members of one map that another does not have. */
const newIn = (one: Values, other: Values): string[] => Object.keys(one).filter((key) => !Object.hasOwn(other, key));

const accessKeys: Thing = {
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
function provider(kind: ResourceKind): Thing {
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

const undoDefault = ({ input, before }: { input: Values; before?: Values }): Said => [
  'SetDefaultPolicyVersion',
  { ...pick(input, 'PolicyArn'), VersionId: before?.['DefaultVersionId'] },
];

/** The operations of IAM that change something: all of them. */
export const iamFollowed: { readonly [O in OperationName<'iam'>]?: Followed } = {
  CreateRole: created(ROLE),
  UpdateAssumeRolePolicy: follows(itself(ROLE), ({ before }) => [
    [
      'UpdateAssumeRolePolicy',
      { RoleName: before?.['RoleName'], PolicyDocument: before?.['AssumeRolePolicyDocument'] },
    ],
  ]),
  UpdateRole: follows(itself(ROLE), ({ before }) => [
    ['UpdateRole', { Description: '', ...pick(before, 'RoleName', 'Description', 'MaxSessionDuration') }],
  ]),
  UpdateRoleDescription: follows(itself(ROLE), ({ before }) => [
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

  CreateAccessKey: follows(accessKeys, ({ input, before, after }) => [
    [
      'DeleteAccessKey',
      {
        ...pick(input, 'UserName'),
        AccessKeyId: newIn(inner(after, 'AccessKeys'), inner(before, 'AccessKeys'))[0],
      },
    ],
  ]),
  UpdateAccessKey: follows(accessKeys, ({ input, before }) => [
    [
      'UpdateAccessKey',
      {
        ...pick(input, 'UserName', 'AccessKeyId'),
        Status: inner(before, 'AccessKeys')[text(input, 'AccessKeyId')],
      },
    ],
  ]),
  DeleteAccessKey: follows(accessKeys, () => 'A deleted access key is gone, and its secret with it.'),

  CreatePolicy: follows(managedPolicy, ({ after }) => [['DeletePolicy', { PolicyArn: after?.['Arn'] }]]),
  DeletePolicy: follows(
    managedPolicy,
    ({ before }) => [
      [
        'CreatePolicy',
        {
          ...takenBy('iam', 'CreatePolicy', before),
          PolicyDocument: inner(before, 'Versions')[text(before, 'DefaultVersionId')],
        },
      ],
    ],
    'The policy begins again with version v1.',
  ),
  CreatePolicyVersion: follows(managedPolicy, ({ input, before, after }) => {
    const [added] = newIn(inner(after, 'Versions'), inner(before, 'Versions'));
    const removal: Said = ['DeletePolicyVersion', { ...pick(input, 'PolicyArn'), VersionId: added }];
    const defaulted = before?.['DefaultVersionId'] !== after?.['DefaultVersionId'];
    return defaulted ? [undoDefault({ input, ...(before === undefined ? {} : { before }) }), removal] : [removal];
  }),
  DeletePolicyVersion: follows(
    managedPolicy,
    ({ input, before }) => [
      [
        'CreatePolicyVersion',
        {
          ...pick(input, 'PolicyArn'),
          PolicyDocument: inner(before, 'Versions')[text(input, 'VersionId')],
        },
      ],
    ],
    'The version comes back under a new number.',
  ),
  SetDefaultPolicyVersion: follows(managedPolicy, (change) => [undoDefault(change)]),

  CreateOpenIDConnectProvider: follows(oidcProvider, ({ after }) => [
    ['DeleteOpenIDConnectProvider', pick(after, 'OpenIDConnectProviderArn')],
  ]),
  DeleteOpenIDConnectProvider: follows(
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
  AddClientIDToOpenIDConnectProvider: follows(oidcProvider, ({ input }) => [
    ['RemoveClientIDFromOpenIDConnectProvider', pick(input, 'OpenIDConnectProviderArn', 'ClientID')],
  ]),
  RemoveClientIDFromOpenIDConnectProvider: follows(oidcProvider, ({ input }) => [
    ['AddClientIDToOpenIDConnectProvider', pick(input, 'OpenIDConnectProviderArn', 'ClientID')],
  ]),
  UpdateOpenIDConnectProviderThumbprint: follows(oidcProvider, ({ input, before }) => [
    [
      'UpdateOpenIDConnectProviderThumbprint',
      { ...pick(input, 'OpenIDConnectProviderArn'), ThumbprintList: before?.['ThumbprintList'] ?? [] },
    ],
  ]),
  TagOpenIDConnectProvider: tagsOf('OpenIDConnectProvider', 'oidc-provider'),
  UntagOpenIDConnectProvider: tagsOf('OpenIDConnectProvider', 'oidc-provider'),

  CreateSAMLProvider: follows(samlProvider, ({ after }) => [['DeleteSAMLProvider', pick(after, 'SAMLProviderArn')]]),
  UpdateSAMLProvider: follows(samlProvider, ({ input, before }) => [
    [
      'UpdateSAMLProvider',
      { ...pick(input, 'SAMLProviderArn'), ...pick(before, 'SAMLMetadataDocument', 'AssertionEncryptionMode') },
    ],
  ]),
  DeleteSAMLProvider: follows(samlProvider, ({ input, before }) => [
    [
      'CreateSAMLProvider',
      { ...takenBy('iam', 'CreateSAMLProvider', before), Name: text(input, 'SAMLProviderArn').split('/').at(-1) },
    ],
  ]),
  TagSAMLProvider: tagsOf('SAMLProvider', 'saml-provider'),
  UntagSAMLProvider: tagsOf('SAMLProvider', 'saml-provider'),
};
