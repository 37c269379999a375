import { PropertyFilter, type PropertyFilterProps } from '@cloudscape-design/components';
import type { SchemaAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Search } from './search.ts';
import { SEARCHABLE } from './search.ts';

const LABELS: Readonly<Record<string, string>> = {
  username: 'Username',
  email: 'Email',
  phone_number: 'Phone number',
  name: 'Name',
  given_name: 'Given name',
  family_name: 'Family name',
  preferred_username: 'Preferred username',
  'cognito:user_status': 'Status',
  status: 'Enabled',
  sub: 'sub',
};

/** The conditions that ListUsers knows come first: `=` and `^`. The others are tested on the users that were read. */
const TEXT: PropertyFilterProps.FilteringProperty['operators'] = ['^', '=', ':', '!=', '!:'];

function propertiesOf(schema: readonly SchemaAttributeType[]): PropertyFilterProps.FilteringProperty[] {
  const own = schema.flatMap(({ Name }) =>
    Name === undefined || SEARCHABLE.some((name) => name === Name) ? [] : [Name],
  );
  return [
    ...SEARCHABLE.map((key) => ({
      key,
      propertyLabel: LABELS[key] ?? key,
      groupValuesLabel: `${LABELS[key] ?? key} values`,
      operators: key === 'status' || key === 'cognito:user_status' ? (['=', '!='] as const) : TEXT,
      group: 'engine',
    })),
    ...own.map((key) => ({
      key,
      propertyLabel: key,
      groupValuesLabel: `${key} values`,
      operators: TEXT,
      group: 'window',
    })),
  ];
}

const OPTIONS: readonly PropertyFilterProps.FilteringOption[] = [
  ...['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED', 'EXTERNAL_PROVIDER'].map((value) => ({
    propertyKey: 'cognito:user_status',
    value,
  })),
  { propertyKey: 'status', value: 'Enabled' },
  { propertyKey: 'status', value: 'Disabled' },
];

/** The users' search field. `countText` says how many of how many were found. */
export function UserSearch({
  schema,
  search,
  countText,
  onChange,
}: {
  readonly schema: readonly SchemaAttributeType[];
  readonly search: Search;
  readonly countText: string;
  readonly onChange: (search: Search) => void;
}) {
  return (
    <PropertyFilter
      query={{ tokens: [...search.tokens], operation: search.operation }}
      onChange={({ detail }) =>
        onChange({
          tokens: detail.tokens.map(({ propertyKey, operator, value }) => ({
            propertyKey,
            operator,
            value: value as unknown,
          })),
          operation: detail.operation,
        })
      }
      filteringProperties={propertiesOf(schema)}
      filteringOptions={OPTIONS}
      customGroupsText={[
        { group: 'engine', properties: 'Searched by the engine (ListUsers)', values: 'Values' },
        { group: 'window', properties: 'Tested on the users read', values: 'Values' },
      ]}
      filteringAriaLabel="Search users"
      filteringPlaceholder="Search users"
      countText={countText}
      expandToViewport
    />
  );
}
