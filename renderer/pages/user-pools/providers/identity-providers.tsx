import { z } from 'zod';
import type { IdentityProviderTypeType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { linesOf, pairOf } from '../../../lib/lines.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { SelectField, TextAreaField, TextField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { FIXED_DETAILS, PROVIDER_FIELDS } from './provider-fields.ts';

/** The identity providers that a pool knows besides itself. */
export function IdentityProvidersTab({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  return (
    <ResourceList
      kind="identity-provider"
      id="identity-providers"
      description="App clients may support them, and users can be linked to them."
      help={help.identityProviders}
      list={useList('cognito-idp', 'ListIdentityProviders', { UserPoolId: poolId, MaxResults: 60 }, 'Providers')}
      keyOf={({ ProviderName }) => ProviderName ?? ''}
      columns={[
        { id: 'name', header: 'Provider', value: ({ ProviderName }) => ProviderName, isRowHeader: true, minWidth: 180 },
        {
          id: 'type',
          header: 'Type',
          value: ({ ProviderType }) => (ProviderType === undefined ? '-' : PROVIDER_FIELDS[ProviderType].label),
        },
        {
          id: 'changed',
          header: 'Last changed',
          value: ({ LastModifiedDate }) => LastModifiedDate,
          cell: ({ LastModifiedDate }) => <Time seconds={LastModifiedDate} />,
        },
      ]}
      create={{
        text: 'Add identity provider',
        dialog: (close) => <ProviderDialog poolId={poolId} onClose={close} />,
      }}
      remove={([provider], close) =>
        provider && (
          <DeleteDialog
            title={`Delete identity provider ${provider.ProviderName ?? ''}`}
            consequences="Users whom it brought stay in the pool. App clients that support it no longer can."
            calls={[
              cli('cognito-idp', 'DeleteIdentityProvider', {
                UserPoolId: poolId,
                ProviderName: provider.ProviderName ?? '',
              }),
            ]}
            done={`Identity provider ${provider.ProviderName ?? ''} was deleted.`}
            onClose={close}
          />
        )
      }
      empty={{
        title: 'No identity providers',
        text: 'The pool knows only its own users. A provider lets people of another directory be recognised.',
      }}
    />
  );
}

const TYPES = Object.keys(PROVIDER_FIELDS) as IdentityProviderTypeType[];

/** Whether a provider of the type has a name of its own; the others are named as their type. */
const isNamed = (type: IdentityProviderTypeType): boolean => type === 'OIDC' || type === 'SAML';

const PROVIDER = z
  .object({
    type: z.enum(TYPES),
    name: z.string(),
    details: z.record(z.string(), z.string()),
    mapping: z.string(),
    identifiers: z.string(),
  })
  .refine(({ type, name }) => !isNamed(type) || name !== '', { path: ['name'], message: 'Type a name.' });
type ProviderDraft = z.infer<typeof PROVIDER>;

const nameIn = ({ type, name }: ProviderDraft): string => (isNamed(type) ? name : type);

function ProviderDialog({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const names = TYPES.flatMap((type) => PROVIDER_FIELDS[type].fields.map(({ name }) => name));
  const form = useDraft<ProviderDraft>(PROVIDER, {
    type: 'OIDC',
    name: '',
    details: Object.fromEntries(names.map((name) => [name, ''])),
    mapping: 'email = email',
    identifiers: '',
  });
  const type = form.watch('type');
  const { fields } = PROVIDER_FIELDS[type];
  return (
    <FormDialog
      title="Add identity provider"
      action="Add"
      form={form}
      service="cognito-idp"
      operation="CreateIdentityProvider"
      input={(draft) => ({
        UserPoolId: poolId,
        ProviderName: nameIn(draft),
        ProviderType: draft.type,
        ProviderDetails: {
          ...FIXED_DETAILS[draft.type],
          ...Object.fromEntries(
            PROVIDER_FIELDS[draft.type].fields.flatMap(({ name }) =>
              draft.details[name] ? [[name, draft.details[name]]] : [],
            ),
          ),
        },
        AttributeMapping: Object.fromEntries(linesOf(draft.mapping).map(pairOf)),
        IdpIdentifiers: linesOf(draft.identifiers),
      })}
      done={(_, { ProviderName }) => `Identity provider ${ProviderName} was added.`}
      onClose={onClose}
    >
      <SelectField
        form={form}
        name="type"
        label="Type"
        {...(isNamed(type) ? {} : { description: 'A provider of this type is named as its type.' })}
        options={TYPES.map((value) => ({ value, label: PROVIDER_FIELDS[value].label }))}
        stretch
      />
      {isNamed(type) && (
        <TextField
          form={form}
          name="name"
          label="Name"
          description="Stands before its users’ names: NAME_subject. Cannot be changed later."
          stretch
        />
      )}
      {fields.map(({ name, label, placeholder, long = false }) => {
        const field = {
          form,
          name: `details.${name}` as const,
          label,
          description: <code>{name}</code>,
          stretch: true,
        };
        return long ? (
          <TextAreaField key={name} {...field} rows={3} />
        ) : (
          <TextField key={name} {...field} placeholder={placeholder} />
        );
      })}
      <TextAreaField
        form={form}
        name="mapping"
        label="Attribute mapping"
        description="One a line: attribute of the pool = claim of the provider."
        rows={2}
        stretch
      />
      <TextAreaField
        form={form}
        name="identifiers"
        label="Identifiers"
        description="One a line: names that lead to it, such as domains of e-mail addresses."
        rows={2}
        stretch
      />
    </FormDialog>
  );
}
