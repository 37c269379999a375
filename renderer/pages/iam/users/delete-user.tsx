import { Checkbox } from '@cloudscape-design/components';
import { useState } from 'react';
import { useCall } from '../../../client/hooks.ts';
import { counted } from '../../../lib/words.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';

/**
 * Asks, then deletes a user.
 *
 * IAM refuses to delete a user that still has keys or policies (`DeleteConflict`): the dialog says what is in the
 * way, and takes it away first where it is told to.
 */
export function DeleteUser({ userName, onClose, onDone }: Closing & { readonly userName: string }) {
  const first = useInTheWay(userName);
  const [clearing, setClearing] = useState(false);
  return (
    <DeleteDialog
      title={`Delete IAM user ${userName}`}
      consequences="The user is gone for good, and so is whatever signs with its access keys. A new user of the same name is somebody else: policies that name this one no longer fit."
      calls={[...(clearing ? first.calls : []), cli('iam', 'DeleteUser', { UserName: userName })]}
      done={`IAM user ${userName} deleted.`}
      onClose={onClose}
      onDone={onDone}
    >
      {first.calls.length > 0 && (
        <Checkbox
          checked={clearing}
          onChange={({ detail }) => setClearing(detail.checked)}
          description="IAM refuses to delete a user that still has them (DeleteConflict)."
        >
          Take away first: {first.words}
        </Checkbox>
      )}
    </DeleteDialog>
  );
}

/** What a user has that has to go before it, in words and as calls. */
function useInTheWay(UserName: string): { readonly words: string; readonly calls: readonly CliCall[] } {
  const keys = useCall('iam', 'ListAccessKeys', { UserName }).output?.AccessKeyMetadata ?? [];
  const inline = useCall('iam', 'ListUserPolicies', { UserName }).output?.PolicyNames ?? [];
  const attached = useCall('iam', 'ListAttachedUserPolicies', { UserName }).output?.AttachedPolicies ?? [];
  const words = [
    keys.length > 0 ? counted(keys.length, 'access key') : '',
    inline.length > 0 ? counted(inline.length, 'inline policy', 'inline policies') : '',
    attached.length > 0 ? counted(attached.length, 'attached policy', 'attached policies') : '',
  ];
  return {
    words: words.filter((word) => word !== '').join(', '),
    calls: [
      ...keys.map(({ AccessKeyId = '' }) => cli('iam', 'DeleteAccessKey', { UserName, AccessKeyId })),
      ...inline.map((PolicyName) => cli('iam', 'DeleteUserPolicy', { UserName, PolicyName })),
      ...attached.map(({ PolicyArn = '' }) => cli('iam', 'DetachUserPolicy', { UserName, PolicyArn })),
    ],
  };
}
