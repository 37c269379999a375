import { Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import type { ManagedLoginBrandingType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { jsonText } from '../../../parts/draft.ts';
import { Field } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { JsonEditor, jsonValue } from '../../../parts/json-editor.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { LabelledSelect } from '../../../parts/labelled.tsx';

/** The styles of managed login, one an app client. */
export function StyleSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const clients = useCall('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId, MaxResults: 60 }).output
    ?.UserPoolClients;
  const options = (clients ?? []).map(({ ClientId = '', ClientName = '' }) => ({ value: ClientId, label: ClientName }));
  const [wanted, setWanted] = useState<string>();
  const clientId = wanted ?? options[0]?.value;
  return (
    <Section title="Managed login styles">
      {clientId === undefined ? (
        'A style belongs to an app client; the pool has none yet.'
      ) : (
        <>
          <LabelledSelect label="App client" value={clientId} options={options} onChange={setWanted} />
          <ClientStyle key={clientId} poolId={poolId} clientId={clientId} />
        </>
      )}
    </Section>
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

const SETTINGS = z.object({ text: jsonText() });

function EditStyle({
  poolId,
  style,
  onClose,
}: {
  readonly poolId: string;
  readonly style: ManagedLoginBrandingType;
  readonly onClose: () => void;
}) {
  const form = useDraft(SETTINGS, { text: JSON.stringify(style.Settings ?? {}, null, 2) });
  return (
    <FormDialog
      title="Settings of the style"
      action="Save"
      form={form}
      service="cognito-idp"
      operation="UpdateManagedLoginBranding"
      input={({ text }) => ({
        UserPoolId: poolId,
        ManagedLoginBrandingId: style.ManagedLoginBrandingId ?? '',
        Settings: jsonValue(text) as never,
        ...(style.Assets === undefined ? {} : { Assets: style.Assets }),
      })}
      done="The style was updated."
      onClose={onClose}
    >
      <Field
        form={form}
        name="text"
        label="Settings"
        description="The document of managed login, as AWS takes it."
        stretch
      >
        {({ value, onChange }) => <JsonEditor value={value} onChange={onChange} label="Settings of the style" />}
      </Field>
    </FormDialog>
  );
}
