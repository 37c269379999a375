import { Box, Button, FormField, Input, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import type { ResourceServerType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, usePages } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { help } from '../help.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { linesOf, pairOf } from '../../../lib/lines.ts';

type Act = { readonly kind: 'create' } | { readonly kind: 'edit' | 'delete'; readonly server: ResourceServerType };

/** The APIs for which app clients can ask scopes. */
export function ResourceServersTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const [selected, select] = useState<readonly ResourceServerType[]>([]);
  const [act, setAct] = useState<Act>();
  const list = usePages(
    'cognito-idp',
    'ListResourceServers',
    { UserPoolId: poolId, MaxResults: 50 },
    { token: 'NextToken', items: (output) => output.ResourceServers, next: (output) => output.NextToken },
  );
  const chosen = list.items?.filter(({ Identifier }) => selected.some((one) => one.Identifier === Identifier)) ?? [];
  const [server] = chosen;
  return (
    <>
      <ResourceTable<ResourceServerType>
        id="resource-servers"
        title="Resource servers"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ Identifier }) => Identifier ?? ''}
        info={<InfoLink topic={help.resourceServers} />}
        selectionType="single"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={server === undefined}
              onClick={() => server !== undefined && setAct({ kind: 'delete', server })}
            >
              Delete
            </Button>
            <Button
              disabled={server === undefined}
              onClick={() => server !== undefined && setAct({ kind: 'edit', server })}
            >
              Edit
            </Button>
            <Button variant="primary" onClick={() => setAct({ kind: 'create' })}>
              Create resource server
            </Button>
          </SpaceBetween>
        }
        columns={[
          {
            id: 'identifier',
            header: 'Identifier',
            value: ({ Identifier }) => Identifier,
            isRowHeader: true,
            minWidth: 200,
          },
          { id: 'name', header: 'Name', value: ({ Name }) => Name, minWidth: 140 },
          {
            id: 'scopes',
            header: 'Scopes, as clients name them',
            value: ({ Scopes = [] }) => Scopes.map(({ ScopeName }) => ScopeName).join(' '),
            cell: ({ Identifier, Scopes = [] }) =>
              Scopes.length === 0
                ? '-'
                : Scopes.map(({ ScopeName }) => (
                    <Box key={ScopeName} variant="code">
                      {Identifier}/{ScopeName}
                    </Box>
                  )),
            minWidth: 260,
          },
        ]}
        empty={{
          title: 'No resource servers',
          text: 'A resource server is an API of yours. App clients ask for its scopes, and access tokens carry them.',
          action: <Button onClick={() => setAct({ kind: 'create' })}>Create resource server</Button>,
        }}
      />
      {act !== undefined && act.kind !== 'delete' && (
        <ServerDialog
          poolId={poolId}
          server={act.kind === 'edit' ? act.server : undefined}
          onClose={() => setAct(undefined)}
        />
      )}
      {act?.kind === 'delete' && (
        <DeleteServer poolId={poolId} identifier={act.server.Identifier ?? ''} onClose={() => setAct(undefined)} />
      )}
    </>
  );
}

function ServerDialog({
  poolId,
  server,
  onClose,
}: {
  readonly poolId: string;
  readonly server: ResourceServerType | undefined;
  readonly onClose: () => void;
}) {
  const [form, setForm] = useState({
    identifier: server?.Identifier ?? '',
    name: server?.Name ?? '',
    scopes: (server?.Scopes ?? []).map((scope) => `${scope.ScopeName} = ${scope.ScopeDescription}`).join('\n'),
  });
  const options = { showsFault: true, onDone: onClose };
  const create = useAction('cognito-idp', 'CreateResourceServer', {
    ...options,
    done: `Resource server ${form.name} was created.`,
  });
  const update = useAction('cognito-idp', 'UpdateResourceServer', {
    ...options,
    done: `Resource server ${form.name} was updated.`,
  });
  const action = server === undefined ? create : update;
  const Scopes = linesOf(form.scopes).map((line) => {
    const [ScopeName, description] = pairOf(line);
    return { ScopeName, ScopeDescription: description === '' ? ScopeName : description };
  });
  const slash = Scopes.find(({ ScopeName }) => ScopeName.includes('/'));
  return (
    <ActionDialog
      title={server === undefined ? 'Create resource server' : `Edit ${server.Name ?? 'resource server'}`}
      action={server === undefined ? 'Create' : 'Save'}
      ready={form.identifier !== '' && form.name !== '' && slash === undefined}
      running={action.running}
      fault={action.fault}
      onAct={() => void action.run({ UserPoolId: poolId, Identifier: form.identifier, Name: form.name, Scopes })}
      onClose={onClose}
    >
      <FormField
        label="Identifier"
        description="Stands before each scope. Cannot be changed later; an address is usual."
        stretch
      >
        <Input
          value={form.identifier}
          disabled={server !== undefined}
          placeholder="https://films.example.com"
          onChange={({ detail }) => setForm({ ...form, identifier: detail.value })}
        />
      </FormField>
      <FormField label="Name" stretch>
        <Input
          value={form.name}
          placeholder="Films"
          onChange={({ detail }) => setForm({ ...form, name: detail.value })}
        />
      </FormField>
      <FormField
        label="Scopes"
        description="One a line: name = description."
        errorText={slash === undefined ? undefined : 'A scope’s name has no slash.'}
        stretch
      >
        <Textarea
          rows={4}
          value={form.scopes}
          placeholder={'read = See the films\nwrite = Change the films'}
          onChange={({ detail }) => setForm({ ...form, scopes: detail.value })}
        />
      </FormField>
    </ActionDialog>
  );
}

function DeleteServer({
  poolId,
  identifier,
  onClose,
}: {
  readonly poolId: string;
  readonly identifier: string;
  readonly onClose: () => void;
}) {
  const remove = useAction('cognito-idp', 'DeleteResourceServer', {
    showsFault: true,
    done: `Resource server ${identifier} was deleted.`,
    onDone: onClose,
  });
  return (
    <ConfirmDelete
      visible
      title={`Delete resource server ${identifier}`}
      consequences="App clients keep its scopes in their settings, but tokens no longer carry them."
      running={remove.running}
      fault={remove.fault}
      onConfirm={() => void remove.run({ UserPoolId: poolId, Identifier: identifier })}
      onCancel={onClose}
    />
  );
}
