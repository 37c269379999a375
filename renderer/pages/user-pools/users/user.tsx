import { Button, ButtonDropdown, ContentLayout, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { AdminGetUserResponse, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { usePaletteActions } from '../../../state/palette.ts';
import { explainerPath } from '../../../lib/explainer-path.ts';
import { GoButton } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { attribute } from './attributes.ts';
import { UserEvents, UserSessions } from '../security/user-history.tsx';
import { UserDevices } from '../factors/user-devices.tsx';
import { UserFactors } from '../factors/user-factors.tsx';
import { UserPasskeys } from '../factors/user-passkeys.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { UserAttributes } from './user-attributes.tsx';
import { UserDialog, type UserAct } from './user-dialogs.tsx';
import { UserGroups } from './user-groups.tsx';
import { UserCalls, UserMessages } from './user-records.tsx';
import { Enabled, statusMeaning, UserStatus } from './user-status.tsx';
import { shownName } from './users.tsx';
import { poolPath } from '../../../lib/paths.ts';

/** One user: who they are, what they may do, what happened to them. */
export function UserPage() {
  const { username = '' } = useParams();
  const { poolId, pool, read } = usePool();
  const described = useCall('cognito-idp', 'AdminGetUser', { UserPoolId: poolId, Username: username });
  if (pool === undefined) return <PoolGate read={read} title="User" />;
  if (described.output === undefined) return <PoolGate read={described} title="User" />;
  return <UserView key={described.output.Username} pool={pool} user={described.output} />;
}

function UserView({ pool, user }: { readonly pool: UserPoolType; readonly user: AdminGetUserResponse }) {
  const navigate = useNavigate();
  const [act, setAct] = useState<UserAct>();
  const poolId = pool.Id ?? '';
  const name = shownName({ Username: user.Username, Attributes: user.UserAttributes }, pool);
  const acts: readonly { readonly id: UserAct; readonly text: string; readonly shown: boolean }[] = [
    { id: 'reset', text: 'Reset password', shown: true },
    { id: 'confirm', text: 'Confirm account', shown: user.UserStatus === 'UNCONFIRMED' },
    { id: 'invite', text: 'Send invitation again', shown: user.UserStatus === 'FORCE_CHANGE_PASSWORD' },
    { id: 'sign-out', text: 'Sign out everywhere', shown: true },
    { id: 'disable', text: 'Disable', shown: user.Enabled !== false },
    { id: 'enable', text: 'Enable', shown: user.Enabled === false },
    { id: 'delete', text: 'Delete', shown: true },
  ];
  usePaletteActions('This user', [
    { id: 'set-password', title: 'Set password of this user', run: () => setAct('password') },
  ]);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={name}
          crumbs={poolCrumbs(pool, 'users')}
          help={help.users}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <GoButton to={explainerPath({ who: 'user', userPool: poolId, user: user.Username })}>
                Explain access
              </GoButton>
              <Button onClick={() => setAct('password')}>Set password</Button>
              <ButtonDropdown
                expandToViewport
                items={acts.filter(({ shown }) => shown).map(({ id, text }) => ({ id, text }))}
                onItemClick={({ detail }) => setAct(acts.find(({ id }) => id === detail.id)?.id)}
              >
                Actions
              </ButtonDropdown>
            </SpaceBetween>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <Section title="User">
          <KeyValues
            items={[
              { label: 'Username', value: user.Username, copy: true },
              { label: 'sub', value: attribute(user.UserAttributes, 'sub'), copy: true },
              { label: 'Enabled', value: <Enabled enabled={user.Enabled} /> },
              { label: 'Status', value: <UserStatus status={user.UserStatus} /> },
              { label: 'What the status means', value: statusMeaning(user.UserStatus) },
              { label: 'Created', value: <Time seconds={user.UserCreateDate} absolute /> },
              { label: 'Last changed', value: <Time seconds={user.UserLastModifiedDate} absolute /> },
            ]}
          />
        </Section>
        <UserAttributes pool={pool} user={user} />
        <UserGroups pool={pool} username={user.Username} />
        <UserFactors pool={pool} username={user.Username} />
        <UserDevices pool={pool} username={user.Username} />
        <UserPasskeys pool={pool} username={user.Username} />
        <UserSessions pool={pool} username={user.Username} />
        <UserEvents pool={pool} username={user.Username} />
        <UserMessages poolId={poolId} username={user.Username} />
        <UserCalls poolId={poolId} user={user} />
      </SpaceBetween>
      {act !== undefined && (
        <UserDialog
          act={act}
          pool={pool}
          user={user}
          name={name}
          onClose={() => setAct(undefined)}
          onDeleted={() => void navigate(poolPath(poolId, 'users'))}
        />
      )}
    </ContentLayout>
  );
}
