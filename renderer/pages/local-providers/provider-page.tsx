import { SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { listCrumb, listPath, pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { providerName } from '../../lib/iam-names.ts';
import { DetailPage } from '../../parts/detail-page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import type { Pair } from '../../parts/key-values.tsx';
import { Overview } from '../../parts/section.tsx';
import { DeleteLocalProvider } from './delete-provider.tsx';
import { IssueToken } from './issue-token.tsx';
import { People } from './people.tsx';
import { UseInPool } from './use-in-pool.tsx';
import { isNamed, KIND_WORDS, LOCAL_PROVIDERS_HELP } from './words.ts';

/** One local provider: what it is, who is in it, where it is used, and its tokens. */
export function LocalProviderPage() {
  const { name = '' } = useParams();
  const read = useCall('poolkeeper', 'ListLocalProviders', {});
  const localProvider = read.output?.localProviders.find((one) => one.name === name);
  return (
    <DetailPage
      title={name}
      crumbs={[listCrumb('local-provider')]}
      help={LOCAL_PROVIDERS_HELP}
      read={read}
      of={localProvider}
      missing={
        <Empty
          title={`There is no local provider ${name}`}
          action={<GoButton to={listPath('local-provider')}>All local providers</GoButton>}
        />
      }
      {...(localProvider === undefined
        ? {}
        : {
            description: `Takes the place of ${isNamed(localProvider.kind) ? 'a provider' : KIND_WORDS[localProvider.kind].title} on this machine.`,
            remove: (close: () => void, gone: () => void) => (
              <DeleteLocalProvider localProvider={localProvider} onClose={close} onDone={gone} />
            ),
          })}
    >
      {(provider) => <Parts key={name} localProvider={provider} />}
    </DetailPage>
  );
}

function Parts({ localProvider }: { readonly localProvider: LocalProvider }) {
  const [poolId, setPoolId] = useState('');
  const [appId, setAppId] = useState('my-app');
  return (
    <SpaceBetween size="l">
      <About localProvider={localProvider} />
      <People localProvider={localProvider} />
      <UseInPool localProvider={localProvider} poolId={poolId} onPool={setPoolId} appId={appId} onApp={setAppId} />
      <IssueToken localProvider={localProvider} poolId={poolId} appId={appId} />
    </SpaceBetween>
  );
}

function About({ localProvider }: { readonly localProvider: LocalProvider }) {
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
  return <Overview items={items} />;
}
