import { Alert, Box, Button, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AccessKeyMetadata } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { SECRET, type NewKey } from './credentials.ts';
import { NewKeyDialog } from './new-key.tsx';
import { UseIt } from './use-it.tsx';

/** IAM lets a user have two, so that one can be changed while the other works. */
const MOST = 2;

/** The access keys of a user: made, switched off, deleted, and how they are used. */
export function AccessKeys({ userName: UserName }: { readonly userName: string }) {
  const { output, fault, loading } = useCall('iam', 'ListAccessKeys', { UserName });
  const [chosen, choose] = useState<AccessKeyMetadata[]>([]);
  const [made, setMade] = useState<NewKey>();
  const [deleting, setDeleting] = useState(false);
  const create = useAction('iam', 'CreateAccessKey', {
    onDone: ({ AccessKey }) => setMade({ id: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey }),
  });
  const update = useAction('iam', 'UpdateAccessKey', {
    done: (_, { Status }) => (Status === 'Active' ? 'Access key activated.' : 'Access key deactivated.'),
  });
  const remove = useAction('iam', 'DeleteAccessKey', { showsFault: true, done: 'Access key deleted.' });
  const keys = output?.AccessKeyMetadata;
  // What is chosen may have changed since.
  const key = keys?.find(({ AccessKeyId }) => AccessKeyId === chosen[0]?.AccessKeyId);
  const AccessKeyId = key?.AccessKeyId ?? '';
  const full = (keys?.length ?? 0) >= MOST;
  const Status = key?.Status === 'Inactive' ? 'Active' : 'Inactive';
  return (
    <SpaceBetween size="l">
      <StrictMode />
      <ResourceTable<AccessKeyMetadata>
        id="access-keys"
        title="Access keys"
        description="At most two, so that one can be changed while the other works."
        items={keys}
        loading={loading}
        fault={fault}
        filterable={false}
        keyOf={({ AccessKeyId: id = '' }) => id}
        selectionType="single"
        selected={key === undefined ? [] : [key]}
        onSelect={choose}
        columns={[
          {
            id: 'id',
            header: 'Access key ID',
            value: ({ AccessKeyId: id }) => id,
            cell: ({ AccessKeyId: id = '' }) => <Copy value={id} what="access key ID" />,
            isRowHeader: true,
          },
          {
            id: 'status',
            header: 'Status',
            value: ({ Status: status }) => status,
            cell: ({ Status: status }) => (
              <StatusIndicator type={status === 'Active' ? 'success' : 'stopped'}>{status}</StatusIndicator>
            ),
          },
          {
            id: 'used',
            header: 'Last used',
            value: () => undefined,
            cell: ({ AccessKeyId: id = '' }) => <LastUsed accessKeyId={id} />,
            sort: false,
          },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreateDate }) => CreateDate,
            cell: ({ CreateDate }) => <Time seconds={CreateDate} />,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli
              calls={
                key === undefined
                  ? [cli('iam', 'CreateAccessKey', { UserName })]
                  : [cli('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status })]
              }
            />
            <Button
              disabled={key === undefined}
              loading={update.running}
              onClick={() => void update.run({ UserName, AccessKeyId, Status })}
            >
              {Status === 'Inactive' ? 'Deactivate' : 'Activate'}
            </Button>
            <Button disabled={key === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <Button
              variant="primary"
              disabled={full}
              {...(full ? { disabledReason: 'A user has two access keys at most. Delete one first.' } : {})}
              loading={create.running}
              onClick={() => void create.run({ UserName })}
            >
              Create access key
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No access keys',
          text: 'With a key the AWS CLI, an SDK or a script signs its requests as this user.',
        }}
      />
      {made === undefined && keys !== undefined && keys.length > 0 && (
        <UseIt userName={UserName} pair={{ id: key?.AccessKeyId ?? keys[0]?.AccessKeyId ?? '', secret: SECRET }} />
      )}
      {made !== undefined && <NewKeyDialog userName={UserName} pair={made} onClose={() => setMade(undefined)} />}
      <ConfirmDelete
        visible={deleting && key !== undefined}
        title={`Delete access key ${AccessKeyId}`}
        consequences="Requests that it signs are refused from now on, and it cannot be brought back. To find out first whether it is still needed, deactivate it."
        running={remove.running}
        fault={remove.fault}
        onConfirm={() =>
          void remove.run({ UserName, AccessKeyId }).then((done) => {
            if (done !== undefined) setDeleting(false);
          })
        }
        onCancel={() => setDeleting(false)}
      >
        <CopyAsCli calls={[cli('iam', 'DeleteAccessKey', { UserName, AccessKeyId })]} />
      </ConfirmDelete>
    </SpaceBetween>
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
