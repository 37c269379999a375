import { Box, Button, Container, ContentLayout, Header, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { StandIn } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { Empty } from '../../parts/empty.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { KeyValues, type Pair } from '../../parts/key-values.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { iamPaths, providerName } from '../../lib/iam-paths.ts';
import { DeleteStandIn } from './delete-provider.tsx';
import { IssueToken } from './issue-token.tsx';
import { People } from './people.tsx';
import { UseInPool } from './use-in-pool.tsx';
import { isNamed, KIND_WORDS, STAND_INS_HELP, standInPaths } from './words.ts';

const crumbs = [{ text: 'Stand-ins', href: standInPaths.list }];

/** One stand-in: what it is, who is in it, where it is used, and its tokens. */
export function StandInPage() {
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const { output, fault } = useCall('poolkeeper', 'ListStandIns', {});
  const [deleting, setDeleting] = useState(false);
  const standIn = output?.standIns.find((one) => one.name === name);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={name}
          crumbs={crumbs}
          help={STAND_INS_HELP}
          {...(standIn === undefined
            ? {}
            : {
                description: `Takes the place of ${isNamed(standIn.kind) ? 'a provider' : KIND_WORDS[standIn.kind].title} on this machine.`,
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
      {output !== undefined && standIn === undefined && (
        <Empty
          title={`There is no stand-in ${name}`}
          action={<GoButton to={standInPaths.list}>All stand-ins</GoButton>}
        />
      )}
      {standIn !== undefined && (
        <>
          <Parts key={name} standIn={standIn} />
          <DeleteStandIn
            standIn={standIn}
            visible={deleting}
            onClose={() => setDeleting(false)}
            onDeleted={() => void navigate(standInPaths.list)}
          />
        </>
      )}
    </ContentLayout>
  );
}

function Parts({ standIn }: { readonly standIn: StandIn }) {
  const [poolId, setPoolId] = useState('');
  const [appId, setAppId] = useState('my-app');
  return (
    <SpaceBetween size="l">
      <Overview standIn={standIn} />
      <People standIn={standIn} />
      <UseInPool standIn={standIn} poolId={poolId} onPool={setPoolId} appId={appId} onApp={setAppId} />
      <IssueToken standIn={standIn} poolId={poolId} appId={appId} />
    </SpaceBetween>
  );
}

function Overview({ standIn }: { readonly standIn: StandIn }) {
  const { kind, name, issuer, loginKey, providerArn } = standIn;
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
                <Go to={iamPaths.provider(providerArn)}>{providerName(providerArn)}</Go>
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
