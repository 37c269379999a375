import { Checkbox, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { useCall } from '../../../client/hooks.ts';
import { queryClient } from '../../../client/queries.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { flash } from '../../../state/flash.ts';
import { counted } from '../../../lib/iam-paths.ts';

/**
 * Asks, then deletes a user.
 *
 * IAM refuses to delete a user that still has keys or policies (`DeleteConflict`): the dialog says what is in the
 * way, and takes it away first where it is told to.
 */
export function DeleteUser({
  userName,
  visible,
  onClose,
  onDeleted,
}: {
  readonly userName: string;
  readonly visible: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const first = useInTheWay(userName, visible);
  const [clearing, setClearing] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const calls = [...(clearing ? first.calls : []), cli('iam', 'DeleteUser', { UserName: userName })];
  const remove = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      for (const { service, operation, input } of calls) await call(service, operation as never, input as never);
      flash.success(`IAM user ${userName} deleted.`);
      onClose();
      onDeleted();
    } catch (error) {
      setFault(asFault(error));
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['iam'] });
      setRunning(false);
    }
  };
  return (
    <ConfirmDelete
      visible={visible}
      title={`Delete IAM user ${userName}`}
      consequences="The user is gone for good, and so is whatever signs with its access keys. A new user of the same name is somebody else: policies that name this one no longer fit."
      running={running}
      fault={fault}
      onConfirm={() => void remove()}
      onCancel={() => {
        setFault(undefined);
        onClose();
      }}
    >
      <SpaceBetween size="s">
        {first.calls.length > 0 && (
          <Checkbox
            checked={clearing}
            onChange={({ detail }) => setClearing(detail.checked)}
            description="IAM refuses to delete a user that still has them (DeleteConflict)."
          >
            Take away first: {first.words}
          </Checkbox>
        )}
        <CopyAsCli calls={calls} />
      </SpaceBetween>
    </ConfirmDelete>
  );
}

/** What a user has that has to go before it, in words and as calls. */
function useInTheWay(
  UserName: string,
  enabled: boolean,
): { readonly words: string; readonly calls: readonly CliCall[] } {
  const keys = useCall('iam', 'ListAccessKeys', { UserName }, { enabled }).output?.AccessKeyMetadata ?? [];
  const inline = useCall('iam', 'ListUserPolicies', { UserName }, { enabled }).output?.PolicyNames ?? [];
  const attached = useCall('iam', 'ListAttachedUserPolicies', { UserName }, { enabled }).output?.AttachedPolicies ?? [];
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
