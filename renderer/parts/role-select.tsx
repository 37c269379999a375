import { Select } from '@cloudscape-design/components';
import { useList } from '../client/lists.ts';

const NAME = /\/([^/]+)$/;

/** Chooses a role by name; gives its ARN. */
export function RoleSelect({
  label,
  value,
  onChange,
  optional = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (arn: string) => void;
  readonly optional?: boolean;
}) {
  const roles = useList('iam', 'ListRoles', { MaxItems: 200 }, 'Roles');
  const options = (roles.items ?? []).map(({ RoleName, Arn, Description }) => ({
    value: Arn,
    label: RoleName,
    description: Description ?? Arn,
  }));
  return (
    <Select
      ariaLabel={label}
      placeholder="Choose a role"
      empty="There is no role"
      filteringType="auto"
      filteringAriaLabel="Find a role"
      expandToViewport
      statusType={roles.loading ? 'loading' : roles.more ? 'pending' : 'finished'}
      onLoadItems={() => roles.more && roles.loadMore()}
      selectedOption={value === '' ? null : { value, label: NAME.exec(value)?.[1] ?? value }}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      options={optional ? [{ value: '', label: 'No role' }, ...options] : options}
    />
  );
}
