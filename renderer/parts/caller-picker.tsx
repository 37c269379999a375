import { Autosuggest, FormField, Select, Textarea, type SelectProps } from '@cloudscape-design/components';
import type { TestCaller } from '../../shared/poolkeeper/operations.ts';
import { useCall } from '../client/hooks.ts';

/** What the picker holds: a caller as far as it was filled in. */
type Draft = {
  readonly kind: TestCaller['kind'];
  readonly userPoolId?: string | undefined;
  readonly identityPoolId?: string | undefined;
  readonly username: string;
  readonly role: string;
  readonly token: string;
};

/** Begins with a user: that is who the resources are for. */
export const EMPTY_CALLER: Draft = { kind: 'user', username: '', role: '', token: '' };

const KINDS: readonly (SelectProps.Option & { readonly value: TestCaller['kind'] })[] = [
  { value: 'user', label: 'A user', description: 'Signed in anew, with the credentials of an identity pool' },
  { value: 'role', label: 'A role', description: 'A session of the role, whoever it trusts' },
  { value: 'token', label: 'A pasted token', description: 'In the Authorization header, unsigned' },
  { value: 'nobody', label: 'Nobody', description: 'Neither a signature nor a token' },
  { value: 'root', label: 'The account root', description: 'May do everything' },
];

/** The caller of a draft, once it is whole. The pools default to the first there are, as the picker shows them. */
export function callerOf(draft: Draft, pools: Pools): TestCaller | undefined {
  const { kind, username, role, token } = draft;
  switch (kind) {
    case 'user': {
      const userPoolId = draft.userPoolId ?? pools.userPools[0]?.value;
      const identityPoolId = draft.identityPoolId ?? pools.identityPools[0]?.value;
      if (username.trim() === '' || userPoolId === undefined) return undefined;
      return { kind, userPoolId, username: username.trim(), ...(identityPoolId ? { identityPoolId } : {}) };
    }
    case 'role':
      return role === '' ? undefined : { kind, arn: role };
    case 'token':
      return token.trim() === '' ? undefined : { kind, token: token.trim() };
    default:
      return { kind };
  }
}

type Choice = { readonly value: string; readonly label: string };
type Pools = { readonly userPools: readonly Choice[]; readonly identityPools: readonly Choice[] };

/** The pools that a caller may come from. */
export function usePools(): Pools {
  const users = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  const identities = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  return {
    userPools: (users.output?.UserPools ?? []).flatMap(({ Id, Name }) =>
      Id === undefined ? [] : [{ value: Id, label: Name ?? Id }],
    ),
    identityPools: (identities.output?.IdentityPools ?? []).flatMap(({ IdentityPoolId, IdentityPoolName }) =>
      IdentityPoolId === undefined ? [] : [{ value: IdentityPoolId, label: IdentityPoolName ?? IdentityPoolId }],
    ),
  };
}

const NONE: Choice = { value: '', label: 'None: the ID token alone' };

/** Chooses as whom something is tried. `kinds` are those that make sense where it stands. */
export function CallerPicker({
  draft,
  onChange,
  pools,
  kinds = KINDS.map(({ value }) => value),
}: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly pools: Pools;
  readonly kinds?: readonly TestCaller['kind'][];
}) {
  const offered = KINDS.filter(({ value }) => kinds.includes(value));
  const change = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  return (
    <div className="pk-fields">
      <FormField label="As">
        <Select
          selectedOption={offered.find(({ value }) => value === draft.kind) ?? null}
          options={offered}
          onChange={({ detail }) => change({ kind: detail.selectedOption.value as TestCaller['kind'] })}
        />
      </FormField>
      {draft.kind === 'user' && <UserFields draft={draft} change={change} pools={pools} />}
      {draft.kind === 'role' && <RoleField draft={draft} change={change} />}
      {draft.kind === 'token' && (
        <FormField label="Token">
          <Textarea value={draft.token} rows={2} onChange={({ detail }) => change({ token: detail.value })} />
        </FormField>
      )}
    </div>
  );
}

type FieldProps = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void };

function UserFields({ draft, change, pools }: FieldProps & { readonly pools: Pools }) {
  const poolId = draft.userPoolId ?? pools.userPools[0]?.value ?? '';
  const { output, loading } = useCall(
    'cognito-idp',
    'ListUsers',
    {
      UserPoolId: poolId,
      Limit: 20,
      AttributesToGet: [],
      ...(draft.username === '' ? {} : { Filter: `username ^= "${draft.username.replaceAll('"', '')}"` }),
    },
    { enabled: poolId !== '', keepPrevious: true },
  );
  const identityPools = [...pools.identityPools, NONE];
  const chosen = draft.identityPoolId ?? identityPools[0]?.value;
  return (
    <>
      <FormField label="User pool">
        <Select
          selectedOption={pools.userPools.find(({ value }) => value === poolId) ?? null}
          options={pools.userPools}
          placeholder="No user pools"
          onChange={({ detail }) => change({ userPoolId: detail.selectedOption.value, username: '' })}
        />
      </FormField>
      <FormField label="User">
        <Autosuggest
          value={draft.username}
          options={(output?.Users ?? []).flatMap(({ Username }) =>
            Username === undefined ? [] : [{ value: Username }],
          )}
          filteringType="manual"
          statusType={loading ? 'loading' : 'finished'}
          loadingText="Looking for users"
          enteredTextLabel={(text) => `Use ${text}`}
          placeholder="Username"
          empty="No users"
          onChange={({ detail }) => change({ username: detail.value })}
        />
      </FormField>
      <FormField label="Identity pool">
        <Select
          selectedOption={identityPools.find(({ value }) => value === chosen) ?? null}
          options={identityPools}
          onChange={({ detail }) => change({ identityPoolId: detail.selectedOption.value })}
        />
      </FormField>
    </>
  );
}

function RoleField({ draft, change }: FieldProps) {
  const { output } = useCall('iam', 'ListRoles', { MaxItems: 1000 });
  const roles = (output?.Roles ?? []).map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName, description: Arn }));
  return (
    <FormField label="Role">
      <Select
        selectedOption={roles.find(({ value }) => value === draft.role) ?? null}
        options={roles}
        filteringType="auto"
        placeholder="Choose a role"
        empty="No roles"
        onChange={({ detail }) => change({ role: detail.selectedOption.value ?? '' })}
      />
    </FormField>
  );
}
