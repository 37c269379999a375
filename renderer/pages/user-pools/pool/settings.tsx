import { textProblem } from '../../../lib/limits.ts';
import { Button, FormField, Input, Select, SpaceBetween, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type { UserPoolTierType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCalls } from '../../../client/calls.ts';
import { cli } from '../../../lib/cli.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Section } from '../../../parts/section.tsx';
import { tagRecord, tagRows, tagsProblem } from '../../../parts/tag-rows.ts';
import { TagList, TagsEditor } from '../../../parts/tags-editor.tsx';
import { rulesOf } from '../users/attributes.ts';
import { CustomRow } from '../create-pool/create-attributes.tsx';
import { DeletePool } from './delete-pool.tsx';
import { PoolSection } from './edit-pool.tsx';
import { customSchema, POOL_NAME, STARTING_POOL, stepProblems, type CustomAttribute } from '../create-pool/new-pool.ts';
import { listPath } from '../../../../shared/resources.ts';

/** A pool's name, plan, protection, tags and schema, and its end. */
export function SettingsTab({ pool }: { readonly pool: UserPoolType }) {
  return (
    <SpaceBetween size="l">
      <GeneralSection pool={pool} />
      <TagsSection pool={pool} />
      <SchemaSection pool={pool} />
      <DeleteSection pool={pool} />
    </SpaceBetween>
  );
}

const PLANS: readonly { value: UserPoolTierType; label: string; description: string }[] = [
  { value: 'LITE', label: 'Lite', description: 'Passwords, federation, classic sign-in pages.' },
  {
    value: 'ESSENTIALS',
    label: 'Essentials',
    description: 'And passwordless sign-in, password history, access token customization.',
  },
  { value: 'PLUS', label: 'Plus', description: 'And threat protection.' },
];

function GeneralSection({ pool }: { readonly pool: UserPoolType }) {
  const start = {
    name: pool.Name ?? '',
    plan: pool.UserPoolTier ?? USER_POOL_FIELDS.UserPoolTier.default,
    protected: pool.DeletionProtection === 'ACTIVE',
  };
  const [form, setForm] = useState<{ name: string; plan: UserPoolTierType; protected: boolean }>(start);
  const problem = textProblem(form.name, POOL_NAME);
  const planOf = (value: UserPoolTierType) => PLANS.find((plan) => plan.value === value);
  return (
    <PoolSection
      pool={pool}
      title="General"
      reset={() => setForm(start)}
      invalid={problem !== undefined}
      edits={() => ({
        PoolName: form.name,
        UserPoolTier: form.plan,
        DeletionProtection: form.protected ? 'ACTIVE' : 'INACTIVE',
      })}
      view={
        <KeyValues
          items={[
            { label: 'Name', value: start.name },
            { label: 'Feature plan', value: planOf(start.plan)?.label },
            { label: 'Deletion protection', value: start.protected ? 'On' : 'Off' },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label="Name" errorText={problem}>
            <Input value={form.name} onChange={({ detail }) => setForm({ ...form, name: detail.value })} />
          </FormField>
          <FormField
            label="Feature plan"
            description="Decides which features AWS would allow the pool. Nothing is billed here."
          >
            <Select
              selectedOption={planOf(form.plan) ?? null}
              options={[...PLANS]}
              onChange={({ detail }) =>
                setForm({
                  ...form,
                  plan: PLANS.find(({ value }) => value === detail.selectedOption.value)?.value ?? form.plan,
                })
              }
            />
          </FormField>
          <FormField label="Deletion protection">
            <Toggle checked={form.protected} onChange={({ detail }) => setForm({ ...form, protected: detail.checked })}>
              The pool cannot be deleted until the protection is taken off
            </Toggle>
          </FormField>
        </SpaceBetween>
      }
    />
  );
}

function TagsSection({ pool }: { readonly pool: UserPoolType }) {
  const start = tagRows(pool.UserPoolTags);
  const [tags, setTags] = useState(start);
  return (
    <PoolSection
      pool={pool}
      title="Tags"
      description="Policies can refer to them. _custom_id_ fixes the ID of a new pool."
      reset={() => setTags(start)}
      invalid={tagsProblem(tags) !== undefined}
      edits={() => ({ UserPoolTags: tagRecord(tags) })}
      view={<TagList tags={pool.UserPoolTags} />}
      form={<TagsEditor tags={tags} onChange={setTags} />}
    />
  );
}

function SchemaSection({ pool }: { readonly pool: UserPoolType }) {
  return (
    <ResourceList
      id="pool-schema"
      title="Attributes"
      description="What a user of this pool can have. Attributes cannot be renamed, removed or given another type."
      list={{ items: pool.SchemaAttributes }}
      keyOf={({ Name }) => Name ?? ''}
      create={{
        text: 'Add custom attribute',
        dialog: (close) => <AddAttribute poolId={pool.Id ?? ''} onClose={close} />,
      }}
      columns={[
        { id: 'name', header: 'Name', value: ({ Name }) => Name, isRowHeader: true },
        { id: 'rules', header: 'Type', value: rulesOf },
        { id: 'required', header: 'Required', value: ({ Required }) => Required === true },
        { id: 'mutable', header: 'Can change', value: ({ Mutable }) => Mutable !== false },
      ]}
      empty={{ title: 'No attributes' }}
    />
  );
}

const ATTRIBUTE: CustomAttribute = { key: 1, name: '', type: 'String', mutable: true, min: '', max: '' };

function AddAttribute({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const [attribute, setAttribute] = useState(ATTRIBUTE);
  const [tried, setTried] = useState(false);
  const problem = stepProblems[2]?.({ ...STARTING_POOL, custom: [attribute] })['custom-1'];
  const calls = [
    cli('cognito-idp', 'AddCustomAttributes', { UserPoolId: poolId, CustomAttributes: [customSchema(attribute)] }),
  ];
  const add = useCalls({ done: `Attribute custom:${attribute.name} was added.`, onDone: onClose });
  return (
    <ActionDialog
      size="large"
      title="Add custom attribute"
      action="Add attribute"
      running={add.running}
      fault={add.fault}
      calls={calls}
      onAct={() => {
        setTried(true);
        if (problem === undefined) void add.run(calls);
      }}
      onClose={onClose}
    >
      <CustomRow
        attribute={attribute}
        problem={tried ? problem : undefined}
        onChange={(changes) => setAttribute((before) => ({ ...before, ...changes }))}
      />
    </ActionDialog>
  );
}

function DeleteSection({ pool }: { readonly pool: UserPoolType }) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <Section
      title="Delete"
      description="The pool goes with its users, groups, app clients and keys."
      actions={<Button onClick={() => setDeleting(true)}>Delete user pool</Button>}
    >
      {pool.DeletionProtection === 'ACTIVE'
        ? 'Deletion protection is on: it must be switched off first.'
        : 'Deletion protection is off.'}
      {deleting && (
        <DeletePool
          poolId={pool.Id ?? ''}
          onClose={() => setDeleting(false)}
          onDone={() => void navigate(listPath('user-pool'))}
        />
      )}
    </Section>
  );
}
