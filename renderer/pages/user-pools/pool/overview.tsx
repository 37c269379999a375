import { Section } from '../../../parts/section.tsx';
import { SpaceBetween } from '@cloudscape-design/components';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { SnippetTabs } from '../../../parts/snippet-tabs.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { snippets } from './snippets.ts';
import { poolPath } from '../../../lib/paths.ts';

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** How many there are, as far as one page of AWS's list tells. */
function listed(items: readonly unknown[] | undefined, more: string | undefined): string {
  return items === undefined ? '…' : `${items.length}${more === undefined ? '' : '+'}`;
}

/** A pool at a glance: what it is called, where it is reached, how an application is set up for it. */
export function OverviewTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {}).output;
  const discovery = useCall('poolkeeper', 'GetOpenIdConfiguration', { PoolId: poolId });
  const clients = useCall('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId, MaxResults: 60 }).output;
  const groups = useCall('cognito-idp', 'ListGroups', { UserPoolId: poolId, Limit: 60 }).output;
  const endpoint = workspace?.endpoint ?? '';
  const issuer = text(discovery.output?.['issuer']);
  const jwksUri = `${endpoint}/${poolId}/.well-known/jwks.json`;
  return (
    <SpaceBetween size="l">
      <FaultAlert fault={discovery.fault} />
      <Section title="User pool" help={help.overview}>
        <KeyValues
          columns={3}
          items={[
            { label: 'User pool ID', value: poolId, copy: true },
            { label: 'ARN', value: pool.Arn, copy: true },
            { label: 'Feature plan', value: pool.UserPoolTier },
            {
              label: 'Users',
              value: <Go to={poolPath(poolId, 'users')}>{`${pool.EstimatedNumberOfUsers ?? 0}`}</Go>,
            },
            {
              label: 'Groups',
              value: <Go to={poolPath(poolId, 'groups')}>{listed(groups?.Groups, groups?.NextToken)}</Go>,
            },
            {
              label: 'App clients',
              value: (
                <Go to={poolPath(poolId, 'applications')}>{listed(clients?.UserPoolClients, clients?.NextToken)}</Go>
              ),
            },
            { label: 'Users sign in with', value: signInWords(pool) },
            { label: 'Created', value: <Time seconds={pool.CreationDate} absolute /> },
            { label: 'Last changed', value: <Time seconds={pool.LastModifiedDate} absolute /> },
          ]}
        />
      </Section>
      <Section title="Addresses">
        <KeyValues
          columns={2}
          items={[
            { label: 'Endpoint for SDKs and the AWS CLI', value: endpoint, copy: true },
            { label: 'Issuer (iss of its tokens)', value: issuer, copy: true },
            { label: 'Signing keys (JWKS)', value: jwksUri, copy: true },
            {
              label: 'OpenID Connect discovery',
              value: `${endpoint}/${poolId}/.well-known/openid-configuration`,
              copy: true,
            },
          ]}
        />
      </Section>
      <Section
        title="Set up an application"
        description={
          clients?.UserPoolClients?.[0] === undefined
            ? 'Create an app client and its ID stands here.'
            : `With the app client ${clients.UserPoolClients[0].ClientName ?? ''}.`
        }
      >
        <SnippetTabs
          label="Libraries"
          naming={(title) => `Configuration for ${title}`}
          snippets={snippets({
            endpoint,
            region: workspace?.settings.region ?? 'us-east-1',
            poolId,
            clientId: clients?.UserPoolClients?.[0]?.ClientId,
            issuer,
            jwksUri,
          })}
        />
      </Section>
    </SpaceBetween>
  );
}

/** How users of a pool name themselves, in words. */
export function signInWords(pool: UserPoolType): string {
  const named = (names: readonly string[]): string => names.map((name) => name.replaceAll('_', ' ')).join(' or ');
  if ((pool.UsernameAttributes ?? []).length > 0) return named(pool.UsernameAttributes ?? []);
  if ((pool.AliasAttributes ?? []).length > 0) return `username, or verified ${named(pool.AliasAttributes ?? [])}`;
  return 'username';
}
