import { resourceName } from '../../../shared/aws/arn.ts';
import { Autosuggest, FormField, Select } from '@cloudscape-design/components';
import { useCall } from '../../client/hooks.ts';

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void };
export type Option = { readonly value: string; readonly label: string; readonly description?: string };

/** One of a list that is known whole. A value that the list lacks is shown as it is. */
function Choice({
  label,
  description,
  value,
  options,
  onChange,
  empty = 'There are none.',
}: FieldProps & {
  readonly label: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly empty?: string;
}) {
  const chosen = options.find((option) => option.value === value) ?? (value === '' ? null : { value, label: value });
  return (
    <FormField label={label} description={description}>
      <Select
        filteringType="auto"
        placeholder="Choose"
        empty={empty}
        options={options}
        selectedOption={chosen}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

/** A text with suggestions; any other text will do too. */
export function Suggested({
  label,
  description,
  value,
  options,
  onChange,
  placeholder,
  loading = false,
  filter = 'auto',
}: FieldProps & {
  readonly label: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly placeholder?: string;
  readonly loading?: boolean;
  /** `manual`: the options are those that fit already. */
  readonly filter?: 'auto' | 'manual';
}) {
  return (
    <FormField label={label} description={description} stretch>
      <Autosuggest
        ariaLabel={label}
        value={value}
        options={options}
        filteringType={filter}
        enteredTextLabel={(text) => `Use "${text}"`}
        {...(placeholder === undefined ? {} : { placeholder })}
        statusType={loading ? 'loading' : 'finished'}
        loadingText="Reading"
        empty="No suggestions"
        onChange={({ detail }) => onChange(detail.value.trim())}
      />
    </FormField>
  );
}

const LIST = 60;

export function IdentityPoolField(props: FieldProps) {
  const { output } = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: LIST });
  const options = (output?.IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName }) => ({
    value: IdentityPoolId,
    label: IdentityPoolName ?? IdentityPoolId,
    description: IdentityPoolId,
  }));
  return <Choice {...props} label="Identity pool" description="It chooses the role." options={options} />;
}

export function UserPoolField(props: FieldProps) {
  const { output } = useCall('cognito-idp', 'ListUserPools', { MaxResults: LIST });
  const options = (output?.UserPools ?? []).map(({ Id = '', Name }) => ({
    value: Id,
    label: Name ?? Id,
    description: Id,
  }));
  return <Choice {...props} label="User pool" description="Where the user signs in." options={options} />;
}

/** Usernames that begin with what was typed: twenty of them, however many there are. */
export function UserField({ userPool, ...props }: FieldProps & { readonly userPool: string }) {
  const typed = props.value.replaceAll('"', '');
  const { output, loading } = useCall(
    'cognito-idp',
    'ListUsers',
    { UserPoolId: userPool, Limit: 20, ...(typed === '' ? {} : { Filter: `username ^= "${typed}"` }) },
    { enabled: userPool !== '', keepPrevious: true },
  );
  const options = (output?.Users ?? []).map(({ Username = '', UserStatus }) => ({
    value: Username,
    label: Username,
    ...(UserStatus === undefined ? {} : { description: UserStatus }),
  }));
  return (
    <Suggested
      {...props}
      label="User"
      description="A username, an alias or a sub."
      options={options}
      loading={loading}
      filter="manual"
    />
  );
}

export function ClientField({ userPool, ...props }: FieldProps & { readonly userPool: string }) {
  const { output } = useCall(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: userPool, MaxResults: LIST },
    { enabled: userPool !== '' },
  );
  const options = [
    { value: '', label: 'The first that the identity pool lists' },
    ...(output?.UserPoolClients ?? []).map(({ ClientId = '', ClientName }) => ({
      value: ClientId,
      label: ClientName ?? ClientId,
      description: ClientId,
    })),
  ];
  return <Choice {...props} label="App client" description="By which the user signs in." options={options} />;
}

/** The providers of an identity pool, by the keys of their logins. */
export function ProviderField({
  identityPool,
  optional = false,
  ...props
}: FieldProps & { readonly identityPool: string; readonly optional?: boolean }) {
  const { output } = useCall(
    'cognito-identity',
    'DescribeIdentityPool',
    { IdentityPoolId: identityPool },
    { enabled: identityPool !== '' },
  );
  const options: Option[] = [
    ...(optional ? [{ value: '', label: 'The one that the token names' }] : []),
    ...(output?.CognitoIdentityProviders ?? []).map(({ ProviderName = '', ClientId = '' }) => ({
      value: `${ProviderName}:${ClientId}`,
      label: resourceName(ProviderName),
      description: `User pool, app client ${ClientId}`,
    })),
    ...(output?.OpenIdConnectProviderARNs ?? []).map((arn) => ({
      value: arn,
      label: arn.split(':oidc-provider/').at(-1) ?? arn,
      description: 'OpenID Connect provider',
    })),
    ...(output?.SamlProviderARNs ?? []).map((arn) => ({
      value: arn,
      label: resourceName(arn),
      description: 'SAML provider',
    })),
    ...Object.entries(output?.SupportedLoginProviders ?? {}).map(([name, id]) => ({
      value: name,
      label: name,
      description: id,
    })),
  ];
  return (
    <Choice
      {...props}
      label="Provider"
      description="Who vouches for somebody."
      options={options}
      empty="The identity pool has no provider."
    />
  );
}

/** The roles of the account; without `none` one has to be chosen. */
export function RoleField({
  label = 'Role',
  description = 'Its permissions, as a session has them.',
  none,
  ...props
}: FieldProps & { readonly label?: string; readonly description?: string; readonly none?: string }) {
  const { output } = useCall('iam', 'ListRoles', { MaxItems: 1000 });
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...(output?.Roles ?? []).map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName, description: Arn })),
  ];
  return <Choice {...props} label={label} description={description} options={options} />;
}

export function IamUserField(props: FieldProps) {
  const { output } = useCall('iam', 'ListUsers', { MaxItems: 1000 });
  const options = (output?.Users ?? []).map(({ Arn, UserName }) => ({
    value: UserName,
    label: UserName,
    description: Arn,
  }));
  return (
    <Choice
      {...props}
      label="IAM user"
      description="An administrator or a back end with access keys."
      options={options}
      empty="The account has no IAM users."
    />
  );
}
