import {
  Box,
  Button,
  ColumnLayout,
  Container,
  ContentLayout,
  FormField,
  Header,
  Input,
  SpaceBetween,
  Textarea,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type { ApiRecord, ApiRoute } from '../../../shared/console.ts';
import type { Output } from '../../../shared/contract.ts';
import { useAction, useCall } from '../../engine/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { RESOURCES_HELP } from './help.ts';

const EXAMPLE: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/me',
    authorizer: { kind: 'JWT', issuer: 'USER_POOL_ID', audience: ['CLIENT_ID'] },
    target: { kind: 'echo' },
  },
];

/** HTTP APIs: their routes, and a request to try. */
export function ApisPage() {
  const { output, fault, loading } = useCall('poolkeeper', 'ListApis', {});
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const [chosen, choose] = useState<ApiRecord[]>([]);
  const [editing, edit] = useState<{ readonly name: string; readonly routes: string }>();
  const remove = useAction('poolkeeper', 'DeleteApi', { done: (_, { Name }) => `API ${Name} deleted.` });
  const api = output?.apis.find(({ name }) => name === chosen[0]?.name);
  return (
    <ContentLayout
      header={
        <PageHeader
          title="HTTP APIs"
          crumbs={[{ text: 'Resources', href: '/resources' }]}
          description="Routes behind a JWT authorizer or behind IAM, as API Gateway serves them."
          help={RESOURCES_HELP}
        />
      }
    >
      <SpaceBetween size="l">
        <ResourceTable<ApiRecord>
          id="apis"
          title="APIs"
          items={output?.apis}
          loading={loading}
          fault={fault}
          keyOf={({ name }) => name}
          selectionType="single"
          selected={chosen}
          onSelect={choose}
          columns={[
            { id: 'name', header: 'Name', value: ({ name }) => name, cell: ({ name }) => name, isRowHeader: true },
            {
              id: 'routes',
              header: 'Routes',
              value: ({ routes }) => routes.length,
              cell: ({ routes }) => (
                <>
                  {routes.map(({ method, path, authorizer }) => (
                    <div key={`${method} ${path}`}>{`${method} ${path} · ${authorizer.kind}`}</div>
                  ))}
                </>
              ),
            },
            {
              id: 'address',
              header: 'Address',
              value: ({ name }) => name,
              cell: ({ name }) => `${workspace.output?.endpoint ?? ''}/_api/${name}`,
            },
          ]}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={api === undefined}
                onClick={() => api !== undefined && void remove.run({ Name: api.name })}
              >
                Delete
              </Button>
              <Button
                disabled={api === undefined}
                onClick={() =>
                  api !== undefined && edit({ name: api.name, routes: JSON.stringify(api.routes, undefined, 2) })
                }
              >
                Edit routes
              </Button>
              <Button
                variant="primary"
                onClick={() => edit({ name: '', routes: JSON.stringify(EXAMPLE, undefined, 2) })}
              >
                Create API
              </Button>
            </SpaceBetween>
          }
          empty={{ title: 'No APIs', text: 'An API shows what a token or signed credentials open.' }}
        />
        {editing !== undefined && <EditApi key={editing.name} {...editing} onClose={() => edit(undefined)} />}
        {api !== undefined && <TryApi key={api.name} api={api} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

function EditApi(props: { readonly name: string; readonly routes: string; readonly onClose: () => void }) {
  const [name, setName] = useState(props.name);
  const [routes, setRoutes] = useState(props.routes);
  const put = useAction('poolkeeper', 'PutApi', { showsFault: true, done: `API ${name} saved.` });
  const save = async (): Promise<void> => {
    if ((await put.run({ Name: name, Routes: JSON.parse(routes) as ApiRoute[] })) !== undefined) props.onClose();
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={props.onClose}>Cancel</Button>
              <Button
                variant="primary"
                disabled={name === '' || jsonProblem(routes) !== undefined}
                loading={put.running}
                onClick={() => void save()}
              >
                Save
              </Button>
            </SpaceBetween>
          }
        >
          {props.name === '' ? 'Create API' : `Routes of ${props.name}`}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={put.fault} />
        <FormField label="Name" constraintText="Lower-case letters, digits and hyphens.">
          <Input value={name} disabled={props.name !== ''} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <JsonEditor label="Routes" value={routes} onChange={setRoutes} lines={12} />
      </SpaceBetween>
    </Container>
  );
}

/** A request to the API with a pasted token; what came back, and what decided. */
function TryApi({ api }: { readonly api: ApiRecord }) {
  const [line, setLine] = useState(`GET ${api.routes[0]?.path ?? '/'}`);
  const [token, setToken] = useState('');
  const invoke = useAction('poolkeeper', 'InvokeApi', { showsFault: true });
  const [answer, setAnswer] = useState<Output<'poolkeeper', 'InvokeApi'>>();
  const send = async (): Promise<void> => {
    const [Method = 'GET', Path = '/'] = line.trim().split(/\s+/);
    setAnswer(
      await invoke.run({
        Name: api.name,
        Method: Method.toUpperCase(),
        Path,
        Headers: token.trim() === '' ? {} : { authorization: `Bearer ${token.trim()}` },
      }),
    );
  };
  return (
    <Container header={<Header variant="h2">Try {api.name}</Header>}>
      <SpaceBetween size="m">
        <ColumnLayout columns={2}>
          <FormField label="Request" description="Method and path. Signed routes are called as the account root.">
            <Input value={line} onChange={({ detail }) => setLine(detail.value)} />
          </FormField>
          <FormField label="Token" description="Goes into the Authorization header.">
            <Textarea value={token} rows={2} onChange={({ detail }) => setToken(detail.value)} />
          </FormField>
        </ColumnLayout>
        <Button loading={invoke.running} onClick={() => void send()}>
          Send
        </Button>
        <FaultAlert fault={invoke.fault} />
        {answer !== undefined && (
          <>
            <Box variant="p">{`${answer.status}${answer.route === undefined ? '' : ` · ${answer.route}`}: ${answer.reason}`}</Box>
            <Code label="Answer" text={new TextDecoder().decode(answer.body)} copy />
          </>
        )}
      </SpaceBetween>
    </Container>
  );
}
