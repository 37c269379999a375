import { z } from 'zod';
import type { AdminGetUserResponse, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCalls } from '../../../client/calls.ts';
import { cli } from '../../../lib/cli.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { filled } from '../../../parts/draft.ts';
import { RadioField, useField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
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
  const user = { UserPoolId: props.pool.Id ?? '', Username: props.user.Username };
  switch (act) {
    case 'password':
      return <SetPassword {...props} />;
    case 'invite':
      return <InviteAgain {...props} />;
    case 'delete':
      return (
        <DeleteDialog
          title={`Delete user ${props.name}`}
          consequences="The user goes with all attributes and memberships, and the tokens are revoked. A user created later under the same name gets another sub."
          calls={[cli('cognito-idp', 'AdminDeleteUser', user)]}
          done={`User ${props.name} was deleted.`}
          onClose={props.onClose}
          onDone={onDeleted}
        />
      );
    default:
      return <SimpleAct {...props} act={act} />;
  }
}

const PASSWORD = z.object({ password: filled('Type a password.'), kind: z.string() });
const KINDS = [
  { value: 'permanent', label: 'Permanent', description: 'The user is confirmed and can sign in with it.' },
  { value: 'temporary', label: 'Temporary', description: 'The user must change it at the next sign-in.' },
] as const;

function SetPassword({ pool, user, name, onClose }: DialogProps) {
  const form = useDraft(PASSWORD, { password: '', kind: 'permanent' });
  const password = useField(form, 'password');
  return (
    <FormDialog
      title={`Set password of ${name}`}
      action="Set password"
      form={form}
      service="cognito-idp"
      operation="AdminSetUserPassword"
      input={(draft) => ({
        UserPoolId: pool.Id ?? '',
        Username: user.Username,
        Password: draft.password,
        Permanent: draft.kind === 'permanent',
      })}
      done={(_, { Permanent }) => `The ${Permanent === true ? 'permanent' : 'temporary'} password of ${name} was set.`}
      onClose={onClose}
    >
      <PasswordField pool={pool} {...password} />
      <RadioField form={form} name="kind" label="Kind" options={KINDS} />
    </FormDialog>
  );
}

/** AdminCreateUser with RESEND makes a new temporary password and sends it. */
function InviteAgain({ pool, user, name, onClose }: DialogProps) {
  const byMail = attribute(user.UserAttributes, 'email') !== undefined;
  const calls = [
    cli('cognito-idp', 'AdminCreateUser', {
      UserPoolId: pool.Id ?? '',
      Username: user.Username,
      MessageAction: 'RESEND',
      DesiredDeliveryMediums: [byMail ? 'EMAIL' : 'SMS'],
    }),
  ];
  const send = useCalls({
    done: `An invitation with a new temporary password for ${name} is in the outbox.`,
    onDone: onClose,
  });
  return (
    <ActionDialog
      title="Send invitation again"
      action="Send"
      running={send.running}
      fault={send.fault}
      calls={calls}
      onAct={() => void send.run(calls)}
      onClose={onClose}
    >
      <span>
        {name} gets a new temporary password by {byMail ? 'email' : 'SMS'}, into the outbox. The earlier one stops
        working.
      </span>
    </ActionDialog>
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
  const calls = [cli('cognito-idp', operation, { UserPoolId: pool.Id ?? '', Username: user.Username })];
  const { run, running, fault } = useCalls({ done: done(name), onDone: onClose });
  return (
    <ActionDialog
      title={`${title}: ${name}`}
      action={button}
      running={running}
      fault={fault}
      calls={calls}
      onAct={() => void run(calls)}
      onClose={onClose}
    >
      <span>{about}</span>
    </ActionDialog>
  );
}
