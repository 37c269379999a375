import { z } from 'zod';
import { limitsOf } from '../../../../shared/aws/limits.ts';
import type { GroupType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useList } from '../../../client/lists.ts';
import { fits } from '../../../lib/limits.ts';
import { limited, wholeNumber } from '../../../parts/draft.ts';
import { SuggestField, TextAreaField, TextField } from '../../../parts/fields.tsx';
import type { DraftForm } from '../../../parts/form.tsx';
import { LockedLabel } from '../pool/locked.tsx';

const ROLE = limitsOf('cognito-idp', 'CreateGroup', 'RoleArn');

/** A group as it is typed. */
export const GROUP = z.object({
  name: limited(limitsOf('cognito-idp', 'CreateGroup', 'GroupName')),
  description: limited(limitsOf('cognito-idp', 'CreateGroup', 'Description')),
  precedence: wholeNumber({ min: 0 }, true),
  role: z
    .string()
    .refine((arn) => arn === '' || fits(arn, ROLE), 'An ARN such as arn:aws:iam::000000000000:role/name.'),
});
export type GroupDraft = z.infer<typeof GROUP>;

/** The form's start for a group that exists, or for a new one. */
export const groupDraft = (group?: GroupType): GroupDraft => ({
  name: group?.GroupName ?? '',
  description: group?.Description ?? '',
  precedence: group?.Precedence === undefined ? '' : String(group.Precedence),
  role: group?.RoleArn ?? '',
});

/** The members of CreateGroup and UpdateGroup for the form; what is empty is left out. */
export const groupRequest = ({ name, description, role, precedence }: GroupDraft, poolId: string) => ({
  UserPoolId: poolId,
  GroupName: name,
  ...(description === '' ? {} : { Description: description }),
  ...(role === '' ? {} : { RoleArn: role }),
  ...(precedence === '' ? {} : { Precedence: Number(precedence) }),
});

/** The fields of a group. The name cannot be changed once the group exists. */
export function GroupFields({
  form,
  exists = false,
}: {
  readonly form: DraftForm<GroupDraft>;
  readonly exists?: boolean;
}) {
  const roles = useList('iam', 'ListRoles', {}, 'Roles').items ?? [];
  return (
    <>
      <TextField
        form={form}
        name="name"
        label={<LockedLabel>Group name</LockedLabel>}
        description="Tokens carry it in cognito:groups."
        disabled={exists}
        placeholder="premium"
      />
      <TextAreaField form={form} name="description" label="Description" rows={2} stretch />
      <SuggestField
        form={form}
        name="role"
        label="IAM role"
        description="Tokens carry it in cognito:roles; an identity pool can give its permissions to members."
        placeholder="arn:aws:iam::000000000000:role/name"
        empty="No roles yet"
        options={roles.map(({ RoleName, Arn }) => ({ value: Arn, description: RoleName }))}
        stretch
      />
      <TextField
        form={form}
        name="precedence"
        label="Precedence"
        description="0 and up; the lowest of a user’s groups decides the preferred role. Empty comes last."
        type="number"
      />
    </>
  );
}
