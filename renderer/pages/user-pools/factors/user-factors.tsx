import { Button, Container, Header } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AuthFactorType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { useBuilt } from '../built.ts';

const NAMES: Readonly<Record<AuthFactorType, string>> = {
  PASSWORD: 'Password',
  EMAIL_OTP: 'Code by e-mail',
  SMS_OTP: 'Code by text message',
  WEB_AUTHN: 'Passkey',
  SOFTWARE_TOKEN: 'Authenticator app',
};
const SECOND: Readonly<Record<string, string>> = {
  SMS_MFA: 'Code by text message',
  EMAIL_OTP: 'Code by e-mail',
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
};

/** How a user can sign in at present. */
export function UserFactors({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const built = useBuilt();
  const user = { UserPoolId: pool.Id ?? '', Username: username };
  const ready = built('AdminGetUserAuthFactors');
  const { output, fault } = useCall('cognito-idp', 'AdminGetUserAuthFactors', user, { enabled: ready });
  const [asking, ask] = useState(false);
  const remove = useAction('cognito-idp', 'AdminDeleteSoftwareToken', {
    done: 'The authenticator app was removed.',
    onDone: () => ask(false),
  });
  if (!ready) return null;
  const configured = output?.ConfiguredUserAuthFactors ?? [];
  const second = output?.UserMFASettingList ?? [];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            configured.includes('SOFTWARE_TOKEN') &&
            built('AdminDeleteSoftwareToken') && <Button onClick={() => ask(true)}>Remove authenticator app</Button>
          }
        >
          Sign-in factors
        </Header>
      }
    >
      <FaultAlert fault={fault} />
      <KeyValues
        items={[
          { label: 'The user has', value: configured.map((factor) => NAMES[factor]).join(', ') || 'None' },
          {
            label: 'Second factors switched on',
            value: second.map((factor) => SECOND[factor] ?? factor).join(', ') || 'None',
          },
          {
            label: 'Preferred second factor',
            value: SECOND[output?.PreferredMfaSetting ?? ''] ?? output?.PreferredMfaSetting ?? 'None',
          },
        ]}
      />
      <ConfirmDelete
        visible={asking}
        title="Remove the authenticator app"
        consequences="The user can no longer sign in with the app's codes and may set up another one."
        action="Remove"
        running={remove.running}
        fault={remove.fault}
        onConfirm={() => void remove.run(user)}
        onCancel={() => ask(false)}
      />
    </Container>
  );
}
