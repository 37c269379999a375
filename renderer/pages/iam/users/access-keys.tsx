import { Alert, Box, Button, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AccessKeyMetadata } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { SECRET, type NewKey } from './credentials.ts';
import { NewKeyDialog } from './new-key.tsx';
import { UseIt } from './use-it.tsx';

/** IAM lets a user have two, so that one can be changed while the other works. */
const MAX_ACCESS_KEYS = 2;

/** The access keys of a user: made, switched off, deleted, and how they are used. */
export function AccessKeys({ userName: UserName }: { readonly userName: string }) {
  const keys = useList('iam', 'ListAccessKeys', { UserName }, 'AccessKeyMetadata');
  const [made, setMade] = useState<NewKey>();
  const create = useAction('iam', 'CreateAccessKey', {
    onDone: ({ AccessKey }) => setMade({ id: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey }),
  });
  const update = useAction('iam', 'UpdateAccessKey', {
    done: (_, { Status }) => (Status === 'Active' ? 'Access key activated.' : 'Access key deactivated.'),
  });
  return (
    <SpaceBetween size="l">
      <StrictMode />
      <ResourceList
        id="access-keys"
        title="Access keys"
        description="At most two, so that one can be changed while the other works."
        list={keys}
        filterable={false}
        keyOf={({ AccessKeyId = '' }) => AccessKeyId}
        columns={[
          {
            id: 'id',
            header: 'Access key ID',
            value: ({ AccessKeyId }) => AccessKeyId,
            cell: ({ AccessKeyId = '' }) => <Copy value={AccessKeyId} what="access key ID" />,
            isRowHeader: true,
          },
          {
            id: 'status',
            header: 'Status',
            value: ({ Status }) => Status,
            cell: ({ Status }) => (
              <StatusIndicator type={Status === 'Active' ? 'success' : 'stopped'}>{Status}</StatusIndicator>
            ),
          },
          {
            id: 'used',
            header: 'Last used',
            value: () => undefined,
            cell: ({ AccessKeyId = '' }) => <LastUsed accessKeyId={AccessKeyId} />,
            sort: false,
          },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreateDate }) => CreateDate,
            cell: ({ CreateDate }) => <Time seconds={CreateDate} />,
          },
        ]}
        actions={([key]) => (
          <>
            <CopyAsCli
              calls={
                key === undefined
                  ? [cli('iam', 'CreateAccessKey', { UserName })]
                  : [cli('iam', 'UpdateAccessKey', switched(UserName, key))]
              }
            />
            <Button
              disabled={key === undefined}
              loading={update.running}
              onClick={() => key !== undefined && void update.run(switched(UserName, key))}
            >
              {key?.Status === 'Inactive' ? 'Activate' : 'Deactivate'}
            </Button>
          </>
        )}
        remove={([key], close) => <DeleteKey userName={UserName} id={key?.AccessKeyId ?? ''} onClose={close} />}
        create={{
          text: 'Create access key',
          running: create.running,
          run: () => void create.run({ UserName }),
          blocked:
            (keys.items?.length ?? 0) >= MAX_ACCESS_KEYS
              ? 'A user has two access keys at most. Delete one first.'
              : undefined,
        }}
        empty={{
          title: 'No access keys',
          text: 'With a key the AWS CLI, an SDK or a script signs its requests as this user.',
        }}
      >
        {([key = keys.items?.[0]]) =>
          made === undefined &&
          key !== undefined && <UseIt userName={UserName} pair={{ id: key.AccessKeyId ?? '', secret: SECRET }} />
        }
      </ResourceList>
      {made !== undefined && <NewKeyDialog userName={UserName} pair={made} onClose={() => setMade(undefined)} />}
    </SpaceBetween>
  );
}

/** What switches a key off, or on again. */
const switched = (UserName: string, { AccessKeyId = '', Status }: AccessKeyMetadata) =>
  ({ UserName, AccessKeyId, Status: Status === 'Inactive' ? 'Active' : 'Inactive' }) as const;

function DeleteKey({
  userName: UserName,
  id: AccessKeyId,
  onClose,
}: {
  readonly userName: string;
  readonly id: string;
  readonly onClose: () => void;
}) {
  return (
    <DeleteDialog
      title={`Delete access key ${AccessKeyId}`}
      consequences="Requests that it signs are refused from now on, and it cannot be brought back. To find out first whether it is still needed, deactivate it."
      calls={[cli('iam', 'DeleteAccessKey', { UserName, AccessKeyId })]}
      done="Access key deleted."
      onClose={onClose}
    />
  );
}

/** When a key last signed a request; no event tells of it, so it is asked now and then. */
function LastUsed({ accessKeyId }: { readonly accessKeyId: string }) {
  const { output } = useCall('iam', 'GetAccessKeyLastUsed', { AccessKeyId: accessKeyId }, { every: 10_000 });
  const used = output?.AccessKeyLastUsed;
  if (used === undefined) return <>-</>;
  if (used.LastUsedDate === undefined) return <Box color="text-body-secondary">Never</Box>;
  return (
    <>
      <Time seconds={used.LastUsedDate} />, {used.ServiceName} in {used.Region}
    </>
  );
}

/** What becomes of keys that nobody made, as the workspace is set. */
function StrictMode() {
  const { output } = useCall('poolkeeper', 'DescribeWorkspace', {});
  if (output === undefined) return null;
  const { strict } = output.settings;
  return (
    <Alert
      type="info"
      statusIconAriaLabel="Information"
      header={strict ? 'Strict mode is on' : 'Strict mode is off'}
      action={<GoButton to="/settings">Settings</GoButton>}
    >
      {strict
        ? 'Only access keys that were made here or issued by an identity pool or STS are taken; others are refused, as on AWS.'
        : 'Access keys that nobody made here act as the account root and may do everything. Keys of this user are always checked against its policies.'}
    </Alert>
  );
}
