import { Button } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AuthFactorType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { cli } from '../../../lib/cli.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';

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
  const user = { UserPoolId: pool.Id ?? '', Username: username };
  const { output, fault } = useCall('cognito-idp', 'AdminGetUserAuthFactors', user);
  const [asking, ask] = useState(false);
  const configured = output?.ConfiguredUserAuthFactors ?? [];
  const second = output?.UserMFASettingList ?? [];
  return (
    <Section
      title="Sign-in factors"
      actions={
        configured.includes('SOFTWARE_TOKEN') && <Button onClick={() => ask(true)}>Remove authenticator app</Button>
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
      {asking && (
        <DeleteDialog
          title="Remove the authenticator app"
          consequences="The user can no longer sign in with the app's codes and may set up another one."
          action="Remove"
          calls={[cli('cognito-idp', 'AdminDeleteSoftwareToken', user)]}
          done="The authenticator app was removed."
          onClose={() => ask(false)}
        />
      )}
    </Section>
  );
}
