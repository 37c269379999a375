import type { OperationName } from '../../../../shared/contract.ts';
import {
  readBy,
  tracked,
  pick,
  RESOURCE_TAGS,
  tagged,
  text,
  type Tracked,
  type TrackedResource,
  type Values,
} from '../terms.ts';

const poolId = (input: Values, output: Values): string =>
  text(input, 'IdentityPoolId') || text(output, 'IdentityPoolId');

const pool: TrackedResource = {
  kind: 'identity-pool',
  subject: poolId,
  look: readBy('DescribeIdentityPool', (input, output) => {
    const IdentityPoolId = poolId(input, output);
    return IdentityPoolId === '' ? undefined : { IdentityPoolId };
  }),
};

const tags = tagged('identity-pool', RESOURCE_TAGS);

/** The operations on identity pools that change configuration. Identities and their logins are no configuration. */
export const identityPoolsTracked: { readonly [O in OperationName<'cognito-identity'>]?: Tracked } = {
  CreateIdentityPool: tracked(pool, ({ after }) => [['DeleteIdentityPool', pick(after, 'IdentityPoolId')]]),
  UpdateIdentityPool: tracked(pool, ({ before }) => [['UpdateIdentityPool', { ...before }]]),
  DeleteIdentityPool: tracked(
    pool,
    () => 'A deleted identity pool cannot be brought back: its identities went with it.',
  ),
  SetIdentityPoolRoles: tracked(
    { ...pool, look: readBy('GetIdentityPoolRoles', (input) => pick(input, 'IdentityPoolId')) },
    ({ before }) => [['SetIdentityPoolRoles', { Roles: {}, ...before }]],
  ),
  SetPrincipalTagAttributeMap: tracked(
    {
      ...pool,
      look: readBy('GetPrincipalTagAttributeMap', (input) => pick(input, 'IdentityPoolId', 'IdentityProviderName')),
    },
    ({ input, before }) => [
      [
        'SetPrincipalTagAttributeMap',
        {
          ...pick(input, 'IdentityPoolId', 'IdentityProviderName'),
          ...pick(before, 'UseDefaults', 'PrincipalTags'),
        },
      ],
    ],
  ),
  TagResource: tags,
  UntagResource: tags,
};
