import { nameOf } from '../../lib/functions.ts';
import { resourceName } from '../../../shared/aws/arn.ts';
import { Alert, Button, ContentLayout, Modal, SpaceBetween, Box } from '@cloudscape-design/components';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { ApiRecord, ApiRoute, ApiTarget } from '../../../shared/poolkeeper/operations.ts';
import { call } from '../../client/client.ts';
import { asFault } from '../../lib/fault.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { Copy } from '../../parts/copy.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { flash } from '../../state/flash.ts';
import { Compare, waysOf } from './compare.tsx';
import { HTTP_APIS_HELP } from './help.ts';
import { RouteForm } from './route-form.tsx';
import { TryApi } from './try-api.tsx';
import { listCrumb } from '../../../shared/resources.ts';

const crumbs = [listCrumb('api')];

/** One API: its routes, a request to try, and the two use cases of credentials side by side where it shows them. */
export function ApiPage() {
  const { api: name = '' } = useParams();
  const { output, fault, loading } = useCall('poolkeeper', 'ListApis', {});
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const api = output?.apis.find((candidate) => candidate.name === name);
  const ways = api === undefined ? undefined : waysOf(api);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={name}
          crumbs={crumbs}
          description={api?.description === '' || api === undefined ? 'Routes behind authorizers.' : api.description}
          help={HTTP_APIS_HELP}
          actions={<Copy value={`${workspace.output?.endpoint ?? ''}/_api/${name}`} what="address" variant="button" />}
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {api === undefined && !loading && (
          <Alert type="warning" statusIconAriaLabel="Warning">
            There is no API {name}.
          </Alert>
        )}
        {api !== undefined && <Routes api={api} />}
        {api !== undefined && <TryApi key={name} api={api} />}
        {api !== undefined && ways !== undefined && <Compare api={api} ways={ways} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

const keyOf = ({ method, path }: ApiRoute): string => `${method} ${path}`;

const authorizerText = ({ authorizer }: ApiRoute): string =>
  authorizer.kind === 'JWT'
    ? `JWT: ${authorizer.issuer}${authorizer.scopes === undefined ? '' : ` · ${authorizer.scopes.join(', ')}`}`
    : authorizer.kind === 'IAM'
      ? 'IAM'
      : 'None';

function targetText(target: ApiTarget): string {
  switch (target.kind) {
    case 'echo':
      return 'The event itself';
    case 'function':
      return `Function ${nameOf(target.arn)}`;
    case 'object':
      return `${target.bucket}/${target.key}`;
  }
}

function credentialsText(target: ApiTarget): string {
  if (target.kind === 'echo' || target.credentials === undefined) return '–';
  return target.credentials === 'caller' ? 'The caller’s' : resourceName(target.credentials.role);
}

function Routes({ api }: { readonly api: ApiRecord }) {
  const [chosen, choose] = useState<ApiRoute[]>([]);
  const [editing, edit] = useState<{ readonly route: ApiRoute | undefined }>();
  const [asText, setAsText] = useState(false);
  const route = api.routes.find((candidate) => chosen[0] !== undefined && keyOf(candidate) === keyOf(chosen[0]));
  const put = async (routes: readonly ApiRoute[], done: string): Promise<string | undefined> => {
    try {
      await call('poolkeeper', 'PutApi', { Name: api.name, Description: api.description, Routes: [...routes] });
      flash.success(done);
      return undefined;
    } catch (error) {
      return asFault(error).message;
    }
  };
  const save = (changed: ApiRoute): Promise<string | undefined> => {
    const old = editing?.route;
    const others = api.routes.filter((candidate) => old === undefined || keyOf(candidate) !== keyOf(old));
    if (others.some((candidate) => keyOf(candidate) === keyOf(changed)))
      return Promise.resolve(`The API has a route ${keyOf(changed)} already.`);
    const routes =
      old === undefined ? [...api.routes, changed] : api.routes.map((one) => (one === old ? changed : one));
    return put(routes, `Route ${keyOf(changed)} saved.`);
  };
  const remove = async (gone: ApiRoute): Promise<void> => {
    const wrong = await put(
      api.routes.filter((one) => one !== gone),
      `Route ${keyOf(gone)} removed. The history can bring it back.`,
    );
    if (wrong !== undefined) flash.warning(wrong);
    choose([]);
  };
  return (
    <>
      <ResourceTable<ApiRoute>
        id="api-routes"
        title="Routes"
        description="The most exact route answers a request."
        items={api.routes}
        keyOf={keyOf}
        filterable={false}
        selectionType="single"
        selected={route === undefined ? [] : [route]}
        onSelect={choose}
        columns={[
          { id: 'route', header: 'Route', value: keyOf, cell: keyOf, isRowHeader: true, minWidth: 240 },
          { id: 'authorizer', header: 'Authorizer', value: authorizerText },
          { id: 'target', header: 'Target', value: ({ target }) => targetText(target) },
          { id: 'credentials', header: 'Credentials', value: ({ target }) => credentialsText(target) },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={route === undefined} onClick={() => route !== undefined && void remove(route)}>
              Remove
            </Button>
            <Button disabled={route === undefined} onClick={() => edit({ route })}>
              Edit
            </Button>
            <Button onClick={() => setAsText(true)}>Edit as JSON</Button>
            <Button variant="primary" onClick={() => edit({ route: undefined })}>
              Add route
            </Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No routes',
          text: 'A route says who may call a path, and what answers.',
          action: <Button onClick={() => edit({ route: undefined })}>Add route</Button>,
        }}
      />
      {editing !== undefined && <RouteForm route={editing.route} save={save} onClose={() => edit(undefined)} />}
      {asText && <RoutesText api={api} onClose={() => setAsText(false)} />}
    </>
  );
}

/** All routes of an API as JSON. */
function RoutesText({ api, onClose }: { readonly api: ApiRecord; readonly onClose: () => void }) {
  const first = JSON.stringify(api.routes, undefined, 2);
  const [text, setText] = useState(first);
  const put = useAction('poolkeeper', 'PutApi', { showsFault: true, done: 'Routes saved.' });
  const problem = jsonProblem(text);
  const save = async (): Promise<void> => {
    const Routes = JSON.parse(text) as ApiRoute[];
    if ((await put.run({ Name: api.name, Description: api.description, Routes })) !== undefined) onClose();
  };
  return (
    <Modal
      visible
      size="max"
      header={`Routes of ${api.name}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={problem !== undefined || text === first}
              loading={put.running}
              onClick={() => void save()}
            >
              Save routes
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <UnsavedGuard dirty={text !== first && !put.running} what="routes" />
        <FaultAlert fault={put.fault} />
        <JsonEditor label="Routes" value={text} onChange={setText} lines={20} />
      </SpaceBetween>
    </Modal>
  );
}
