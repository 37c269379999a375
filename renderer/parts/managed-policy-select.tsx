import { isAwsPolicy } from '../../shared/aws/arn.ts';
import { Select } from '@cloudscape-design/components';
import { usePages } from '../client/hooks.ts';

/** Chooses a managed policy of the account or one of AWS's own. */
export function ManagedPolicySelect({
  label,
  arn,
  without = [],
  onChange,
}: {
  readonly label: string;
  readonly arn: string;
  /** ARNs that are not offered: those that are attached already. */
  readonly without?: readonly string[];
  readonly onChange: (arn: string) => void;
}) {
  const policies = usePages(
    'iam',
    'ListPolicies',
    { MaxItems: 200 },
    { token: 'Marker', items: (output) => output.Policies, next: (output) => output.Marker },
  );
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
      placeholder="Choose a policy"
      filteringType="auto"
      filteringAriaLabel="Find a policy"
      filteringPlaceholder="Find a policy"
      empty="There is no policy to choose"
      expandToViewport
      statusType={policies.loading || policies.loadingMore ? 'loading' : policies.more ? 'pending' : 'finished'}
      onLoadItems={() => policies.more && policies.loadMore()}
      selectedOption={options.find(({ value }) => value === arn) ?? null}
      options={options}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}
