import { limitsOf } from '../../../../shared/aws/limits.ts';
import { fits, textProblem } from '../../../lib/limits.ts';
import {
  Autosuggest,
  Container,
  FormField,
  Header,
  Input,
  SpaceBetween,
  Textarea,
} from '@cloudscape-design/components';
import type { GroupType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { useBuilt } from '../built.ts';
import { LockedLabel } from '../pool/locked.tsx';
import { present, type Problems } from '../create-pool/new-pool.ts';

/** A group as it is typed. */
export type GroupForm = {
  readonly name: string;
  readonly description: string;
  readonly precedence: string;
  readonly role: string;
};

/** The form's start for a group that exists, or for a new one. */
export function groupForm(group?: GroupType): GroupForm {
  return {
    name: group?.GroupName ?? '',
    description: group?.Description ?? '',
    precedence: group?.Precedence === undefined ? '' : String(group.Precedence),
    role: group?.RoleArn ?? '',
  };
}

const LIMITS = {
  name: limitsOf('cognito-idp', 'CreateGroup', 'GroupName'),
  description: limitsOf('cognito-idp', 'CreateGroup', 'Description'),
  role: limitsOf('cognito-idp', 'CreateGroup', 'RoleArn'),
} as const;

/** What is wrong with the form, by field. */
export function groupProblems(form: GroupForm): Problems {
  return present({
    name: textProblem(form.name, LIMITS.name),
    description: textProblem(form.description, LIMITS.description),
    precedence:
      form.precedence === '' || /^\d{1,9}$/.test(form.precedence) ? undefined : 'A whole number from 0, or empty.',
    role:
      form.role === '' || fits(form.role, LIMITS.role)
        ? undefined
        : 'An ARN such as arn:aws:iam::000000000000:role/name.',
  });
}

/** The members of CreateGroup and UpdateGroup for the form; what is empty is left out. */
export function groupRequest(form: GroupForm, poolId: string) {
  return {
    UserPoolId: poolId,
    GroupName: form.name,
    ...(form.description === '' ? {} : { Description: form.description }),
    ...(form.role === '' ? {} : { RoleArn: form.role }),
    ...(form.precedence === '' ? {} : { Precedence: Number(form.precedence) }),
  };
}

/** The fields of a group. The name cannot be changed once the group exists. */
export function GroupFields({
  form,
  problems,
  exists,
  change,
}: {
  readonly form: GroupForm;
  readonly problems: Problems;
  readonly exists: boolean;
  readonly change: (changes: Partial<GroupForm>) => void;
}) {
  const built = useBuilt('iam');
  const roles = useCall('iam', 'ListRoles', {}, { enabled: built('ListRoles') }).output?.Roles ?? [];
  return (
    <Container header={<Header variant="h2">Group</Header>}>
      <SpaceBetween size="l">
        <FormField
          label={<LockedLabel>Group name</LockedLabel>}
          description="Tokens carry it in cognito:groups."
          errorText={problems['name']}
        >
          <Input
            value={form.name}
            disabled={exists}
            placeholder="premium"
            onChange={({ detail }) => change({ name: detail.value })}
          />
        </FormField>
        <FormField label="Description" errorText={problems['description']} stretch>
          <Textarea
            value={form.description}
            rows={2}
            onChange={({ detail }) => change({ description: detail.value })}
          />
        </FormField>
        <FormField
          label="IAM role"
          description="Tokens carry it in cognito:roles; an identity pool can give its permissions to members."
          errorText={problems['role']}
          stretch
        >
          <Autosuggest
            value={form.role}
            placeholder="arn:aws:iam::000000000000:role/name"
            enteredTextLabel={(value) => `Use ${value}`}
            empty="No roles yet"
            options={roles.map(({ RoleName, Arn }) => ({ value: Arn, description: RoleName }))}
            onChange={({ detail }) => change({ role: detail.value })}
          />
        </FormField>
        <FormField
          label="Precedence"
          description="0 and up; the lowest of a user’s groups decides the preferred role. Empty comes last."
          errorText={problems['precedence']}
        >
          <Input
            type="number"
            value={form.precedence}
            onChange={({ detail }) => change({ precedence: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
