import { limitsOf } from '../../../shared/aws/limits.ts';
import { textRule } from '../../lib/limits.ts';
import { Box, Button, Form, FormField, Input, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { Bucket } from '../../../shared/aws/types/s3.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { BUCKETS_HELP } from './help.ts';
import { pagePath } from '../../../shared/resources.ts';

/** The buckets on this machine. */
export function BucketsPage() {
  usePageFrame('Resources', [], BUCKETS_HELP);
  const { output, fault, loading } = useCall('s3', 'ListBuckets', {});
  const [chosen, choose] = useState<Bucket[]>([]);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const bucket = chosen[0];
  const remove = useAction('s3', 'DeleteBucket', {
    showsFault: true,
    done: (_, { Bucket: name }) => `Bucket ${name} deleted.`,
  });
  return (
    <>
      <ResourceTable<Bucket>
        id="buckets"
        title="Buckets"
        variant="full-page"
        items={output?.Buckets}
        loading={loading}
        fault={fault}
        keyOf={({ Name }) => Name}
        description="Objects that users’ credentials are for, kept on this machine."
        info={<InfoLink topic={BUCKETS_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Bucket',
            value: ({ Name }) => Name,
            cell: ({ Name }) => <Go to={pagePath('bucket', Name)}>{Name}</Go>,
            isRowHeader: true,
          },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreationDate }) => CreationDate,
            cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
            filter: false,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={bucket === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <Button variant="primary" onClick={() => setCreating(true)}>
              Create bucket
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No buckets',
          text: 'A bucket holds objects that a role’s policy allows or refuses.',
          action: <Button onClick={() => setCreating(true)}>Create bucket</Button>,
        }}
      />
      <CreateBucket visible={creating} onClose={() => setCreating(false)} />
      {bucket !== undefined && (
        <ConfirmDelete
          visible={deleting}
          title={`Delete bucket ${bucket.Name}`}
          consequences="Only an empty bucket can be deleted."
          running={remove.running}
          fault={remove.fault}
          onCancel={() => {
            remove.reset();
            setDeleting(false);
          }}
          onConfirm={() =>
            void remove.run({ Bucket: bucket.Name }).then((done) => {
              if (done === undefined) return;
              setDeleting(false);
              choose([]);
            })
          }
        />
      )}
    </>
  );
}

function CreateBucket({ visible, onClose }: { readonly visible: boolean; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const create = useAction('s3', 'CreateBucket', { showsFault: true, done: `Bucket ${name} created.` });
  const submit = async (): Promise<void> => {
    if ((await create.run({ Bucket: name })) === undefined) return;
    setName('');
    onClose();
  };
  return (
    <Modal
      visible={visible}
      header="Create bucket"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli calls={[cli('s3', 'CreateBucket', { Bucket: name })]} />
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={name === ''} loading={create.running} onClick={() => void submit()}>
              Create bucket
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Form>
          <SpaceBetween size="m">
            <FaultAlert fault={create.fault} />
            <FormField label="Bucket name" constraintText={`${textRule(limitsOf('s3', 'CreateBucket', 'Bucket'))}.`}>
              <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
            </FormField>
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}
