import { pagePath } from '../../../../shared/resources.ts';
import { Box, SpaceBetween } from '@cloudscape-design/components';
import { useCall } from '../../../client/hooks.ts';
import { Go } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';

/** The identity pools and roles that name a provider, with links. */
export function UsedBy({ arn }: { readonly arn: string }) {
  const { output } = useCall('poolkeeper', 'ListProviderUse', { ProviderArn: arn });
  if (output === undefined) return null;
  const { identityPools, roles } = output;
  if (identityPools.length + roles.length === 0)
    return (
      <Box color="text-body-secondary">
        Nothing uses it yet. Add it to an identity pool, or name its ARN as Federated principal in the trust policy of a
        role.
      </Box>
    );
  return (
    <KeyValues
      columns={2}
      items={[
        {
          label: 'Identity pools',
          value:
            identityPools.length === 0 ? undefined : (
              <Links links={identityPools.map(({ id, name }) => [pagePath('identity-pool', id), name])} />
            ),
        },
        {
          label: 'Roles that trust it',
          value:
            roles.length === 0 ? undefined : <Links links={roles.map(({ name }) => [pagePath('role', name), name])} />,
        },
      ]}
    />
  );
}

function Links({ links }: { readonly links: readonly (readonly [to: string, text: string])[] }) {
  return (
    <SpaceBetween size="xxs">
      {links.map(([to, text]) => (
        <Go key={to} to={to}>
          {text}
        </Go>
      ))}
    </SpaceBetween>
  );
}
