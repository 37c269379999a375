import { Box, Button, FormField, Input, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ApiRecord } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { HTTP_APIS_HELP } from './help.ts';
import { pagePath } from '../../../shared/resources.ts';

/** Every HTTP API of the workspace. */
export function ApisPage() {
  usePageFrame('HTTP APIs', [], HTTP_APIS_HELP);
  const { output, fault, loading } = useCall('poolkeeper', 'ListApis', {});
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const [chosen, choose] = useState<ApiRecord[]>([]);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const remove = useAction('poolkeeper', 'DeleteApi', {
    showsFault: true,
    done: (_, { Name }) => `API ${Name} deleted.`,
  });
  const api = output?.apis.find(({ name }) => name === chosen[0]?.name);
  const close = (): void => {
    remove.reset();
    setDeleting(false);
  };
  return (
    <>
      <ResourceTable<ApiRecord>
        id="apis"
        title="HTTP APIs"
        variant="full-page"
        description="Routes behind a JWT authorizer or behind IAM, as API Gateway serves them."
        info={<InfoLink topic={HTTP_APIS_HELP} />}
        items={output?.apis}
        loading={loading}
        fault={fault}
        keyOf={({ name }) => name}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Name',
            value: ({ name }) => name,
            cell: ({ name }) => <Go to={pagePath('api', name)}>{name}</Go>,
            isRowHeader: true,
          },
          { id: 'description', header: 'Description', value: ({ description }) => description, minWidth: 240 },
          { id: 'routes', header: 'Routes', value: ({ routes }) => routes.length },
          {
            id: 'address',
            header: 'Address',
            value: ({ name }) => name,
            cell: ({ name }) => <Copy value={`${workspace.output?.endpoint ?? ''}/_api/${name}`} what="address" />,
            filter: false,
          },
          {
            id: 'modified',
            header: 'Last modified',
            value: ({ modifiedAt }) => modifiedAt,
            cell: ({ modifiedAt }) => <Time at={modifiedAt} />,
            filter: false,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={api === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <Button variant="primary" onClick={() => setCreating(true)}>
              Create API
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No APIs',
          text: 'An API shows what a token or signed credentials open.',
          action: <Button onClick={() => setCreating(true)}>Create API</Button>,
        }}
      />
      {creating && <CreateApi onClose={() => setCreating(false)} />}
      {api !== undefined && (
        <ConfirmDelete
          visible={deleting}
          title={`Delete API ${api.name}`}
          consequences="Its routes go with it, and requests to it are answered 404. The history can bring it back."
          running={remove.running}
          fault={remove.fault}
          onCancel={close}
          onConfirm={() =>
            void remove.run({ Name: api.name }).then((done) => done !== undefined && (close(), choose([])))
          }
        />
      )}
    </>
  );
}

function CreateApi({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const put = useAction('poolkeeper', 'PutApi', { showsFault: true, done: `API ${name} created.` });
  const submit = async (): Promise<void> => {
    const made = await put.run({ Name: name, Description: description, Routes: [] });
    if (made !== undefined) void navigate(pagePath('api', name));
  };
  return (
    <Modal
      visible
      header="Create API"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={name === ''} loading={put.running} onClick={() => void submit()}>
              Create API
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
        <SpaceBetween size="m">
          <FaultAlert fault={put.fault} />
          <FormField label="Name" constraintText="Lower-case letters, digits and hyphens.">
            <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
          </FormField>
          <FormField label="Description (optional)">
            <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
