import { Button, Input, Select, SpaceBetween } from '@cloudscape-design/components';
import type { Input as CallInput } from '../../../../shared/contract.ts';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import '../identity-pools.css';
import { loginOf, providersOf, titleOf } from '../providers/providers.ts';

/** What identities are searched by, as the form holds it. */
export type Search = {
  readonly by: 'id' | 'subject' | 'developer';
  readonly text: string;
  /** The key of a login, `guest`, or empty for all. */
  readonly who: string;
  readonly state: '' | 'enabled' | 'disabled';
};

export const ANYBODY: Search = { by: 'id', text: '', who: '', state: '' };

/** The search as `FindIdentities` takes it. */
export function filterOf(
  { by, text, who, state }: Search,
  pool: IdentityPool,
): Partial<CallInput<'poolkeeper', 'FindIdentities'>> {
  const words = text.trim();
  return {
    ...(words === '' ? {} : by === 'id' ? { IdPrefix: words } : { Subject: words }),
    ...(by === 'developer' && words !== '' && pool.DeveloperProviderName !== undefined
      ? { Provider: pool.DeveloperProviderName }
      : who === '' || who === 'guest'
        ? {}
        : { Provider: who }),
    ...(who === 'guest' ? { Kind: 'guest' as const } : {}),
    ...(state === '' ? {} : { State: state }),
  };
}

const STATES = [
  { value: '', label: 'Enabled or disabled' },
  { value: 'enabled', label: 'Enabled' },
  { value: 'disabled', label: 'Disabled' },
];

/** Finds identities by id, by user, by provider and by state; the engine does the finding. */
export function IdentitySearch({
  pool,
  search,
  onChange,
}: {
  readonly pool: IdentityPool;
  readonly search: Search;
  readonly onChange: (search: Search) => void;
}) {
  const set = (changed: Partial<Search>): void => onChange({ ...search, ...changed });
  const ways = [
    { value: 'id', label: 'Identity ID' },
    { value: 'subject', label: 'User at the provider' },
    ...(pool.DeveloperProviderName === undefined ? [] : [{ value: 'developer', label: 'Developer user ID' }]),
  ];
  const logins = providersOf(pool).map((provider) => ({ value: loginOf(provider), label: titleOf(provider) }));
  const people = [
    { value: '', label: 'Everybody' },
    { value: 'guest', label: 'Guests' },
    ...logins.filter(({ value }, index) => logins.findIndex((other) => other.value === value) === index),
  ];
  return (
    <div className="pk-identity-search">
      <Select
        ariaLabel="Search by"
        options={ways}
        selectedOption={ways.find(({ value }) => value === search.by) ?? null}
        onChange={({ detail }) => set({ by: detail.selectedOption.value as Search['by'] })}
      />
      <Input
        type="search"
        ariaLabel="Search identities"
        value={search.text}
        placeholder={
          search.by === 'id'
            ? 'Beginning of the ID'
            : search.by === 'subject'
              ? 'sub or name ID, whole'
              : 'ID at your back end, whole'
        }
        clearAriaLabel="Clear"
        onChange={({ detail }) => set({ text: detail.value })}
      />
      <Select
        ariaLabel="Signed in by"
        options={people}
        disabled={search.by === 'developer' && search.text !== ''}
        selectedOption={people.find(({ value }) => value === search.who) ?? null}
        onChange={({ detail }) => set({ who: detail.selectedOption.value ?? '' })}
      />
      <Select
        ariaLabel="State"
        options={STATES}
        selectedOption={STATES.find(({ value }) => value === search.state) ?? null}
        onChange={({ detail }) => set({ state: (detail.selectedOption.value ?? '') as Search['state'] })}
      />
      <SpaceBetween direction="horizontal" size="xs">
        {search.by === 'developer' && search.text.trim() !== '' && (
          <CopyAsCli
            calls={[
              cli('cognito-identity', 'LookupDeveloperIdentity', {
                IdentityPoolId: pool.IdentityPoolId,
                DeveloperUserIdentifier: search.text.trim(),
              }),
            ]}
          />
        )}
        {search !== ANYBODY && <Button onClick={() => onChange(ANYBODY)}>Clear</Button>}
      </SpaceBetween>
    </div>
  );
}
