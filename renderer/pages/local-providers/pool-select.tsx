import { Select } from '@cloudscape-design/components';
import { useList } from '../../client/lists.ts';

/** Chooses an identity pool by name; gives its id. */
export function PoolSelect({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const pools = useList('cognito-identity', 'ListIdentityPools', { MaxResults: 60 }, 'IdentityPools');
  const options = (pools.items ?? []).map(({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
    value: IdentityPoolId,
    label: IdentityPoolName,
    description: IdentityPoolId,
  }));
  return (
    <Select
      placeholder="Choose an identity pool"
      empty="There is no identity pool"
      expandToViewport
      statusType={pools.loading ? 'loading' : pools.more ? 'pending' : 'finished'}
      onLoadItems={() => pools.more && pools.loadMore()}
      selectedOption={options.find((option) => option.value === value) ?? null}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      options={options}
    />
  );
}
