import { useNavigate } from 'react-router';
import { z } from 'zod';
import { pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { useList } from '../../client/lists.ts';
import { planned } from '../../lib/cli.ts';
import { DeleteDialog } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { filled } from '../../parts/draft.ts';
import { TextField } from '../../parts/fields.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useDraft } from '../../parts/form.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';
import { HTTP_APIS_HELP } from './help.ts';

/** Every HTTP API of the workspace. */
export function ApisPage() {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  return (
    <ResourceList
      kind="api"
      id="apis"
      page={{}}
      help={HTTP_APIS_HELP}
      description="Routes behind a JWT authorizer or behind IAM, as API Gateway serves them."
      list={useList('poolkeeper', 'ListApis', {}, 'apis')}
      keyOf={({ name }) => name}
      link={({ name }) => pagePath('api', name)}
      columns={[
        { id: 'name', header: 'Name', value: ({ name }) => name, isRowHeader: true },
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
      create={{ text: 'Create API', dialog: (close) => <CreateApi onClose={close} /> }}
      remove={([api], close) =>
        api && (
          <DeleteDialog
            title={`Delete API ${api.name}`}
            consequences="Its routes go with it, and requests to it are answered 404. The history can bring it back."
            calls={[planned('poolkeeper', 'DeleteApi', { Name: api.name })]}
            done={`API ${api.name} deleted.`}
            onClose={close}
          />
        )
      }
      empty={{ title: 'No APIs', text: 'An API shows what a token or signed credentials open.' }}
    />
  );
}

const SCHEMA = z.object({ name: filled('Type a name.'), description: z.string() });

function CreateApi({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const form = useDraft(SCHEMA, { name: '', description: '' });
  return (
    <FormDialog
      title="Create API"
      action="Create API"
      form={form}
      service="poolkeeper"
      operation="PutApi"
      input={({ name, description }) => ({ Name: name, Description: description, Routes: [] })}
      done={(_, { Name }) => `API ${Name} created.`}
      onDone={(_, { name }) => void navigate(pagePath('api', name))}
      onClose={onClose}
    >
      <TextField form={form} name="name" label="Name" constraint="Lower-case letters, digits and hyphens." trim />
      <TextField form={form} name="description" label="Description" optional />
    </FormDialog>
  );
}
