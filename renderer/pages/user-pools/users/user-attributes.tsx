import {
  Badge,
  Box,
  Button,
  Container,
  Form,
  FormField,
  Header,
  Input,
  Multiselect,
  SpaceBetween,
  StatusIndicator,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type { AdminGetUserResponse, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { queryClient } from '../../../client/queries.ts';
import { cli, CopyAsCli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { flash } from '../../../state/flash.ts';
import { attribute, rulesOf, settableAttributes, STANDARD } from './attributes.ts';
import { useBuilt } from '../built.ts';

type Values = Readonly<Record<string, string>>;

/** A user's attributes, and their editor. */
export function UserAttributes({ pool, user }: { readonly pool: UserPoolType; readonly user: AdminGetUserResponse }) {
  const built = useBuilt();
  const [editing, setEditing] = useState(false);
  if (editing) return <AttributeEditor pool={pool} user={user} onDone={() => setEditing(false)} />;
  const flags = ['email_verified', 'phone_number_verified'];
  const shown = (user.UserAttributes ?? []).filter(({ Name }) => Name !== 'sub' && !flags.includes(Name));
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${shown.length})`}
          actions={
            built('AdminUpdateUserAttributes', 'AdminDeleteUserAttributes') && (
              <Button ariaLabel="Edit attributes" onClick={() => setEditing(true)}>
                Edit
              </Button>
            )
          }
        >
          Attributes
        </Header>
      }
    >
      {shown.length === 0 ? (
        <Box color="text-body-secondary">The user has no attributes but sub.</Box>
      ) : (
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
      )}
    </Container>
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

function AttributeEditor({
  pool,
  user,
  onDone,
}: {
  readonly pool: UserPoolType;
  readonly user: AdminGetUserResponse;
  readonly onDone: () => void;
}) {
  const offered = settableAttributes(pool.SchemaAttributes ?? []);
  const [before] = useState<Values>(() =>
    Object.fromEntries(offered.map(({ Name = '' }) => [Name, attribute(user.UserAttributes, Name) ?? ''])),
  );
  const [values, setValues] = useState(before);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const shown = offered.filter(
    ({ Name = '', Required }) =>
      before[Name] !== '' || Required === true || Name.includes('custom:') || added.includes(Name),
  );
  const rest = offered.filter((schema) => !shown.includes(schema));
  const calls = callsFor(pool.Id ?? '', user.Username, before, values);
  const save = async (): Promise<void> => {
    setSaving(true);
    setFault(undefined);
    try {
      for (const { service, operation, input } of calls) await call(service, operation as never, input as never);
      flash.success('Attributes were updated.');
      onDone();
    } catch (error) {
      setFault(asFault(error));
      setSaving(false);
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['cognito-idp'] });
    }
  };
  return (
    <form
      aria-label="Attributes"
      onSubmit={(event) => {
        event.preventDefault();
        if (calls.length > 0) void save();
      }}
    >
      <UnsavedGuard dirty={calls.length > 0 && !saving} />
      <Container
        header={
          <Header
            variant="h2"
            description="An emptied attribute is deleted. A new email or phone number is not verified unless you say so."
          >
            Attributes
          </Header>
        }
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onDone}>
                Cancel
              </Button>
              {calls.length > 0 && <CopyAsCli calls={calls} />}
              <Button variant="primary" disabled={calls.length === 0} loading={saving} loadingText="Saving">
                Save attributes
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={fault} />
            {shown.map((schema) => {
              const { Name = '' } = schema;
              const known = STANDARD.find(({ name }) => name === Name);
              return (
                <FormField
                  key={Name}
                  label={known === undefined ? Name : `${known.label} (${Name})`}
                  description={known?.holds ?? rulesOf(schema)}
                >
                  <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                    <Input
                      ariaLabel={Name}
                      value={values[Name] ?? ''}
                      disabled={schema.Mutable === false && before[Name] !== ''}
                      onChange={({ detail }) => setValues((now) => ({ ...now, [Name]: detail.value }))}
                    />
                    {schema.Mutable === false && <Badge>Immutable</Badge>}
                  </SpaceBetween>
                </FormField>
              );
            })}
            <FormField label="Further attributes">
              <Multiselect
                selectedOptions={added.map((value) => ({ value, label: value }))}
                options={[...rest.map(({ Name = '' }) => Name), ...added].map((value) => ({ value, label: value }))}
                placeholder="Choose attributes to fill in"
                filteringType="auto"
                deselectAriaLabel={({ label }) => `Remove ${label}`}
                onChange={({ detail }) => setAdded(detail.selectedOptions.map(({ value }) => value ?? ''))}
              />
            </FormField>
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
