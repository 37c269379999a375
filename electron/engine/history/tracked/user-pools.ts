import type { OperationName } from '../../../../shared/contract.ts';
import type { ResourceKind } from '../../../../shared/resources.ts';
import {
  by,
  foundBy,
  follows,
  inner,
  pick,
  RESOURCE_TAGS,
  tagged,
  takenBy,
  text,
  type Ask,
  type Followed,
  type Thing,
  type Values,
} from '../terms.ts';

const SERVICE = 'cognito-idp';
const MEMBERS = 'The members of the group are not brought back.';

const poolId = (input: Values, output: Values): string =>
  text(input, 'UserPoolId') || text(inner(output, 'UserPool'), 'Id');
const clientId = (input: Values, output: Values): string =>
  text(input, 'ClientId') || text(inner(output, 'UserPoolClient'), 'ClientId');
const none = (id: string): boolean => id === '';

const pool: Thing = {
  kind: 'user-pool',
  subject: poolId,
  look: by(
    'DescribeUserPool',
    (input, output) => (none(poolId(input, output)) ? undefined : { UserPoolId: poolId(input, output) }),
    'UserPool',
  ),
};

/** A setting of a pool that has an operation of its own to read it. */
const setting = (operation: string, names: readonly string[], member?: string): Thing => ({
  kind: 'user-pool',
  subject: (input) => text(input, 'UserPoolId'),
  look: by(operation, (input) => pick(input, ...names), member),
});

const client: Thing = {
  kind: 'client',
  subject: clientId,
  keepsSecrets: true,
  look: by(
    'DescribeUserPoolClient',
    (input, output) =>
      none(clientId(input, output))
        ? undefined
        : { UserPoolId: input['UserPoolId'], ClientId: clientId(input, output) },
    'UserPoolClient',
  ),
};

const clientSecrets: Thing = {
  kind: 'client',
  subject: (input) => text(input, 'ClientId'),
  look: by('ListUserPoolClientSecrets', (input) => pick(input, 'UserPoolId', 'ClientId')),
};

/** A part of a pool, found as its row says. `member` holds it in answers; there its id is, where the engine gave it. */
const part = (kind: ResourceKind, member: string): Thing => {
  const { id, read } = foundBy(kind, 'describe');
  const idOf = (input: Values, output: Values): string => text(input, id) || text(inner(output, member), id);
  return {
    kind,
    subject: (input, output) => `${text(input, 'UserPoolId')}/${idOf(input, output)}`,
    look: by(
      read,
      (input, output) =>
        none(idOf(input, output)) ? undefined : { UserPoolId: input['UserPoolId'], [id]: idOf(input, output) },
      member,
    ),
  };
};

const group = part('group', 'Group');
const resourceServer = part('resource-server', 'ResourceServer');
const terms = part('terms', 'Terms');
const style = part('branding', 'ManagedLoginBranding');
const provider: Thing = { ...part('identity-provider', 'IdentityProvider'), keepsSecrets: true };

const domain: Thing = {
  kind: 'domain',
  subject: (input) => text(input, 'Domain'),
  look: async (ask, input) => {
    const description = inner(await ask('DescribeUserPoolDomain', pick(input, 'Domain')), 'DomainDescription');
    return text(description, 'Domain') === '' ? undefined : description;
  },
};

/** A style with the app client that has it: its description does not name it, and bringing it back needs it. */
const branding: Thing = {
  ...style,
  look: async (ask, input, output) => {
    const found = await style.look(ask, input, output);
    return found === undefined ? undefined : { ...found, ...(await clientOf(ask, found)) };
  },
};

async function clientOf(ask: Ask, found: Values): Promise<Values> {
  const { UserPoolId, ManagedLoginBrandingId } = found;
  for (let page: Values = {}; ;) {
    const listed = await ask('ListUserPoolClients', { UserPoolId, MaxResults: 60, ...page });
    for (const { ClientId } of (listed?.['UserPoolClients'] ?? []) as Values[]) {
      const answer = await ask('DescribeManagedLoginBrandingByClient', { UserPoolId, ClientId });
      if (inner(answer, 'ManagedLoginBranding')['ManagedLoginBrandingId'] === ManagedLoginBrandingId)
        return { ClientId };
    }
    if (listed?.['NextToken'] === undefined) return {};
    page = pick(listed, 'NextToken');
  }
}

const replicas: Thing = {
  kind: 'user-pool',
  subject: (input) => text(input, 'UserPoolId'),
  look: by('ListUserPoolReplicas', (input) => pick(input, 'UserPoolId')),
};

const customization = setting('GetUICustomization', ['UserPoolId', 'ClientId'], 'UICustomization');

/** A logo stands in its address as it is: `data:image/png;base64,…`. */
const logoOf = (document: Values | undefined): Values => {
  const [, bytes] = text(document, 'ImageUrl').split(';base64,');
  return bytes === undefined ? {} : { ImageFile: bytes };
};

const tags = tagged('user-pool', RESOURCE_TAGS);

/** The operations on user pools that change configuration. Users, their factors and sessions are no configuration. */
export const userPoolsFollowed: { readonly [O in OperationName<'cognito-idp'>]?: Followed } = {
  CreateUserPool: follows(pool, ({ after }) => [['DeleteUserPool', { UserPoolId: text(after, 'Id') }]]),
  UpdateUserPool: follows(pool, ({ input, before }) => [
    [
      'UpdateUserPool',
      { ...takenBy(SERVICE, 'UpdateUserPool', before), PoolName: before?.['Name'], UserPoolId: input['UserPoolId'] },
    ],
  ]),
  AddCustomAttributes: follows(pool, () => 'Attributes of a schema are never removed, as on AWS.'),
  DeleteUserPool: follows(pool, () => 'A deleted pool cannot be brought back: its users went with it.'),
  SetUserPoolMfaConfig: follows(setting('GetUserPoolMfaConfig', ['UserPoolId']), ({ input, before }) => [
    ['SetUserPoolMfaConfig', { ...takenBy(SERVICE, 'SetUserPoolMfaConfig', before), UserPoolId: input['UserPoolId'] }],
  ]),
  TagResource: tags,
  UntagResource: tags,

  CreateUserPoolClient: follows(client, ({ input, after }) => [
    ['DeleteUserPoolClient', { UserPoolId: input['UserPoolId'], ClientId: text(after, 'ClientId') }],
  ]),
  UpdateUserPoolClient: follows(client, ({ before }) => [
    ['UpdateUserPoolClient', takenBy(SERVICE, 'UpdateUserPoolClient', before)],
  ]),
  DeleteUserPoolClient: follows(
    client,
    ({ before }) => [
      [
        'CreateUserPoolClient',
        {
          ...takenBy(SERVICE, 'CreateUserPoolClient', before),
          ClientName: `_custom_id_:${text(before, 'ClientId')}:${text(before, 'ClientName')}`,
        },
      ],
    ],
    'Sign-ins by this client and its style and terms are not brought back.',
  ),
  AddUserPoolClientSecret: follows(clientSecrets, ({ input, before, after }) => {
    const ids = (document: Values | undefined): string[] =>
      ((document?.['ClientSecrets'] ?? []) as Values[]).map((secret) => text(secret, 'ClientSecretId'));
    const [added] = ids(after).filter((id) => !ids(before).includes(id));
    return [['DeleteUserPoolClientSecret', { ...pick(input, 'UserPoolId', 'ClientId'), ClientSecretId: added }]];
  }),
  DeleteUserPoolClientSecret: follows(clientSecrets, () => 'A deleted secret is gone; add a new one.'),

  CreateGroup: follows(group, ({ input }) => [['DeleteGroup', pick(input, 'UserPoolId', 'GroupName')]]),
  UpdateGroup: follows(group, ({ before }) => [['UpdateGroup', takenBy(SERVICE, 'UpdateGroup', before)]]),
  DeleteGroup: follows(group, ({ before }) => [['CreateGroup', takenBy(SERVICE, 'CreateGroup', before)]], MEMBERS),

  CreateResourceServer: follows(resourceServer, ({ input }) => [
    ['DeleteResourceServer', pick(input, 'UserPoolId', 'Identifier')],
  ]),
  UpdateResourceServer: follows(resourceServer, ({ before }) => [
    ['UpdateResourceServer', takenBy(SERVICE, 'UpdateResourceServer', before)],
  ]),
  DeleteResourceServer: follows(resourceServer, ({ before }) => [
    ['CreateResourceServer', takenBy(SERVICE, 'CreateResourceServer', before)],
  ]),

  CreateUserPoolDomain: follows(domain, ({ input }) => [['DeleteUserPoolDomain', pick(input, 'UserPoolId', 'Domain')]]),
  UpdateUserPoolDomain: follows(domain, ({ before }) => [
    ['UpdateUserPoolDomain', takenBy(SERVICE, 'UpdateUserPoolDomain', before)],
  ]),
  DeleteUserPoolDomain: follows(domain, ({ before }) => [
    ['CreateUserPoolDomain', takenBy(SERVICE, 'CreateUserPoolDomain', before)],
  ]),

  CreateIdentityProvider: follows(provider, ({ input }) => [
    ['DeleteIdentityProvider', pick(input, 'UserPoolId', 'ProviderName')],
  ]),
  UpdateIdentityProvider: follows(provider, ({ before }) => [
    ['UpdateIdentityProvider', takenBy(SERVICE, 'UpdateIdentityProvider', before)],
  ]),
  DeleteIdentityProvider: follows(
    provider,
    ({ before }) => [['CreateIdentityProvider', takenBy(SERVICE, 'CreateIdentityProvider', before)]],
    'App clients that offered it must be told again.',
  ),

  CreateManagedLoginBranding: follows(branding, ({ input, after }) => [
    [
      'DeleteManagedLoginBranding',
      { UserPoolId: input['UserPoolId'], ManagedLoginBrandingId: text(after, 'ManagedLoginBrandingId') },
    ],
  ]),
  UpdateManagedLoginBranding: follows(branding, ({ before }) => [
    ['UpdateManagedLoginBranding', takenBy(SERVICE, 'UpdateManagedLoginBranding', before)],
  ]),
  DeleteManagedLoginBranding: follows(
    branding,
    ({ before }) => [['CreateManagedLoginBranding', takenBy(SERVICE, 'CreateManagedLoginBranding', before)]],
    'The style gets a new id.',
  ),
  SetUICustomization: follows(customization, ({ input, before, after }) =>
    text(before, 'ImageUrl') === '' && text(after, 'ImageUrl') !== ''
      ? 'A logo can be replaced and not taken away, as on AWS.'
      : [
          [
            'SetUICustomization',
            { ...pick(input, 'UserPoolId', 'ClientId'), CSS: text(before, 'CSS'), ...logoOf(before) },
          ],
        ],
  ),

  CreateTerms: follows(terms, ({ input, after }) => [
    ['DeleteTerms', { UserPoolId: input['UserPoolId'], TermsId: text(after, 'TermsId') }],
  ]),
  UpdateTerms: follows(terms, ({ before }) => [['UpdateTerms', takenBy(SERVICE, 'UpdateTerms', before)]]),
  DeleteTerms: follows(
    terms,
    ({ before }) => [['CreateTerms', takenBy(SERVICE, 'CreateTerms', before)]],
    'The terms get a new id.',
  ),

  SetRiskConfiguration: follows(
    setting('DescribeRiskConfiguration', ['UserPoolId', 'ClientId'], 'RiskConfiguration'),
    ({ input, before }) => [
      [
        'SetRiskConfiguration',
        { ...takenBy(SERVICE, 'SetRiskConfiguration', before), ...pick(input, 'UserPoolId', 'ClientId') },
      ],
    ],
  ),
  SetLogDeliveryConfiguration: follows(
    setting('GetLogDeliveryConfiguration', ['UserPoolId'], 'LogDeliveryConfiguration'),
    ({ input, before }) => [
      [
        'SetLogDeliveryConfiguration',
        { UserPoolId: input['UserPoolId'], LogConfigurations: before?.['LogConfigurations'] ?? [] },
      ],
    ],
  ),
  SetUserPoolSessionConfiguration: follows(
    setting('GetUserPoolSessionConfiguration', ['UserPoolId']),
    ({ input, before }) => [
      [
        'SetUserPoolSessionConfiguration',
        { ...takenBy(SERVICE, 'SetUserPoolSessionConfiguration', before), UserPoolId: input['UserPoolId'] },
      ],
    ],
  ),
  SetUserPoolClientSessionConfiguration: follows(
    setting('GetUserPoolClientSessionConfiguration', ['UserPoolId', 'ClientId']),
    ({ input, before }) => [
      [
        'SetUserPoolClientSessionConfiguration',
        {
          ...takenBy(SERVICE, 'SetUserPoolClientSessionConfiguration', before),
          ...pick(input, 'UserPoolId', 'ClientId'),
        },
      ],
    ],
  ),

  CreateUserPoolReplica: follows(replicas, ({ input }) => [
    ['UpdateUserPoolReplica', { ...pick(input, 'UserPoolId', 'RegionName'), Status: 'INACTIVE' }],
    ['DeleteUserPoolReplica', pick(input, 'UserPoolId', 'RegionName')],
  ]),
  UpdateUserPoolReplica: follows(replicas, ({ input, before }) => {
    const was = ((before?.['UserPoolReplicas'] ?? []) as Values[]).find(
      ({ RegionName }) => RegionName === input['RegionName'],
    );
    return [['UpdateUserPoolReplica', { ...pick(input, 'UserPoolId', 'RegionName'), Status: was?.['Status'] }]];
  }),
  DeleteUserPoolReplica: follows(replicas, ({ input }) => [
    ['CreateUserPoolReplica', pick(input, 'UserPoolId', 'RegionName')],
  ]),
  UpdateProvisionedLimit: follows(
    {
      kind: 'account',
      subject: (input) => JSON.stringify(input['LimitDefinition']),
      look: by('GetProvisionedLimit', (input) => pick(input, 'LimitDefinition'), 'Limit'),
    },
    ({ input, before }) => [
      [
        'UpdateProvisionedLimit',
        { ...pick(input, 'LimitDefinition'), RequestedLimitValue: before?.['ProvisionedLimitValue'] },
      ],
    ],
  ),
};
