import { Box, Button, Container, FormField, Header, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { ManagedLoginBrandingType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { JsonEditor, jsonProblem } from '../../../parts/json-editor.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Time } from '../../../parts/time.tsx';
import { ActionDialog } from '../../../parts/action-dialog.tsx';

/** The styles of managed login, one an app client. */
export function StyleSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const clients = useCall('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId, MaxResults: 60 }).output
    ?.UserPoolClients;
  const options = (clients ?? []).map(({ ClientId = '', ClientName = '' }) => ({ value: ClientId, label: ClientName }));
  const [wanted, setWanted] = useState<string>();
  const clientId = wanted ?? options[0]?.value;
  return (
    <Container header={<Header variant="h2">Managed login styles</Header>}>
      {clientId === undefined ? (
        'A style belongs to an app client; the pool has none yet.'
      ) : (
        <SpaceBetween size="m">
          <FormField label="App client">
            <Select
              selectedOption={options.find(({ value }) => value === clientId) ?? null}
              options={options}
              onChange={({ detail }) => setWanted(detail.selectedOption.value)}
            />
          </FormField>
          <ClientStyle key={clientId} poolId={poolId} clientId={clientId} />
        </SpaceBetween>
      )}
    </Container>
  );
}

function ClientStyle({ poolId, clientId }: { readonly poolId: string; readonly clientId: string }) {
  const [editing, setEditing] = useState(false);
  const described = useCall('cognito-idp', 'DescribeManagedLoginBrandingByClient', {
    UserPoolId: poolId,
    ClientId: clientId,
  });
  const style = described.fault === undefined ? described.output?.ManagedLoginBranding : undefined;
  const create = useAction('cognito-idp', 'CreateManagedLoginBranding', { done: 'The style was created.' });
  const remove = useAction('cognito-idp', 'DeleteManagedLoginBranding', { done: 'The style was deleted.' });
  if (style === undefined)
    return (
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Box>The app client has no style: managed login shows no pages for it.</Box>
        <Button
          loading={create.running}
          onClick={() => void create.run({ UserPoolId: poolId, ClientId: clientId, UseCognitoProvidedValues: true })}
        >
          Create with Cognito’s look
        </Button>
      </SpaceBetween>
    );
  const id = style.ManagedLoginBrandingId ?? '';
  return (
    <>
      <KeyValues
        columns={4}
        items={[
          { label: 'Style ID', value: id, copy: true },
          { label: 'Look', value: style.UseCognitoProvidedValues === true ? 'Cognito’s own' : 'Its own settings' },
          { label: 'Last changed', value: <Time seconds={style.LastModifiedDate} /> },
          {
            label: 'Actions',
            value: (
              <SpaceBetween direction="horizontal" size="m">
                <Button variant="inline-link" ariaLabel="Edit settings of the style" onClick={() => setEditing(true)}>
                  Edit settings
                </Button>
                <Button
                  variant="inline-link"
                  ariaLabel="Delete the style"
                  onClick={() => void remove.run({ UserPoolId: poolId, ManagedLoginBrandingId: id })}
                >
                  Delete
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {editing && <EditStyle poolId={poolId} style={style} onClose={() => setEditing(false)} />}
    </>
  );
}

function EditStyle({
  poolId,
  style,
  onClose,
}: {
  readonly poolId: string;
  readonly style: ManagedLoginBrandingType;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(JSON.stringify(style.Settings ?? {}, null, 2));
  const problem = jsonProblem(text);
  const update = useAction('cognito-idp', 'UpdateManagedLoginBranding', {
    showsFault: true,
    done: 'The style was updated.',
    onDone: onClose,
  });
  return (
    <ActionDialog
      title="Settings of the style"
      action="Save"
      ready={problem === undefined}
      running={update.running}
      fault={update.fault}
      onAct={() =>
        void update.run({
          UserPoolId: poolId,
          ManagedLoginBrandingId: style.ManagedLoginBrandingId ?? '',
          Settings: JSON.parse(text) as never,
          ...(style.Assets === undefined ? {} : { Assets: style.Assets }),
        })
      }
      onClose={onClose}
    >
      <FormField
        label="Settings"
        description="The document of managed login, as AWS takes it."
        errorText={problem}
        stretch
      >
        <JsonEditor value={text} onChange={setText} label="Settings of the style" />
      </FormField>
    </ActionDialog>
  );
}
