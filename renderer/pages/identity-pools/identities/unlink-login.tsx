import { Alert, Box, FormField, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { ActionDialog } from '../../../parts/action-dialog.tsx';

/** Takes a login away from an identity: a developer's user by name, any other by a token that proves it. */
export function UnlinkLogin(props: {
  readonly pool: IdentityPool;
  readonly identityId: string;
  readonly login: PoolIdentity['logins'][number];
  readonly onClose: () => void;
}) {
  return props.login.provider === props.pool.DeveloperProviderName ? (
    <UnlinkDeveloper {...props} />
  ) : (
    <UnlinkProven {...props} />
  );
}

type UnlinkProps = Parameters<typeof UnlinkLogin>[0];

function UnlinkDeveloper({ pool, identityId, login, onClose }: UnlinkProps) {
  const unlink = useAction('cognito-identity', 'UnlinkDeveloperIdentity', {
    showsFault: true,
    done: `User ${login.subject} was unlinked.`,
    onDone: onClose,
  });
  const input = {
    IdentityId: identityId,
    IdentityPoolId: pool.IdentityPoolId,
    DeveloperProviderName: login.provider,
    DeveloperUserIdentifier: login.subject,
  };
  return (
    <ActionDialog
      title={`Unlink ${login.subject}`}
      action="Unlink"
      ready
      running={unlink.running}
      fault={unlink.fault}
      calls={[cli('cognito-identity', 'UnlinkDeveloperIdentity', input)]}
      onAct={() => void unlink.run(input)}
      onClose={onClose}
    >
      <Box>
        When this user signs in again, they get another identity. An identity that loses its last login is disabled.
      </Box>
    </ActionDialog>
  );
}

function UnlinkProven({ identityId, login, onClose }: UnlinkProps) {
  const [token, setToken] = useState('');
  const unlink = useAction('cognito-identity', 'UnlinkIdentity', {
    showsFault: true,
    done: `The login of ${login.provider} was unlinked.`,
    onDone: onClose,
  });
  const input = { IdentityId: identityId, Logins: { [login.provider]: token }, LoginsToRemove: [login.provider] };
  return (
    <ActionDialog
      title={`Unlink ${login.provider}`}
      action="Unlink"
      ready={token !== ''}
      running={unlink.running}
      fault={unlink.fault}
      calls={[cli('cognito-identity', 'UnlinkIdentity', input)]}
      onAct={() => void unlink.run(input)}
      onClose={onClose}
    >
      <Alert type="info" statusIconAriaLabel="Info">
        AWS unlinks a login only for somebody who proves that it is theirs: with a valid token of the same login.
      </Alert>
      <FormField label="Token" description={`Of ${login.subject} at ${login.provider}.`} stretch>
        <Textarea
          value={token}
          rows={5}
          spellcheck={false}
          placeholder="eyJraWQiOi…"
          onChange={({ detail }) => setToken(detail.value.trim())}
        />
      </FormField>
    </ActionDialog>
  );
}
