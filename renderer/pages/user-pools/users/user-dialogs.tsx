import { Box, Button, FormField, Modal, RadioGroup, SpaceBetween } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import type { AdminGetUserResponse, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { EngineFault } from '../../../lib/fault.ts';
import { useAction } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { attribute } from './attributes.ts';
import { PasswordField } from './password-field.tsx';

export type UserAct = 'password' | 'reset' | 'confirm' | 'invite' | 'sign-out' | 'disable' | 'enable' | 'delete';

type DialogProps = {
  readonly pool: UserPoolType;
  readonly user: AdminGetUserResponse;
  /** What the user is called on the page. */
  readonly name: string;
  readonly onClose: () => void;
};

/** The dialog of an act on one user: says what follows, asks, acts. */
export function UserDialog({
  act,
  onDeleted,
  ...props
}: DialogProps & { readonly act: UserAct; readonly onDeleted: () => void }) {
  switch (act) {
    case 'password':
      return <SetPassword {...props} />;
    case 'invite':
      return <InviteAgain {...props} />;
    case 'delete':
      return <DeleteUser {...props} onDeleted={onDeleted} />;
    default:
      return <SimpleAct {...props} act={act} />;
  }
}

/** A dialog with one primary button, the CLI line and the place for a refusal. */
function ActDialog({
  title,
  button,
  call,
  running,
  fault,
  ready = true,
  onAct,
  onClose,
  children,
}: {
  readonly title: string;
  readonly button: string;
  readonly call: CliCall;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  readonly ready?: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <CopyAsCli calls={[call]} />
            <Button variant="primary" disabled={!ready} loading={running} loadingText="Working" onClick={onAct}>
              {button}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !running) onAct();
        }}
      >
        <SpaceBetween size="m">
          <FaultAlert fault={fault} />
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function SetPassword({ pool, user, name, onClose }: DialogProps) {
  const [password, setPassword] = useState('');
  const [permanent, setPermanent] = useState(true);
  const action = useAction('cognito-idp', 'AdminSetUserPassword', {
    showsFault: true,
    done: `The ${permanent ? 'permanent' : 'temporary'} password of ${name} was set.`,
    onDone: onClose,
  });
  const input = { UserPoolId: pool.Id ?? '', Username: user.Username, Password: password, Permanent: permanent };
  return (
    <ActDialog
      title={`Set password of ${name}`}
      button="Set password"
      call={cli('cognito-idp', 'AdminSetUserPassword', input)}
      running={action.running}
      fault={action.fault}
      ready={password !== ''}
      onAct={() => void action.run(input)}
      onClose={onClose}
    >
      <PasswordField pool={pool} value={password} onChange={setPassword} />
      <FormField label="Kind">
        <RadioGroup
          ariaLabel="Kind of password"
          value={permanent ? 'permanent' : 'temporary'}
          items={[
            { value: 'permanent', label: 'Permanent', description: 'The user is confirmed and can sign in with it.' },
            { value: 'temporary', label: 'Temporary', description: 'The user must change it at the next sign-in.' },
          ]}
          onChange={({ detail }) => setPermanent(detail.value === 'permanent')}
        />
      </FormField>
    </ActDialog>
  );
}

/** AdminCreateUser with RESEND makes a new temporary password and sends it. */
function InviteAgain({ pool, user, name, onClose }: DialogProps) {
  const byMail = attribute(user.UserAttributes, 'email') !== undefined;
  const action = useAction('cognito-idp', 'AdminCreateUser', {
    showsFault: true,
    done: `An invitation with a new temporary password for ${name} is in the outbox.`,
    onDone: onClose,
  });
  const input = {
    UserPoolId: pool.Id ?? '',
    Username: user.Username,
    MessageAction: 'RESEND' as const,
    DesiredDeliveryMediums: [byMail ? ('EMAIL' as const) : ('SMS' as const)],
  };
  return (
    <ActDialog
      title="Send invitation again"
      button="Send"
      call={cli('cognito-idp', 'AdminCreateUser', input)}
      running={action.running}
      fault={action.fault}
      onAct={() => void action.run(input)}
      onClose={onClose}
    >
      <span>
        {name} gets a new temporary password by {byMail ? 'email' : 'SMS'}, into the outbox. The earlier one stops
        working.
      </span>
    </ActDialog>
  );
}

type SimpleActName = Exclude<UserAct, 'password' | 'invite' | 'delete'>;
type SimpleOperation =
  | 'AdminResetUserPassword'
  | 'AdminConfirmSignUp'
  | 'AdminUserGlobalSignOut'
  | 'AdminDisableUser'
  | 'AdminEnableUser';

const SIMPLE: Readonly<
  Record<
    SimpleActName,
    { operation: SimpleOperation; title: string; about: string; button: string; done: (name: string) => string }
  >
> = {
  reset: {
    operation: 'AdminResetUserPassword',
    title: 'Reset password',
    about: 'The password stops working. The user gets a code, into the outbox, and must set a new password with it.',
    button: 'Reset password',
    done: (name) => `The password of ${name} was reset.`,
  },
  confirm: {
    operation: 'AdminConfirmSignUp',
    title: 'Confirm account',
    about: 'The user can sign in without confirming the code. Email and phone number are not verified by this.',
    button: 'Confirm account',
    done: (name) => `The account of ${name} was confirmed.`,
  },
  'sign-out': {
    operation: 'AdminUserGlobalSignOut',
    title: 'Sign out everywhere',
    about:
      'All tokens of the user are revoked. Who checks tokens only by signature accepts access and ID tokens until they expire.',
    button: 'Sign out',
    done: (name) => `${name} was signed out everywhere.`,
  },
  disable: {
    operation: 'AdminDisableUser',
    title: 'Disable user',
    about:
      'The user cannot sign in any more, and all their tokens are revoked. Enabling the user again does not bring them back.',
    button: 'Disable',
    done: (name) => `${name} was disabled.`,
  },
  enable: {
    operation: 'AdminEnableUser',
    title: 'Enable user',
    about: 'The user can sign in again.',
    button: 'Enable',
    done: (name) => `${name} was enabled.`,
  },
};

function SimpleAct({ act, pool, user, name, onClose }: DialogProps & { readonly act: SimpleActName }) {
  const { operation, title, about, button, done } = SIMPLE[act];
  const action = useAction('cognito-idp', operation, { showsFault: true, done: done(name), onDone: onClose });
  const input = { UserPoolId: pool.Id ?? '', Username: user.Username };
  return (
    <ActDialog
      title={`${title}: ${name}`}
      button={button}
      call={cli('cognito-idp', operation, input)}
      running={action.running}
      fault={action.fault}
      onAct={() => void action.run(input)}
      onClose={onClose}
    >
      <span>{about}</span>
    </ActDialog>
  );
}

function DeleteUser({ pool, user, name, onClose, onDeleted }: DialogProps & { readonly onDeleted: () => void }) {
  const action = useAction('cognito-idp', 'AdminDeleteUser', {
    showsFault: true,
    done: `User ${name} was deleted.`,
    onDone: onDeleted,
  });
  const input = { UserPoolId: pool.Id ?? '', Username: user.Username };
  return (
    <ConfirmDelete
      visible
      title={`Delete user ${name}`}
      consequences="The user goes with all attributes and memberships, and the tokens are revoked. A user created later under the same name gets another sub."
      running={action.running}
      fault={action.fault}
      onConfirm={() => void action.run(input)}
      onCancel={onClose}
    >
      <CopyAsCli calls={[cli('cognito-idp', 'AdminDeleteUser', input)]} />
    </ConfirmDelete>
  );
}
