import { Box, Button, SpaceBetween, StatusIndicator, Table } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Time } from '../../../parts/time.tsx';
import { DeleteIdentities } from './delete-identities.tsx';
import { IdentityCredentials } from './identity-credentials.tsx';
import { MergeIdentities } from './merge-identities.tsx';
import { loginOf, providersOf, titleOf, userPoolOf } from '../providers/providers.ts';
import { UnlinkLogin } from './unlink-login.tsx';
import { pagePath } from '../../../../shared/resources.ts';

type Login = PoolIdentity['logins'][number];
type Dialog = 'delete' | 'merge' | 'credentials' | { readonly unlink: Login };

/** One identity: its logins, its state, and what can be done with it. */
export function IdentityPanel({
  pool,
  identityId,
  onGone,
}: {
  readonly pool: IdentityPool;
  readonly identityId: string;
  readonly onGone: () => void;
}) {
  const { IdentityPoolId } = pool;
  const [dialog, setDialog] = useState<Dialog>();
  const { output, fault } = useCall('poolkeeper', 'FindIdentities', {
    IdentityPoolId,
    IdPrefix: identityId,
    Limit: 1,
  });
  const identity = output?.identities.find((one) => one.identityId === identityId);
  if (output !== undefined && identity === undefined) return <Box>The pool has no identity {identityId} any more.</Box>;
  if (identity === undefined) return <FaultAlert fault={fault} />;
  const developer = pool.DeveloperProviderName;
  const close = (): void => setDialog(undefined);
  return (
    <SpaceBetween size="l">
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={!identity.enabled} onClick={() => setDialog('credentials')}>
          Get credentials
        </Button>
        {identity.logins.some(({ provider }) => provider === developer) && (
          <Button onClick={() => setDialog('merge')}>Merge</Button>
        )}
        <Button onClick={() => setDialog('delete')}>Delete</Button>
        <CopyAsCli calls={[cli('cognito-identity', 'DescribeIdentity', { IdentityId: identityId })]} />
      </SpaceBetween>
      <KeyValues
        columns={2}
        items={[
          { label: 'Identity ID', value: identityId, copy: true },
          {
            label: 'State',
            value: identity.enabled ? (
              <StatusIndicator>Enabled</StatusIndicator>
            ) : (
              <StatusIndicator type="stopped">Disabled: merged into another, or without its last user</StatusIndicator>
            ),
          },
          { label: 'Created', value: <Time at={identity.createdAt} absolute /> },
          { label: 'Last modified', value: <Time at={identity.modifiedAt} absolute /> },
        ]}
      />
      <Logins pool={pool} identity={identity} onUnlink={(unlink) => setDialog({ unlink })} />
      {dialog === 'delete' && <DeleteIdentities ids={[identityId]} onClose={close} onDone={onGone} />}
      {dialog === 'credentials' && <IdentityCredentials pool={pool} identity={identity} onClose={close} />}
      {dialog === 'merge' && <MergeIdentities pool={pool} identity={identity} onClose={close} />}
      {typeof dialog === 'object' && (
        <UnlinkLogin pool={pool} identityId={identityId} login={dialog.unlink} onClose={close} />
      )}
    </SpaceBetween>
  );
}

function Logins({
  pool,
  identity,
  onUnlink,
}: {
  readonly pool: IdentityPool;
  readonly identity: PoolIdentity;
  readonly onUnlink: (login: Login) => void;
}) {
  const title = (key: string): string => {
    const provider = providersOf(pool).find((one) => loginOf(one) === key);
    return provider === undefined ? `${key} (no provider of the pool any more)` : titleOf(provider);
  };
  return (
    <Table<Login>
      variant="embedded"
      wrapLines
      items={[...identity.logins]}
      trackBy={({ provider, subject }) => `${provider} ${subject}`}
      ariaLabels={{ tableLabel: 'Logins' }}
      header={<Box variant="h3">Logins</Box>}
      empty={identity.enabled ? 'None: a guest.' : 'None any more.'}
      columnDefinitions={[
        {
          id: 'provider',
          header: 'Provider',
          cell: ({ provider }) => title(provider),
          isRowHeader: true,
          minWidth: 140,
        },
        { id: 'subject', header: 'User', minWidth: 150, cell: (login) => <Subject login={login} /> },
        {
          id: 'actions',
          header: 'Actions',
          minWidth: 100,
          cell: (login) => (
            <Button
              variant="inline-link"
              ariaLabel={`Unlink ${title(login.provider)} ${login.subject}`}
              onClick={() => onUnlink(login)}
            >
              Unlink
            </Button>
          ),
        },
      ]}
    />
  );
}

/** A user at a provider; of a user pool with a link to their page. */
function Subject({ login: { provider, subject } }: { readonly login: Login }) {
  if (!provider.startsWith('cognito-idp.')) return <span className="pk-mono pk-wrap">{subject}</span>;
  return <Go to={pagePath('user', userPoolOf(provider), subject)}>{subject}</Go>;
}
