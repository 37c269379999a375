import { Box, Button, Container, ContentLayout, Header, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { Empty } from '../../parts/empty.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { KeyValues, type Pair } from '../../parts/key-values.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { providerName } from '../../lib/iam-names.ts';
import { DeleteLocalProvider } from './delete-provider.tsx';
import { IssueToken } from './issue-token.tsx';
import { People } from './people.tsx';
import { UseInPool } from './use-in-pool.tsx';
import { isNamed, KIND_WORDS, LOCAL_PROVIDERS_HELP } from './words.ts';
import { listPath, listCrumb } from '../../../shared/resources.ts';

const crumbs = [listCrumb('local-provider')];

/** One local provider: what it is, who is in it, where it is used, and its tokens. */
export function LocalProviderPage() {
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const { output, fault } = useCall('poolkeeper', 'ListLocalProviders', {});
  const [deleting, setDeleting] = useState(false);
  const localProvider = output?.localProviders.find((one) => one.name === name);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={name}
          crumbs={crumbs}
          help={LOCAL_PROVIDERS_HELP}
          {...(localProvider === undefined
            ? {}
            : {
                description: `Takes the place of ${isNamed(localProvider.kind) ? 'a provider' : KIND_WORDS[localProvider.kind].title} on this machine.`,
                actions: <Button onClick={() => setDeleting(true)}>Delete</Button>,
              })}
        />
      }
    >
      <FaultAlert fault={fault} />
      {output === undefined && fault === undefined && (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> Loading
        </Box>
      )}
      {output !== undefined && localProvider === undefined && (
        <Empty
          title={`There is no local provider ${name}`}
          action={<GoButton to={listPath('local-provider')}>All local providers</GoButton>}
        />
      )}
      {localProvider !== undefined && (
        <>
          <Parts key={name} localProvider={localProvider} />
          <DeleteLocalProvider
            localProvider={localProvider}
            visible={deleting}
            onClose={() => setDeleting(false)}
            onDeleted={() => void navigate(listPath('local-provider'))}
          />
        </>
      )}
    </ContentLayout>
  );
}

function Parts({ localProvider }: { readonly localProvider: LocalProvider }) {
  const [poolId, setPoolId] = useState('');
  const [appId, setAppId] = useState('my-app');
  return (
    <SpaceBetween size="l">
      <Overview localProvider={localProvider} />
      <People localProvider={localProvider} />
      <UseInPool localProvider={localProvider} poolId={poolId} onPool={setPoolId} appId={appId} onApp={setAppId} />
      <IssueToken localProvider={localProvider} poolId={poolId} appId={appId} />
    </SpaceBetween>
  );
}

function Overview({ localProvider }: { readonly localProvider: LocalProvider }) {
  const { kind, name, issuer, loginKey, providerArn } = localProvider;
  const endpoint = useCall('poolkeeper', 'DescribeWorkspace', {}).output?.endpoint ?? '';
  const address = `${endpoint}/_stand-in/${name}`;
  const items: Pair[] = [
    { label: 'Stands for', value: KIND_WORDS[kind].title },
    {
      label: 'Login key',
      value: loginKey ?? 'The ARN of IAM’s provider, once there is one',
      copy: loginKey !== undefined,
    },
    ...(issuer === undefined ? [] : [{ label: kind === 'saml' ? 'Entity ID' : 'Issuer', value: issuer, copy: true }]),
    ...(kind === 'saml' ? [{ label: 'Metadata', value: `${address}/metadata`, copy: true }] : []),
    ...(kind === 'google' || kind === 'apple' || kind === 'oidc'
      ? [
          { label: 'Discovery', value: `${address}/.well-known/openid-configuration`, copy: true },
          { label: 'Key set', value: `${address}/jwks`, copy: true },
        ]
      : []),
    ...(kind === 'oidc' || kind === 'saml'
      ? [
          {
            label: 'Provider in IAM',
            value:
              providerArn === undefined ? (
                'None yet'
              ) : (
                <Go to={pagePath('oidc-provider', providerArn)}>{providerName(providerArn)}</Go>
              ),
          },
        ]
      : []),
  ];
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValues items={items} />
    </Container>
  );
}
