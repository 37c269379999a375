import { Alert } from '@cloudscape-design/components';
import { useParams } from 'react-router';
import { z } from 'zod';
import { resourceName } from '../../../shared/aws/arn.ts';
import type { ApiRecord, ApiRoute, ApiTarget } from '../../../shared/poolkeeper/operations.ts';
import { listCrumb } from '../../../shared/resources.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { planned } from '../../lib/cli.ts';
import { nameOf } from '../../lib/functions.ts';
import { Copy } from '../../parts/copy.tsx';
import { DetailPage } from '../../parts/detail-page.tsx';
import { jsonText } from '../../parts/draft.ts';
import { Field } from '../../parts/fields.tsx';
import { PlanDialog } from '../../parts/form-dialog.tsx';
import { useDraft, usePlan } from '../../parts/form.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { Compare, waysOf } from './compare.tsx';
import { HTTP_APIS_HELP } from './help.ts';
import { inputOf, keyOf, RouteForm } from './route-form.tsx';
import { TryApi } from './try-api.tsx';

/** One API: its routes, a request to try, and the two use cases of credentials side by side where it shows them. */
export function ApiPage() {
  const { api: name = '' } = useParams();
  const read = useCall('poolkeeper', 'ListApis', {});
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const found = read.output?.apis.find((candidate) => candidate.name === name);
  return (
    <DetailPage
      title={name}
      crumbs={[listCrumb('api')]}
      description={found?.description || 'Routes behind authorizers.'}
      help={HTTP_APIS_HELP}
      actions={<Copy value={`${workspace.output?.endpoint ?? ''}/_api/${name}`} what="address" variant="button" />}
      read={read}
      of={found}
      missing={
        <Alert type="warning" statusIconAriaLabel="Warning">
          There is no API {name}.
        </Alert>
      }
    >
      {(api) => {
        const ways = waysOf(api);
        return (
          <>
            <Routes api={api} />
            <TryApi key={name} api={api} />
            {ways !== undefined && <Compare api={api} ways={ways} />}
          </>
        );
      }}
    </DetailPage>
  );
}

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
  const remove = useAction('poolkeeper', 'PutApi', {
    done: (_, { Routes: left }) => {
      const gone = api.routes.map(keyOf).find((key) => !left.some((route) => keyOf(route) === key));
      return `Route ${gone} removed. The history can bring it back.`;
    },
  });
  return (
    <ResourceList
      id="api-routes"
      title="Routes"
      description="The most exact route answers a request."
      list={{ items: api.routes }}
      keyOf={keyOf}
      filterable={false}
      columns={[
        { id: 'route', header: 'Route', value: keyOf, isRowHeader: true, minWidth: 240 },
        { id: 'authorizer', header: 'Authorizer', value: authorizerText },
        { id: 'target', header: 'Target', value: ({ target }) => targetText(target) },
        { id: 'credentials', header: 'Credentials', value: ({ target }) => credentialsText(target) },
      ]}
      acts={[
        {
          text: 'Remove',
          run: ([gone]) =>
            gone &&
            void remove.run(
              inputOf(
                api,
                api.routes.filter((one) => one !== gone),
              ),
            ),
        },
        { text: 'Edit', dialog: ([route], close) => <RouteForm api={api} route={route} onClose={close} /> },
      ]}
      create={[
        { text: 'Edit as JSON', dialog: (close) => <RoutesText api={api} onClose={close} /> },
        { text: 'Add route', dialog: (close) => <RouteForm api={api} onClose={close} /> },
      ]}
      empty={{ title: 'No routes', text: 'A route says who may call a path, and what answers.' }}
    />
  );
}

const TEXT_SCHEMA = z.object({ text: jsonText() });

/** All routes of an API as JSON. */
function RoutesText({ api, onClose }: { readonly api: ApiRecord; readonly onClose: () => void }) {
  const form = useDraft(TEXT_SCHEMA, { text: JSON.stringify(api.routes, undefined, 2) });
  const { isDirty } = form.formState;
  const saving = usePlan<z.infer<typeof TEXT_SCHEMA>>(
    ({ text }) =>
      jsonProblem(text) === undefined
        ? [planned('poolkeeper', 'PutApi', inputOf(api, JSON.parse(text) as ApiRoute[]))]
        : [],
    'Routes saved.',
  );
  return (
    <PlanDialog
      title={`Routes of ${api.name}`}
      action="Save routes"
      size="max"
      form={form}
      ready={isDirty}
      saving={saving}
      onClose={onClose}
    >
      <UnsavedGuard dirty={isDirty && !saving.running} what="routes" />
      <Field form={form} name="text" label="Routes" stretch>
        {({ value, onChange }) => <JsonEditor label="Routes" value={value} onChange={onChange} lines={20} />}
      </Field>
    </PlanDialog>
  );
}
