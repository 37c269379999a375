import { Badge, Box, Input, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import type { AdminGetUserResponse, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { cli, type CliCall } from '../../../lib/cli.ts';
import { Copy } from '../../../parts/copy.tsx';
import { EditSection } from '../../../parts/edit-section.tsx';
import { Field } from '../../../parts/fields.tsx';
import { useDraft, usePlan } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { AttributeChoice, attributeWords, isOffered } from './attribute-choice.tsx';
import { attribute, settableAttributes, STANDARD } from './attributes.ts';

type Values = Readonly<Record<string, string>>;

const SCHEMA = z.object({ values: z.record(z.string(), z.string()) });

/** A user's attributes, shown and edited in place. */
export function UserAttributes({ pool, user }: { readonly pool: UserPoolType; readonly user: AdminGetUserResponse }) {
  const all = settableAttributes(pool.SchemaAttributes ?? []);
  const before = Object.fromEntries(all.map(({ Name = '' }) => [Name, attribute(user.UserAttributes, Name) ?? '']));
  const form = useDraft(SCHEMA, { values: before });
  const saving = usePlan<z.infer<typeof SCHEMA>>(
    ({ values }) => callsFor(pool.Id ?? '', user.Username, before, values),
    'Attributes were updated.',
  );
  const [added, setAdded] = useState<readonly string[]>([]);
  const shown = all.filter((schema) => before[schema.Name ?? ''] !== '' || isOffered(schema, added));
  return (
    <EditSection
      title="Attributes"
      description="An emptied attribute is deleted. A new email or phone number is not verified unless you say so."
      form={form}
      start={{ values: before }}
      saving={saving}
      view={<Shown user={user} />}
    >
      {shown.map((schema) => {
        const { Name = '', Mutable } = schema;
        const { label, description } = attributeWords(schema);
        return (
          <Field
            key={Name}
            form={form}
            name="values"
            label={label === undefined ? Name : `${label} (${Name})`}
            description={description}
          >
            {({ value, onChange }) => (
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <Input
                  ariaLabel={Name}
                  value={value[Name] ?? ''}
                  disabled={Mutable === false && before[Name] !== ''}
                  onChange={({ detail }) => onChange({ ...value, [Name]: detail.value })}
                />
                {Mutable === false && <Badge>Immutable</Badge>}
              </SpaceBetween>
            )}
          </Field>
        );
      })}
      <AttributeChoice all={all} shown={shown} added={added} onChange={setAdded} />
    </EditSection>
  );
}

const FLAGS: readonly string[] = ['email_verified', 'phone_number_verified'];

function Shown({ user }: { readonly user: AdminGetUserResponse }) {
  const shown = (user.UserAttributes ?? []).filter(({ Name }) => Name !== 'sub' && !FLAGS.includes(Name));
  if (shown.length === 0) return <Box color="text-body-secondary">The user has no attributes but sub.</Box>;
  return (
    <KeyValues
      items={shown.map(({ Name, Value = '' }) => ({
        label: STANDARD.find(({ name }) => name === Name)?.label ?? Name,
        value: (
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Copy value={Value} what={Name} />
            {(Name === 'email' || Name === 'phone_number') && (
              <Verified yes={attribute(user.UserAttributes, `${Name}_verified`) === 'true'} />
            )}
          </SpaceBetween>
        ),
      }))}
    />
  );
}

function Verified({ yes }: { readonly yes: boolean }) {
  return yes ? (
    <StatusIndicator type="success">Verified</StatusIndicator>
  ) : (
    <StatusIndicator type="pending">Not verified</StatusIndicator>
  );
}

/** The calls that turn the old values into the new: one that sets, one that deletes what was emptied. */
function callsFor(poolId: string, Username: string, before: Values, after: Values): CliCall[] {
  const set = Object.entries(after).filter(([name, value]) => value !== '' && value !== before[name]);
  const emptied = Object.keys(before).filter((name) => before[name] !== '' && after[name] === '');
  return [
    ...(set.length === 0
      ? []
      : [
          cli('cognito-idp', 'AdminUpdateUserAttributes', {
            UserPoolId: poolId,
            Username,
            UserAttributes: set.map(([Name, Value]) => ({ Name, Value })),
          }),
        ]),
    ...(emptied.length === 0
      ? []
      : [
          cli('cognito-idp', 'AdminDeleteUserAttributes', {
            UserPoolId: poolId,
            Username,
            UserAttributeNames: emptied,
          }),
        ]),
  ];
}
