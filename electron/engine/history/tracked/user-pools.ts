import type { OperationName } from '../../../../shared/contract.ts';
import type { ResourceKind } from '../../../../shared/resources.ts';
import {
  readBy,
  foundBy,
  tracked,
  member,
  pick,
  RESOURCE_TAGS,
  tagged,
  takenBy,
  text,
  type Ask,
  type Tracked,
  type TrackedResource,
  type Values,
} from '../terms.ts';

const SERVICE = 'cognito-idp';
const MEMBERS = 'The members of the group are not brought back.';

const poolId = (input: Values, output: Values): string =>
  text(input, 'UserPoolId') || text(member(output, 'UserPool'), 'Id');
const clientId = (input: Values, output: Values): string =>
  text(input, 'ClientId') || text(member(output, 'UserPoolClient'), 'ClientId');
const none = (id: string): boolean => id === '';

const pool: TrackedResource = {
  kind: 'user-pool',
  subject: poolId,
  look: readBy(
    'DescribeUserPool',
    (input, output) => (none(poolId(input, output)) ? undefined : { UserPoolId: poolId(input, output) }),
    'UserPool',
  ),
};

/** A setting of a pool that has an operation of its own to read it. */
const setting = (operation: string, names: readonly string[], member?: string): TrackedResource => ({
  kind: 'user-pool',
  subject: (input) => text(input, 'UserPoolId'),
  look: readBy(operation, (input) => pick(input, ...names), member),
});

const client: TrackedResource = {
  kind: 'client',
  subject: clientId,
  keepsSecrets: true,
  look: readBy(
    'DescribeUserPoolClient',
    (input, output) =>
      none(clientId(input, output))
        ? undefined
        : { UserPoolId: input['UserPoolId'], ClientId: clientId(input, output) },
    'UserPoolClient',
  ),
};

const clientSecrets: TrackedResource = {
  kind: 'client',
  subject: (input) => text(input, 'ClientId'),
  look: readBy('ListUserPoolClientSecrets', (input) => pick(input, 'UserPoolId', 'ClientId')),
};

/** A part of a pool, found as its row says. `member` holds it in answers; there its id is, where the engine gave it. */
const part = (kind: ResourceKind, holder: string): TrackedResource => {
  const { id, read } = foundBy(kind, 'describe');
  const idOf = (input: Values, output: Values): string => text(input, id) || text(member(output, holder), id);
  return {
    kind,
    subject: (input, output) => `${text(input, 'UserPoolId')}/${idOf(input, output)}`,
    look: readBy(
      read,
      (input, output) =>
        none(idOf(input, output)) ? undefined : { UserPoolId: input['UserPoolId'], [id]: idOf(input, output) },
      holder,
    ),
  };
};

const group = part('group', 'Group');
const resourceServer = part('resource-server', 'ResourceServer');
const terms = part('terms', 'Terms');
const style = part('branding', 'ManagedLoginBranding');
const provider: TrackedResource = { ...part('identity-provider', 'IdentityProvider'), keepsSecrets: true };

const domain: TrackedResource = {
  kind: 'domain',
  subject: (input) => text(input, 'Domain'),
  look: async (ask, input) => {
    const description = member(await ask('DescribeUserPoolDomain', pick(input, 'Domain')), 'DomainDescription');
    return text(description, 'Domain') === '' ? undefined : description;
  },
};

/** A style with the app client that has it: its description does not name it, and bringing it back needs it. */
const branding: TrackedResource = {
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
      if (member(answer, 'ManagedLoginBranding')['ManagedLoginBrandingId'] === ManagedLoginBrandingId)
        return { ClientId };
    }
    if (listed?.['NextToken'] === undefined) return {};
    page = pick(listed, 'NextToken');
  }
}

const replicas: TrackedResource = {
  kind: 'user-pool',
  subject: (input) => text(input, 'UserPoolId'),
  look: readBy('ListUserPoolReplicas', (input) => pick(input, 'UserPoolId')),
};

const customization = setting('GetUICustomization', ['UserPoolId', 'ClientId'], 'UICustomization');

/** A logo stands in its address as it is: `data:image/png;base64,…`. */
const logoOf = (document: Values | undefined): Values => {
  const [, bytes] = text(document, 'ImageUrl').split(';base64,');
  return bytes === undefined ? {} : { ImageFile: bytes };
};

const tags = tagged('user-pool', RESOURCE_TAGS);

/** The operations on user pools that change configuration. Users, their factors and sessions are no configuration. */
export const userPoolsTracked: { readonly [O in OperationName<'cognito-idp'>]?: Tracked } = {
  CreateUserPool: tracked(pool, ({ after }) => [['DeleteUserPool', { UserPoolId: text(after, 'Id') }]]),
  UpdateUserPool: tracked(pool, ({ input, before }) => [
    [
      'UpdateUserPool',
      { ...takenBy(SERVICE, 'UpdateUserPool', before), PoolName: before?.['Name'], UserPoolId: input['UserPoolId'] },
    ],
  ]),
  AddCustomAttributes: tracked(pool, () => 'Attributes of a schema are never removed, as on AWS.'),
  DeleteUserPool: tracked(pool, () => 'A deleted pool cannot be brought back: its users went with it.'),
  SetUserPoolMfaConfig: tracked(setting('GetUserPoolMfaConfig', ['UserPoolId']), ({ input, before }) => [
    ['SetUserPoolMfaConfig', { ...takenBy(SERVICE, 'SetUserPoolMfaConfig', before), UserPoolId: input['UserPoolId'] }],
  ]),
  TagResource: tags,
  UntagResource: tags,

  CreateUserPoolClient: tracked(client, ({ input, after }) => [
    ['DeleteUserPoolClient', { UserPoolId: input['UserPoolId'], ClientId: text(after, 'ClientId') }],
  ]),
  UpdateUserPoolClient: tracked(client, ({ before }) => [
    ['UpdateUserPoolClient', takenBy(SERVICE, 'UpdateUserPoolClient', before)],
  ]),
  DeleteUserPoolClient: tracked(
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
  AddUserPoolClientSecret: tracked(clientSecrets, ({ input, before, after }) => {
    const ids = (document: Values | undefined): string[] =>
      ((document?.['ClientSecrets'] ?? []) as Values[]).map((secret) => text(secret, 'ClientSecretId'));
    const [added] = ids(after).filter((id) => !ids(before).includes(id));
    return [['DeleteUserPoolClientSecret', { ...pick(input, 'UserPoolId', 'ClientId'), ClientSecretId: added }]];
  }),
  DeleteUserPoolClientSecret: tracked(clientSecrets, () => 'A deleted secret is gone; add a new one.'),

  CreateGroup: tracked(group, ({ input }) => [['DeleteGroup', pick(input, 'UserPoolId', 'GroupName')]]),
  UpdateGroup: tracked(group, ({ before }) => [['UpdateGroup', takenBy(SERVICE, 'UpdateGroup', before)]]),
  DeleteGroup: tracked(group, ({ before }) => [['CreateGroup', takenBy(SERVICE, 'CreateGroup', before)]], MEMBERS),

  CreateResourceServer: tracked(resourceServer, ({ input }) => [
    ['DeleteResourceServer', pick(input, 'UserPoolId', 'Identifier')],
  ]),
  UpdateResourceServer: tracked(resourceServer, ({ before }) => [
    ['UpdateResourceServer', takenBy(SERVICE, 'UpdateResourceServer', before)],
  ]),
  DeleteResourceServer: tracked(resourceServer, ({ before }) => [
    ['CreateResourceServer', takenBy(SERVICE, 'CreateResourceServer', before)],
  ]),

  CreateUserPoolDomain: tracked(domain, ({ input }) => [['DeleteUserPoolDomain', pick(input, 'UserPoolId', 'Domain')]]),
  UpdateUserPoolDomain: tracked(domain, ({ before }) => [
    ['UpdateUserPoolDomain', takenBy(SERVICE, 'UpdateUserPoolDomain', before)],
  ]),
  DeleteUserPoolDomain: tracked(domain, ({ before }) => [
    ['CreateUserPoolDomain', takenBy(SERVICE, 'CreateUserPoolDomain', before)],
  ]),

  CreateIdentityProvider: tracked(provider, ({ input }) => [
    ['DeleteIdentityProvider', pick(input, 'UserPoolId', 'ProviderName')],
  ]),
  UpdateIdentityProvider: tracked(provider, ({ before }) => [
    ['UpdateIdentityProvider', takenBy(SERVICE, 'UpdateIdentityProvider', before)],
  ]),
  DeleteIdentityProvider: tracked(
    provider,
    ({ before }) => [['CreateIdentityProvider', takenBy(SERVICE, 'CreateIdentityProvider', before)]],
    'App clients that offered it must list it again.',
  ),

  CreateManagedLoginBranding: tracked(branding, ({ input, after }) => [
    [
      'DeleteManagedLoginBranding',
      { UserPoolId: input['UserPoolId'], ManagedLoginBrandingId: text(after, 'ManagedLoginBrandingId') },
    ],
  ]),
  UpdateManagedLoginBranding: tracked(branding, ({ before }) => [
    ['UpdateManagedLoginBranding', takenBy(SERVICE, 'UpdateManagedLoginBranding', before)],
  ]),
  DeleteManagedLoginBranding: tracked(
    branding,
    ({ before }) => [['CreateManagedLoginBranding', takenBy(SERVICE, 'CreateManagedLoginBranding', before)]],
    'The style gets a new id.',
  ),
  SetUICustomization: tracked(customization, ({ input, before, after }) =>
    text(before, 'ImageUrl') === '' && text(after, 'ImageUrl') !== ''
      ? 'A logo can be replaced and not taken away, as on AWS.'
      : [
          [
            'SetUICustomization',
            { ...pick(input, 'UserPoolId', 'ClientId'), CSS: text(before, 'CSS'), ...logoOf(before) },
          ],
        ],
  ),

  CreateTerms: tracked(terms, ({ input, after }) => [
    ['DeleteTerms', { UserPoolId: input['UserPoolId'], TermsId: text(after, 'TermsId') }],
  ]),
  UpdateTerms: tracked(terms, ({ before }) => [['UpdateTerms', takenBy(SERVICE, 'UpdateTerms', before)]]),
  DeleteTerms: tracked(
    terms,
    ({ before }) => [['CreateTerms', takenBy(SERVICE, 'CreateTerms', before)]],
    'The terms get a new id.',
  ),

  SetRiskConfiguration: tracked(
    setting('DescribeRiskConfiguration', ['UserPoolId', 'ClientId'], 'RiskConfiguration'),
    ({ input, before }) => [
      [
        'SetRiskConfiguration',
        { ...takenBy(SERVICE, 'SetRiskConfiguration', before), ...pick(input, 'UserPoolId', 'ClientId') },
      ],
    ],
  ),
  SetLogDeliveryConfiguration: tracked(
    setting('GetLogDeliveryConfiguration', ['UserPoolId'], 'LogDeliveryConfiguration'),
    ({ input, before }) => [
      [
        'SetLogDeliveryConfiguration',
        { UserPoolId: input['UserPoolId'], LogConfigurations: before?.['LogConfigurations'] ?? [] },
      ],
    ],
  ),
  SetUserPoolSessionConfiguration: tracked(
    setting('GetUserPoolSessionConfiguration', ['UserPoolId']),
    ({ input, before }) => [
      [
        'SetUserPoolSessionConfiguration',
        { ...takenBy(SERVICE, 'SetUserPoolSessionConfiguration', before), UserPoolId: input['UserPoolId'] },
      ],
    ],
  ),
  SetUserPoolClientSessionConfiguration: tracked(
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

  CreateUserPoolReplica: tracked(replicas, ({ input }) => [
    ['UpdateUserPoolReplica', { ...pick(input, 'UserPoolId', 'RegionName'), Status: 'INACTIVE' }],
    ['DeleteUserPoolReplica', pick(input, 'UserPoolId', 'RegionName')],
  ]),
  UpdateUserPoolReplica: tracked(replicas, ({ input, before }) => {
    const was = ((before?.['UserPoolReplicas'] ?? []) as Values[]).find(
      ({ RegionName }) => RegionName === input['RegionName'],
    );
    return [['UpdateUserPoolReplica', { ...pick(input, 'UserPoolId', 'RegionName'), Status: was?.['Status'] }]];
  }),
  DeleteUserPoolReplica: tracked(replicas, ({ input }) => [
    ['CreateUserPoolReplica', pick(input, 'UserPoolId', 'RegionName')],
  ]),
  UpdateProvisionedLimit: tracked(
    {
      kind: 'account',
      subject: (input) => JSON.stringify(input['LimitDefinition']),
      look: readBy('GetProvisionedLimit', (input) => pick(input, 'LimitDefinition'), 'Limit'),
    },
    ({ input, before }) => [
      [
        'UpdateProvisionedLimit',
        { ...pick(input, 'LimitDefinition'), RequestedLimitValue: before?.['ProvisionedLimitValue'] },
      ],
    ],
  ),
};
