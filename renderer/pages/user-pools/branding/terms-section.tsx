import { z } from 'zod';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { linesOf, pairOf } from '../../../lib/lines.ts';
import { filled } from '../../../parts/draft.ts';
import { SelectField, TextAreaField } from '../../../parts/fields.tsx';
import type { Choice } from '../../../parts/labelled.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';

const NAMES = [
  { value: 'terms-of-use', label: 'Terms of use' },
  { value: 'privacy-policy', label: 'Privacy policy' },
] as const;

/** Terms of use and privacy policies of the pool's app clients. */
export function TermsSection({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  const clients = useList(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: poolId, MaxResults: 60 },
    'UserPoolClients',
  );
  const remove = useAction('cognito-idp', 'DeleteTerms', { done: 'The terms were deleted.' });
  const options = (clients.items ?? []).map(({ ClientId = '', ClientName = '' }) => ({
    value: ClientId,
    label: ClientName,
  }));
  return (
    <ResourceList
      kind="terms"
      list={useList('cognito-idp', 'ListTerms', { UserPoolId: poolId, MaxResults: 60 }, 'Terms')}
      keyOf={({ TermsId }) => TermsId}
      filterable={false}
      acts={[
        {
          text: 'Delete',
          running: remove.running,
          run: ([terms]) => void remove.run({ UserPoolId: poolId, TermsId: terms?.TermsId ?? '' }),
        },
      ]}
      create={{
        text: 'Create terms',
        dialog: (close) => <CreateTerms poolId={poolId} clients={options} onClose={close} />,
      }}
      columns={[
        {
          id: 'name',
          header: 'Document',
          value: ({ TermsName }) => NAMES.find(({ value }) => value === TermsName)?.label ?? TermsName,
          isRowHeader: true,
        },
        { id: 'id', header: 'Terms ID', value: ({ TermsId }) => TermsId, minWidth: 300 },
        {
          id: 'changed',
          header: 'Last changed',
          value: ({ LastModifiedDate }) => LastModifiedDate,
          cell: ({ LastModifiedDate }) => <Time seconds={LastModifiedDate} />,
        },
      ]}
      empty={{
        title: 'No terms',
        text: 'An app client can link its terms of use and its privacy policy.',
        action: false,
      }}
    />
  );
}

const TERMS = z.object({ client: filled('Choose an app client.'), name: z.string(), links: z.string() });

function CreateTerms({
  poolId,
  clients,
  onClose,
}: {
  readonly poolId: string;
  readonly clients: readonly Choice[];
  readonly onClose: () => void;
}) {
  const form = useDraft(TERMS, {
    client: clients[0]?.value ?? '',
    name: NAMES[0].value,
    links: 'cognito:default = https://example.com/terms',
  });
  return (
    <FormDialog
      title="Create terms"
      action="Create"
      form={form}
      service="cognito-idp"
      operation="CreateTerms"
      input={({ client, name, links }) => ({
        UserPoolId: poolId,
        ClientId: client,
        TermsName: name,
        TermsSource: 'LINK' as const,
        Enforcement: 'NONE' as const,
        Links: Object.fromEntries(linesOf(links).map(pairOf)),
      })}
      done="The terms were created."
      onClose={onClose}
    >
      <SelectField form={form} name="client" label="App client" options={clients} stretch />
      <SelectField form={form} name="name" label="Document" options={NAMES} stretch />
      <TextAreaField
        form={form}
        name="links"
        label="Links"
        description="One a line: language = address; cognito:default is needed."
        rows={3}
        stretch
      />
    </FormDialog>
  );
}
