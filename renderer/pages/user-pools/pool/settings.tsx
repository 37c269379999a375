import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type { UserPoolTierType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { listPath } from '../../../../shared/resources.ts';
import { useCalls } from '../../../client/calls.ts';
import { cli } from '../../../lib/cli.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { limited, tags } from '../../../parts/draft.ts';
import { SelectField, TagsField, TextField, ToggleField } from '../../../parts/fields.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Section } from '../../../parts/section.tsx';
import { tagRecord, tagRows } from '../../../parts/tag-rows.ts';
import { TagList } from '../../../parts/tags-editor.tsx';
import { CustomRow } from '../create-pool/create-attributes.tsx';
import { customSchema, POOL_NAME, STARTING_POOL, stepProblems, type CustomAttribute } from '../create-pool/new-pool.ts';
import { rulesOf } from '../users/attributes.ts';
import { DeletePool } from './delete-pool.tsx';
import { PoolSection } from './edit-pool.tsx';

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

const GENERAL = z.object({
  name: limited(POOL_NAME),
  plan: z.enum(['LITE', 'ESSENTIALS', 'PLUS']),
  protected: z.boolean(),
});

function GeneralSection({ pool }: { readonly pool: UserPoolType }) {
  const start: z.infer<typeof GENERAL> = {
    name: pool.Name ?? '',
    plan: pool.UserPoolTier ?? USER_POOL_FIELDS.UserPoolTier.default,
    protected: pool.DeletionProtection === 'ACTIVE',
  };
  return (
    <PoolSection
      pool={pool}
      title="General"
      schema={GENERAL}
      start={start}
      edits={(draft) => ({
        PoolName: draft.name,
        UserPoolTier: draft.plan,
        DeletionProtection: draft.protected ? 'ACTIVE' : 'INACTIVE',
      })}
      view={
        <KeyValues
          items={[
            { label: 'Name', value: start.name },
            { label: 'Feature plan', value: PLANS.find(({ value }) => value === start.plan)?.label },
            { label: 'Deletion protection', value: start.protected ? 'On' : 'Off' },
          ]}
        />
      }
      fields={(form) => (
        <>
          <TextField form={form} name="name" label="Name" />
          <SelectField
            form={form}
            name="plan"
            label="Feature plan"
            description="Decides which features AWS would allow the pool. Nothing is billed here."
            options={PLANS}
          />
          <ToggleField
            form={form}
            name="protected"
            text="The pool cannot be deleted until the protection is taken off"
          />
        </>
      )}
    />
  );
}

const TAGS = z.object({ tags: tags() });

function TagsSection({ pool }: { readonly pool: UserPoolType }) {
  return (
    <PoolSection
      pool={pool}
      title="Tags"
      description="Policies can refer to them. _custom_id_ fixes the ID of a new pool."
      schema={TAGS}
      start={{ tags: tagRows(pool.UserPoolTags) }}
      edits={(draft) => ({ UserPoolTags: tagRecord(draft.tags) })}
      view={<TagList tags={pool.UserPoolTags} />}
      fields={(form) => <TagsField form={form} name="tags" />}
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
