import { StatusIndicator, type StatusIndicatorProps } from '@cloudscape-design/components';
import type { UserStatusType } from '../../../../shared/aws/types/cognito-idp.ts';

type Look = { readonly type: StatusIndicatorProps.Type; readonly text: string; readonly next: string };

const LOOKS: Readonly<Record<UserStatusType, Look>> = {
  CONFIRMED: { type: 'success', text: 'Confirmed', next: 'Can sign in.' },
  UNCONFIRMED: { type: 'pending', text: 'Unconfirmed', next: 'Signed up and has not confirmed the code yet.' },
  FORCE_CHANGE_PASSWORD: {
    type: 'warning',
    text: 'Force change password',
    next: 'Must choose a new password at the first sign-in.',
  },
  RESET_REQUIRED: {
    type: 'warning',
    text: 'Reset required',
    next: 'Must set a new password with a code before signing in.',
  },
  EXTERNAL_PROVIDER: { type: 'info', text: 'External provider', next: 'Signs in with another identity provider.' },
  ARCHIVED: { type: 'stopped', text: 'Archived', next: 'Not in use any more.' },
  COMPROMISED: { type: 'error', text: 'Compromised', next: 'Not in use any more.' },
  UNKNOWN: { type: 'stopped', text: 'Unknown', next: 'Not in use any more.' },
};

/** A user's status as icon and words; the meaning on hover. */
export function UserStatus({ status }: { readonly status: UserStatusType | undefined }) {
  if (status === undefined) return <>-</>;
  const { type, text, next } = LOOKS[status];
  return (
    <span title={next}>
      <StatusIndicator type={type}>{text}</StatusIndicator>
    </span>
  );
}

/** What a status means for the next sign-in, one sentence. */
export function statusMeaning(status: UserStatusType | undefined): string {
  return status === undefined ? '' : LOOKS[status].next;
}

/** Whether the user may sign in at all: a flag apart from the status. */
export function Enabled({ enabled }: { readonly enabled: boolean | undefined }) {
  return enabled === false ? (
    <StatusIndicator type="stopped">Disabled</StatusIndicator>
  ) : (
    <StatusIndicator type="success">Enabled</StatusIndicator>
  );
}
