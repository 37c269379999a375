import { resourceName } from '../../../shared/aws/arn.ts';
import type { ComponentProps } from 'react';
import { useCall } from '../../client/hooks.ts';
import { LabelledSelect, LabelledSuggest, type Choice } from '../../parts/labelled.tsx';

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void };

/** One of a list that is known whole. */
const OneOf = (props: ComponentProps<typeof LabelledSelect>) => (
  <LabelledSelect filteringType="auto" placeholder="Choose" empty="There are none." {...props} />
);

/** A text with suggestions; any other text will do too. */
export function Suggested({
  label,
  onChange,
  loading = false,
  ...suggest
}: Omit<ComponentProps<typeof LabelledSuggest>, 'label'> & { readonly label: string; readonly loading?: boolean }) {
  return (
    <LabelledSuggest
      label={label}
      ariaLabel={label}
      stretch
      enteredTextLabel={(text) => `Use "${text}"`}
      statusType={loading ? 'loading' : 'finished'}
      loadingText="Reading"
      empty="No suggestions"
      onChange={(text) => onChange(text.trim())}
      {...suggest}
    />
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
  return <OneOf {...props} label="Identity pool" description="It chooses the role." options={options} />;
}

export function UserPoolField(props: FieldProps) {
  const { output } = useCall('cognito-idp', 'ListUserPools', { MaxResults: LIST });
  const options = (output?.UserPools ?? []).map(({ Id = '', Name }) => ({
    value: Id,
    label: Name ?? Id,
    description: Id,
  }));
  return <OneOf {...props} label="User pool" description="Where the user signs in." options={options} />;
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
    description: UserStatus,
  }));
  return (
    <Suggested
      {...props}
      label="User"
      description="A username, an alias or a sub."
      options={options}
      loading={loading}
      filteringType="manual"
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
  return <OneOf {...props} label="App client" description="By which the user signs in." options={options} />;
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
  const options: Choice[] = [
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
    <OneOf
      {...props}
      label="Provider"
      description="Who authenticates the user."
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
  return <OneOf {...props} label={label} description={description} options={options} />;
}

export function IamUserField(props: FieldProps) {
  const { output } = useCall('iam', 'ListUsers', { MaxItems: 1000 });
  const options = (output?.Users ?? []).map(({ Arn, UserName }) => ({
    value: UserName,
    label: UserName,
    description: Arn,
  }));
  return (
    <OneOf
      {...props}
      label="IAM user"
      description="An administrator or a back end with access keys."
      options={options}
      empty="The account has no IAM users."
    />
  );
}
