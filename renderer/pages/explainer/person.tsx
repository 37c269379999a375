import {
  ColumnLayout,
  FormField,
  Input,
  SegmentedControl,
  Select,
  SpaceBetween,
  Textarea,
} from '@cloudscape-design/components';
import type { AccessPrincipal } from '../../../shared/console.ts';
import { useCall } from '../../engine/hooks.ts';
import type { Sample } from './question.tsx';

/** Whose access is asked about, as the form holds it. */
export type Person = {
  readonly kind: 'user' | 'guest' | 'token' | 'role';
  readonly identityPoolId: string;
  readonly userPoolId: string;
  readonly username: string;
  readonly token: string;
  readonly roleArn: string;
};

/** The free viewer of the sample. */
export const firstPerson = (sample: Sample | undefined): Person => ({
  kind: 'user',
  identityPoolId: sample?.identityPoolId ?? '',
  userPoolId: sample?.poolId ?? '',
  username: sample?.viewers.find(({ groups }) => !groups.includes('premium'))?.username ?? '',
  token: '',
  roleArn: '',
});

/** The principal that the form describes, once it is complete. */
export function principalOf(person: Person): AccessPrincipal | undefined {
  const { identityPoolId: IdentityPoolId, userPoolId: UserPoolId, username: Username } = person;
  if (person.kind === 'role') return person.roleArn === '' ? undefined : { RoleArn: person.roleArn };
  if (IdentityPoolId === '') return undefined;
  if (person.kind === 'guest') return { IdentityPoolId, Guest: true };
  if (person.kind === 'token') return person.token === '' ? undefined : { IdentityPoolId, Token: person.token };
  return UserPoolId === '' || Username === '' ? undefined : { UserPoolId, Username, IdentityPoolId };
}

const KINDS = [
  { id: 'user', text: 'User' },
  { id: 'guest', text: 'Guest' },
  { id: 'token', text: 'Token' },
  { id: 'role', text: 'Role' },
] as const;
const LIST = 60;

/** Chooses a user, a guest, a token or a role. */
export function PersonFields({
  person,
  onChange,
}: {
  readonly person: Person;
  readonly onChange: (person: Person) => void;
}) {
  const { kind } = person;
  const set = (part: Partial<Person>): void => onChange({ ...person, ...part });
  return (
    <SpaceBetween size="m">
      <SegmentedControl
        label="Who"
        selectedId={kind}
        options={KINDS}
        onChange={({ detail }) => set({ kind: detail.selectedId as Person['kind'] })}
      />
      {kind === 'role' ? (
        <RoleField value={person.roleArn} onChange={(roleArn) => set({ roleArn })} />
      ) : (
        <ColumnLayout columns={kind === 'user' ? 3 : 1}>
          <IdentityPoolField value={person.identityPoolId} onChange={(identityPoolId) => set({ identityPoolId })} />
          {kind === 'user' && (
            <UserPoolField value={person.userPoolId} onChange={(userPoolId) => set({ userPoolId })} />
          )}
          {kind === 'user' && (
            <FormField label="User" description="A username, an alias or a sub.">
              <Input value={person.username} onChange={({ detail }) => set({ username: detail.value.trim() })} />
            </FormField>
          )}
          {kind === 'token' && (
            <FormField label="ID token" stretch>
              <Textarea
                value={person.token}
                rows={4}
                spellcheck={false}
                placeholder="eyJraWQiOi…"
                onChange={({ detail }) => set({ token: detail.value.trim() })}
              />
            </FormField>
          )}
        </ColumnLayout>
      )}
    </SpaceBetween>
  );
}

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void };

function Choice({
  label,
  description,
  value,
  options,
  onChange,
}: FieldProps & {
  readonly label: string;
  readonly description: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly description?: string }[];
}) {
  return (
    <FormField label={label} description={description}>
      <Select
        filteringType="auto"
        placeholder="Choose"
        empty="There are none."
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

function IdentityPoolField(props: FieldProps) {
  const { output } = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: LIST });
  const options = (output?.IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName }) => ({
    value: IdentityPoolId,
    label: IdentityPoolName ?? IdentityPoolId,
    description: IdentityPoolId,
  }));
  return <Choice {...props} label="Identity pool" description="It chooses the role." options={options} />;
}

function UserPoolField(props: FieldProps) {
  const { output } = useCall('cognito-idp', 'ListUserPools', { MaxResults: LIST });
  const options = (output?.UserPools ?? []).map(({ Id = '', Name }) => ({
    value: Id,
    label: Name ?? Id,
    description: Id,
  }));
  return <Choice {...props} label="User pool" description="Where the user signs in." options={options} />;
}

function RoleField(props: FieldProps) {
  const { output } = useCall('iam', 'ListRoles', { MaxItems: 1000 });
  const options = (output?.Roles ?? []).map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName, description: Arn }));
  return <Choice {...props} label="Role" description="A session of it, without session policies." options={options} />;
}
