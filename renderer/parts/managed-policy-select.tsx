import { Select } from '@cloudscape-design/components';
import { isAwsPolicy, resourceName } from '../../shared/aws/arn.ts';
import { useList } from '../client/lists.ts';

/** Chooses a managed policy of the account or one of AWS's own; gives its ARN. */
export function ManagedPolicySelect({
  label,
  arn,
  without = [],
  none,
  onChange,
}: {
  readonly label: string;
  readonly arn: string;
  /** ARNs that are not offered: those that are attached already. */
  readonly without?: readonly string[];
  /** What it is called to choose none, where that is a choice: `No boundary`. */
  readonly none?: string;
  readonly onChange: (arn: string) => void;
}) {
  const policies = useList('iam', 'ListPolicies', { MaxItems: 1000 }, 'Policies');
  const options = (policies.items ?? [])
    .filter(({ Arn = '' }) => !without.includes(Arn))
    .map(({ Arn = '', PolicyName = '' }) => ({
      value: Arn,
      label: PolicyName,
      description: isAwsPolicy(Arn) ? 'AWS managed' : 'Customer managed',
    }));
  return (
    <Select
      ariaLabel={label}
      placeholder={none ?? 'Choose a policy'}
      filteringType="auto"
      filteringAriaLabel="Find a policy"
      filteringPlaceholder="Find a policy"
      empty="There is no policy to choose"
      expandToViewport
      statusType={policies.loading || policies.loadingMore ? 'loading' : policies.more ? 'pending' : 'finished'}
      onLoadItems={() => policies.more && policies.loadMore()}
      selectedOption={arn === '' ? null : { value: arn, label: resourceName(arn) }}
      options={none === undefined ? options : [{ value: '', label: none }, ...options]}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}
