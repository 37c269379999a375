import { Box, Button, ColumnLayout, FormField, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { call } from '../../client/client.ts';
import { asFault, type EngineFault } from '../../lib/fault.ts';
import { useCall } from '../../client/hooks.ts';
import { queryClient } from '../../client/queries.ts';
import { CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { flash } from '../../state/flash.ts';
import { PoolSelect } from './pool-select.tsx';
import { setUpCalls, stepWords, type SetUp } from './set-up.ts';
import { pagePath } from '../../../shared/resources.ts';
import { LabelledInput } from '../../parts/labelled.tsx';
import { Section } from '../../parts/section.tsx';

/** Sets a local provider up as a provider of an identity pool, in one act. */
export function UseInPool({
  localProvider,
  poolId,
  onPool,
  appId,
  onApp,
}: {
  readonly localProvider: LocalProvider;
  readonly poolId: string;
  readonly onPool: (id: string) => void;
  readonly appId: string;
  readonly onApp: (id: string) => void;
}) {
  const saml = localProvider.kind === 'saml';
  return (
    <Section
      title="Use in an identity pool"
      description="Makes the pool take this provider’s tokens. Roles and role mapping are chosen on the pool’s page."
    >
      <ColumnLayout columns={3}>
        <FormField label="Identity pool">
          <PoolSelect value={poolId} onChange={onPool} />
        </FormField>
        {!saml && (
          <LabelledInput
            label="App ID"
            constraint="As the provider knows your app."
            value={appId}
            onChange={onApp}
            trim
          />
        )}
      </ColumnLayout>
      {poolId !== '' && <Steps key={poolId} localProvider={localProvider} poolId={poolId} appId={appId} />}
    </Section>
  );
}

/** Everything that the set-up is made of, read and kept current. */
function useSetUp(localProvider: LocalProvider, IdentityPoolId: string, appId: string): SetUp | undefined {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {}).output;
  const pool = useCall('cognito-identity', 'DescribeIdentityPool', { IdentityPoolId }).output;
  const oidc = localProvider.kind === 'oidc' && localProvider.providerArn !== undefined;
  const provider = useCall(
    'iam',
    'GetOpenIDConnectProvider',
    { OpenIDConnectProviderArn: localProvider.providerArn ?? '' },
    { enabled: oidc },
  ).output;
  const saml = localProvider.kind === 'saml';
  const metadata = useCall(
    'poolkeeper',
    'GetLocalProviderDocument',
    { LocalProvider: localProvider.name, Document: 'metadata' },
    { enabled: saml },
  ).output;
  const stored = useCall(
    'iam',
    'GetSAMLProvider',
    { SAMLProviderArn: localProvider.providerArn ?? '' },
    { enabled: saml && localProvider.providerArn !== undefined },
  ).output;
  if (workspace === undefined || pool === undefined) return undefined;
  if (saml && localProvider.providerArn !== undefined && stored === undefined) return undefined;
  if ((oidc && provider === undefined) || (saml && metadata === undefined)) return undefined;
  return {
    localProvider,
    pool: pool as IdentityPool,
    appId,
    account: workspace.settings.account,
    ...(provider?.ClientIDList === undefined ? {} : { clientIds: provider.ClientIDList }),
    ...(metadata === undefined ? {} : { metadata: metadata.body }),
    ...(stored?.SAMLMetadataDocument === undefined ? {} : { storedMetadata: stored.SAMLMetadataDocument }),
  };
}

function Steps(props: { readonly localProvider: LocalProvider; readonly poolId: string; readonly appId: string }) {
  const { localProvider, poolId, appId } = props;
  const setUp = useSetUp(localProvider, poolId, appId);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  if (setUp === undefined) return <StatusIndicator type="loading">Reading the identity pool</StatusIndicator>;
  const link = <Go to={pagePath('identity-pool', poolId)}>{setUp.pool.IdentityPoolName}</Go>;
  if (localProvider.kind !== 'saml' && appId === '')
    return (
      <StatusIndicator type="info">Give the app’s ID first: the pool takes tokens of this app only.</StatusIndicator>
    );
  const calls = setUpCalls(setUp);
  if (calls.length === 0)
    return (
      <StatusIndicator type="success">
        {link} takes logins of {localProvider.name}.
      </StatusIndicator>
    );
  const run = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      for (const { service, operation, input } of calls) await call(service, operation as never, input as never);
      flash.success(`${setUp.pool.IdentityPoolName} takes logins of ${localProvider.name}.`);
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
      void queryClient.invalidateQueries();
    }
  };
  return (
    <SpaceBetween size="s">
      <FaultAlert fault={fault} />
      <Box>
        <ol>
          {calls.map((one) => (
            <li key={one.operation}>{stepWords(one)}</li>
          ))}
        </ol>
      </Box>
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" loading={running} onClick={() => void run()}>
          Set up
        </Button>
        <CopyAsCli calls={calls} />
      </SpaceBetween>
    </SpaceBetween>
  );
}
