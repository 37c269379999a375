import type { OperationName } from '../../../../shared/contract.ts';
import { by, follows, pick, RESOURCE_TAGS, tagged, text, type Followed, type Thing, type Values } from '../terms.ts';

const poolId = (input: Values, output: Values): string =>
  text(input, 'IdentityPoolId') || text(output, 'IdentityPoolId');

const pool: Thing = {
  kind: 'identity-pool',
  subject: poolId,
  look: by('DescribeIdentityPool', (input, output) => {
    const IdentityPoolId = poolId(input, output);
    return IdentityPoolId === '' ? undefined : { IdentityPoolId };
  }),
};

const tags = tagged('identity-pool', RESOURCE_TAGS);

/** The operations on identity pools that change configuration. Identities and their logins are no configuration. */
export const identityPoolsFollowed: { readonly [O in OperationName<'cognito-identity'>]?: Followed } = {
  CreateIdentityPool: follows(pool, ({ after }) => [['DeleteIdentityPool', pick(after, 'IdentityPoolId')]]),
  UpdateIdentityPool: follows(pool, ({ before }) => [['UpdateIdentityPool', { ...before }]]),
  DeleteIdentityPool: follows(
    pool,
    () => 'A deleted identity pool cannot be brought back: its identities went with it.',
  ),
  SetIdentityPoolRoles: follows(
    { ...pool, look: by('GetIdentityPoolRoles', (input) => pick(input, 'IdentityPoolId')) },
    ({ before }) => [['SetIdentityPoolRoles', { Roles: {}, ...before }]],
  ),
  SetPrincipalTagAttributeMap: follows(
    {
      ...pool,
      look: by('GetPrincipalTagAttributeMap', (input) => pick(input, 'IdentityPoolId', 'IdentityProviderName')),
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
