import { FormField } from '@cloudscape-design/components';
import { z } from 'zod';
import { resourceName } from '../../../../shared/aws/arn.ts';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import { rangeWords } from '../../../lib/limits.ts';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { tags } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { Field, TagsField, TextField } from '../../../parts/fields.tsx';
import { useDraft, usePlan } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';
import type { TagRow } from '../../../parts/tag-rows.ts';
import { tagChanges } from '../../../parts/tags-section.tsx';
import { hoursProblem, SESSION_HOURS } from './create-role-draft.ts';

type Settings = {
  readonly description: string;
  readonly hours: string;
  readonly boundary: string;
  readonly tags: readonly TagRow[];
};

const settingsOf = (role: Role): Settings => ({
  description: role.Description ?? '',
  hours: String((role.MaxSessionDuration ?? 3600) / 3600),
  boundary: role.PermissionsBoundary?.PermissionsBoundaryArn ?? '',
  tags: (role.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
});

/** The calls that turn what is into what is wanted; each setting of IAM has its own. */
function callsFor({ RoleName, Tags }: Role, before: Settings, after: Settings): CliCall[] {
  const calls: CliCall[] = [];
  if (before.description !== after.description || before.hours !== after.hours)
    calls.push(
      cli('iam', 'UpdateRole', {
        RoleName,
        Description: after.description,
        MaxSessionDuration: Math.round(Number(after.hours) * 3600),
      }),
    );
  if (before.boundary !== after.boundary)
    calls.push(
      after.boundary === ''
        ? cli('iam', 'DeleteRolePermissionsBoundary', { RoleName })
        : cli('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: after.boundary }),
    );
  const { set, remove } = tagChanges(Tags, after.tags);
  if (remove.length > 0) calls.push(cli('iam', 'UntagRole', { RoleName, TagKeys: remove }));
  if (set.length > 0) calls.push(cli('iam', 'TagRole', { RoleName, Tags: set }));
  return calls;
}

const SCHEMA = z.object({
  description: z.string(),
  hours: z.string().superRefine((text, context) => {
    const problem = hoursProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  }),
  boundary: z.string(),
  tags: tags(),
});

/** Description, session length, boundary and tags of a role, edited together. */
export function RoleSettings({ role }: { readonly role: Role }) {
  const before = settingsOf(role);
  const form = useDraft<Settings>(SCHEMA, before);
  const saving = usePlan<Settings>((after) => callsFor(role, before, after), 'Limits and tags saved.');
  return (
    <EditSection
      title="Limits and tags"
      form={form}
      start={before}
      saving={saving}
      view={
        <KeyValues
          columns={4}
          items={[
            { label: 'Description', value: before.description },
            { label: 'Longest session', value: `${before.hours} h` },
            { label: 'Permissions boundary', value: before.boundary === '' ? 'None' : resourceName(before.boundary) },
            { label: 'Tags', value: before.tags.map(({ key, value }) => `${key}=${value}`).join(', ') || 'None' },
          ]}
        />
      }
    >
      <TextField form={form} name="description" label="Description" />
      <TextField
        form={form}
        name="hours"
        label="Longest session, in hours"
        description={`${rangeWords(SESSION_HOURS)}. Credentials of an identity pool’s enhanced flow always last an hour.`}
        inputMode="decimal"
        trim
      />
      <Field
        form={form}
        name="boundary"
        label="Permissions boundary"
        description="A managed policy that bounds what any policy of the role can allow. It allows nothing by itself."
      >
        {({ value, onChange }) => (
          <ManagedPolicySelect label="Permissions boundary" none="No boundary" arn={value} onChange={onChange} />
        )}
      </Field>
      <FormField
        label="Tags"
        description="Policies compare them as aws:PrincipalTag/KEY; a session tag of the same key wins."
        stretch
      >
        <TagsField form={form} name="tags" />
      </FormField>
    </EditSection>
  );
}
