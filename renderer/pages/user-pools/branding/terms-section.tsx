import { Button, FormField, Select, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import type { TermsDescriptionType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall, usePages } from '../../../client/hooks.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { linesOf, pairOf } from '../../../lib/lines.ts';

const NAMES = [
  { value: 'terms-of-use', label: 'Terms of use' },
  { value: 'privacy-policy', label: 'Privacy policy' },
] as const;

/** Terms of use and privacy policies of the pool's app clients. */
export function TermsSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const [creating, setCreating] = useState(false);
  const [selected, select] = useState<readonly TermsDescriptionType[]>([]);
  const list = usePages(
    'cognito-idp',
    'ListTerms',
    { UserPoolId: poolId, MaxResults: 60 },
    { token: 'NextToken', items: (output) => output.Terms, next: (output) => output.NextToken },
  );
  const remove = useAction('cognito-idp', 'DeleteTerms', { done: 'The terms were deleted.' });
  const chosen = list.items?.filter(({ TermsId }) => selected.some((one) => one.TermsId === TermsId)) ?? [];
  return (
    <>
      <ResourceTable<TermsDescriptionType>
        id="terms"
        title="Terms"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        keyOf={({ TermsId }) => TermsId}
        filterable={false}
        selectionType="single"
        selected={chosen}
        onSelect={select}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={chosen.length !== 1}
              loading={remove.running}
              onClick={() => void remove.run({ UserPoolId: poolId, TermsId: chosen[0]?.TermsId ?? '' })}
            >
              Delete
            </Button>
            <Button onClick={() => setCreating(true)}>Create terms</Button>
          </SpaceBetween>
        }
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
        empty={{ title: 'No terms', text: 'An app client can link its terms of use and its privacy policy.' }}
      />
      {creating && <CreateTerms poolId={poolId} onClose={() => setCreating(false)} />}
    </>
  );
}

function CreateTerms({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const clients = useCall('cognito-idp', 'ListUserPoolClients', { UserPoolId: poolId, MaxResults: 60 }).output
    ?.UserPoolClients;
  const options = (clients ?? []).map(({ ClientId = '', ClientName = '' }) => ({ value: ClientId, label: ClientName }));
  const [client, setClient] = useState<string>();
  const [name, setName] = useState<string>(NAMES[0].value);
  const [links, setLinks] = useState('cognito:default = https://example.com/terms');
  const create = useAction('cognito-idp', 'CreateTerms', {
    showsFault: true,
    done: 'The terms were created.',
    onDone: onClose,
  });
  const ClientId = client ?? options[0]?.value ?? '';
  return (
    <ActionDialog
      title="Create terms"
      action="Create"
      ready={ClientId !== ''}
      running={create.running}
      fault={create.fault}
      onAct={() =>
        void create.run({
          UserPoolId: poolId,
          ClientId,
          TermsName: name,
          TermsSource: 'LINK',
          Enforcement: 'NONE',
          Links: Object.fromEntries(linesOf(links).map(pairOf)),
        })
      }
      onClose={onClose}
    >
      <FormField label="App client" stretch>
        <Select
          selectedOption={options.find(({ value }) => value === ClientId) ?? null}
          options={options}
          onChange={({ detail }) => setClient(detail.selectedOption.value)}
        />
      </FormField>
      <FormField label="Document" stretch>
        <Select
          selectedOption={NAMES.find(({ value }) => value === name) ?? NAMES[0]}
          options={NAMES}
          onChange={({ detail }) => setName(detail.selectedOption.value ?? name)}
        />
      </FormField>
      <FormField label="Links" description="One a line: language = address; cognito:default is needed." stretch>
        <Textarea rows={3} value={links} onChange={({ detail }) => setLinks(detail.value)} />
      </FormField>
    </ActionDialog>
  );
}
