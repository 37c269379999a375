import { Box } from '@cloudscape-design/components';
import { z } from 'zod';
import type { ResourceServerType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { linesOf, pairOf } from '../../../lib/lines.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { filled } from '../../../parts/draft.ts';
import { TextAreaField, TextField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { help } from '../help.ts';

/** The APIs for which app clients can ask scopes. */
export function ResourceServersTab({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  return (
    <ResourceList
      kind="resource-server"
      id="resource-servers"
      help={help.resourceServers}
      list={useList('cognito-idp', 'ListResourceServers', { UserPoolId: poolId, MaxResults: 50 }, 'ResourceServers')}
      keyOf={({ Identifier }) => Identifier ?? ''}
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
      acts={[
        {
          text: 'Edit',
          dialog: ([server], close) => server && <ServerDialog poolId={poolId} server={server} onClose={close} />,
        },
      ]}
      create={{
        text: 'Create resource server',
        dialog: (close) => <ServerDialog poolId={poolId} onClose={close} />,
      }}
      remove={([server], close) =>
        server && (
          <DeleteDialog
            title={`Delete resource server ${server.Identifier ?? ''}`}
            consequences="App clients keep its scopes in their settings, but tokens no longer carry them."
            calls={[
              cli('cognito-idp', 'DeleteResourceServer', { UserPoolId: poolId, Identifier: server.Identifier ?? '' }),
            ]}
            done={`Resource server ${server.Identifier ?? ''} was deleted.`}
            onClose={close}
          />
        )
      }
      empty={{
        title: 'No resource servers',
        text: 'A resource server is an API of yours. App clients ask for its scopes, and access tokens carry them.',
      }}
    />
  );
}

/** The scopes that lines `name = description` say; the name describes itself where nothing else does. */
const scopesOf = (lines: string) =>
  linesOf(lines).map((line) => {
    const [ScopeName, description] = pairOf(line);
    return { ScopeName, ScopeDescription: description || ScopeName };
  });

const SERVER = z.object({
  identifier: filled('Type an identifier.'),
  name: filled('Type a name.'),
  scopes: z
    .string()
    .refine(
      (lines) => !scopesOf(lines).some(({ ScopeName }) => ScopeName.includes('/')),
      'A scope’s name has no slash.',
    ),
});

function ServerDialog({
  poolId,
  server,
  onClose,
}: {
  readonly poolId: string;
  readonly server?: ResourceServerType;
  readonly onClose: () => void;
}) {
  const form = useDraft(SERVER, {
    identifier: server?.Identifier ?? '',
    name: server?.Name ?? '',
    scopes: (server?.Scopes ?? []).map((scope) => `${scope.ScopeName} = ${scope.ScopeDescription}`).join('\n'),
  });
  return (
    <FormDialog
      title={server === undefined ? 'Create resource server' : `Edit ${server.Name ?? 'resource server'}`}
      action={server === undefined ? 'Create' : 'Save'}
      form={form}
      service="cognito-idp"
      operation={server === undefined ? 'CreateResourceServer' : 'UpdateResourceServer'}
      input={({ identifier, name, scopes }) => ({
        UserPoolId: poolId,
        Identifier: identifier,
        Name: name,
        Scopes: scopesOf(scopes),
      })}
      done={(_, { Name }) => `Resource server ${Name} was ${server === undefined ? 'created' : 'updated'}.`}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="identifier"
        label="Identifier"
        description="Stands before each scope. Cannot be changed later; an address is usual."
        disabled={server !== undefined}
        placeholder="https://films.example.com"
        stretch
      />
      <TextField form={form} name="name" label="Name" placeholder="Films" stretch />
      <TextAreaField
        form={form}
        name="scopes"
        label="Scopes"
        description="One a line: name = description."
        rows={4}
        placeholder={'read = See the films\nwrite = Change the films'}
        stretch
      />
    </FormDialog>
  );
}
