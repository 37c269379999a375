import { Button, FormField, Input, Select, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import type {
  IdentityProviderTypeType,
  ProviderDescription,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, usePages } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { help } from '../help.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { linesOf, pairOf } from '../../../lib/lines.ts';
import { FIXED_DETAILS, PROVIDER_FIELDS } from './provider-fields.ts';

/** The identity providers that a pool knows besides itself. */
export function IdentityProvidersTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const [selected, select] = useState<readonly ProviderDescription[]>([]);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  const list = usePages(
    'cognito-idp',
    'ListIdentityProviders',
    { UserPoolId: poolId, MaxResults: 60 },
    { token: 'NextToken', items: (output) => output.Providers, next: (output) => output.NextToken },
  );
  const chosen = list.items?.filter((one) => selected.some((other) => other.ProviderName === one.ProviderName)) ?? [];
  return (
    <>
      <ResourceTable<ProviderDescription>
        id="identity-providers"
        title="Identity providers"
        description="App clients may support them, and users can be linked to them."
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ ProviderName }) => ProviderName ?? ''}
        info={<InfoLink topic={help.identityProviders} />}
        selectionType="single"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={chosen.length !== 1} onClick={() => setDeleting(chosen[0]?.ProviderName)}>
              Delete
            </Button>
            <Button variant="primary" onClick={() => setCreating(true)}>
              Add identity provider
            </Button>
          </SpaceBetween>
        }
        columns={[
          {
            id: 'name',
            header: 'Provider',
            value: ({ ProviderName }) => ProviderName,
            isRowHeader: true,
            minWidth: 180,
          },
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
        empty={{
          title: 'No identity providers',
          text: 'The pool knows only its own users. A provider lets people of another directory be recognised.',
          action: <Button onClick={() => setCreating(true)}>Add identity provider</Button>,
        }}
      />
      {creating && <ProviderDialog poolId={poolId} onClose={() => setCreating(false)} />}
      {deleting !== undefined && (
        <DeleteProvider poolId={poolId} name={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
}

const TYPES = Object.keys(PROVIDER_FIELDS) as IdentityProviderTypeType[];
const typeOption = (type: IdentityProviderTypeType) => ({ value: type, label: PROVIDER_FIELDS[type].label });

function ProviderDialog({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const [type, setType] = useState<IdentityProviderTypeType>('OIDC');
  const [name, setName] = useState('');
  const [details, setDetails] = useState<Readonly<Record<string, string>>>({});
  const [mapping, setMapping] = useState('email = email');
  const [identifiers, setIdentifiers] = useState('');
  const ownName = type === 'OIDC' || type === 'SAML';
  const ProviderName = ownName ? name : type;
  const create = useAction('cognito-idp', 'CreateIdentityProvider', {
    showsFault: true,
    done: `Identity provider ${ProviderName} was added.`,
    onDone: onClose,
  });
  const { fields } = PROVIDER_FIELDS[type];
  const given = Object.fromEntries(
    fields.flatMap((field) => {
      const value = details[field.name] ?? '';
      return value === '' ? [] : [[field.name, value] as const];
    }),
  );
  return (
    <ActionDialog
      title="Add identity provider"
      action="Add"
      ready={ProviderName !== ''}
      running={create.running}
      fault={create.fault}
      onAct={() =>
        void create.run({
          UserPoolId: poolId,
          ProviderName,
          ProviderType: type,
          ProviderDetails: { ...FIXED_DETAILS[type], ...given },
          AttributeMapping: Object.fromEntries(linesOf(mapping).map(pairOf)),
          IdpIdentifiers: linesOf(identifiers),
        })
      }
      onClose={onClose}
    >
      <FormField label="Type" stretch>
        <Select
          selectedOption={typeOption(type)}
          options={TYPES.map(typeOption)}
          onChange={({ detail }) => setType(detail.selectedOption.value as IdentityProviderTypeType)}
        />
      </FormField>
      <FormField
        label="Name"
        description={
          ownName
            ? 'Stands before its users’ names: NAME_subject. Cannot be changed later.'
            : 'A provider of this type is named as its type.'
        }
        stretch
      >
        <Input value={ProviderName} disabled={!ownName} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      {fields.map((field) => (
        <FormField key={field.name} label={field.label} description={<code>{field.name}</code>} stretch>
          {field.long === true ? (
            <Textarea
              rows={3}
              value={details[field.name] ?? ''}
              onChange={({ detail }) => setDetails({ ...details, [field.name]: detail.value })}
            />
          ) : (
            <Input
              value={details[field.name] ?? ''}
              placeholder={field.placeholder ?? ''}
              onChange={({ detail }) => setDetails({ ...details, [field.name]: detail.value })}
            />
          )}
        </FormField>
      ))}
      <FormField
        label="Attribute mapping"
        description="One a line: attribute of the pool = claim of the provider."
        stretch
      >
        <Textarea rows={2} value={mapping} onChange={({ detail }) => setMapping(detail.value)} />
      </FormField>
      <FormField
        label="Identifiers"
        description="One a line: names that lead to it, such as domains of e-mail addresses."
        stretch
      >
        <Textarea rows={2} value={identifiers} onChange={({ detail }) => setIdentifiers(detail.value)} />
      </FormField>
    </ActionDialog>
  );
}

function DeleteProvider({
  poolId,
  name,
  onClose,
}: {
  readonly poolId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const remove = useAction('cognito-idp', 'DeleteIdentityProvider', {
    showsFault: true,
    done: `Identity provider ${name} was deleted.`,
    onDone: onClose,
  });
  return (
    <ConfirmDelete
      visible
      title={`Delete identity provider ${name}`}
      consequences="Users whom it brought stay in the pool. App clients that support it no longer can."
      running={remove.running}
      fault={remove.fault}
      onConfirm={() => void remove.run({ UserPoolId: poolId, ProviderName: name })}
      onCancel={onClose}
    />
  );
}
