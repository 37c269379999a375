import { Checkbox, ColumnLayout, FormField, Toggle } from '@cloudscape-design/components';
import type { FieldError, FieldValues, Path, PathValue } from 'react-hook-form';
import type { ExplicitAuthFlowsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { DraftForm } from '../../../parts/form.tsx';
import { toggled } from '../create-pool/create-steps.tsx';
import { FLOWS, type FlowChoice } from './flows.ts';
import { validityRange, type Problems, type Validity } from '../create-pool/new-pool.ts';
import { ValidityField } from './validity-field.tsx';

/** What a new app client and one that is edited have in common. */
type ClientSettings = {
  readonly flows: readonly ExplicitAuthFlowsType[];
  readonly hideMissingUsers: boolean;
  readonly access: Validity;
  readonly id: Validity;
  readonly refresh: Validity;
};

type FieldsProps = {
  readonly client: ClientSettings;
  readonly problems: Problems;
  readonly change: (changes: Partial<ClientSettings>) => void;
};

/** A draft as the fields that the wizard has too take it: values, problems by field, changes. */
export function fieldsOf<T extends FieldValues>(form: DraftForm<T>) {
  const errors: Readonly<Record<string, FieldError | undefined>> = form.formState.errors as never;
  return {
    client: form.watch(),
    problems: Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, error?.message ?? ''])),
    change: (changes: Partial<T>): void => {
      for (const [name, value] of Object.entries(changes))
        form.setValue(name as Path<T>, value as PathValue<T, Path<T>>, { shouldDirty: true });
    },
  };
}

/** How applications may sign in, and what an unknown name is answered. `choices` are the flows on offer. */
export function SignInSettings({
  client,
  problems,
  change,
  choices = FLOWS,
}: FieldsProps & { readonly choices?: readonly FlowChoice[] }) {
  return (
    <>
      <FormField label="Authentication flows" errorText={problems['flows']}>
        {choices.map(({ value, label, description }) => (
          <Checkbox
            key={value}
            checked={client.flows.includes(value)}
            description={description}
            onChange={({ detail }) => change({ flows: toggled(client.flows, value, detail.checked) })}
          >
            {label}
          </Checkbox>
        ))}
      </FormField>
      <FormField label="Unknown users">
        <Toggle
          checked={client.hideMissingUsers}
          description="PreventUserExistenceErrors. A sign-in with an unknown name is refused like one with a wrong password."
          onChange={({ detail }) => change({ hideMissingUsers: detail.checked })}
        >
          Do not reveal whether a user exists
        </Toggle>
      </FormField>
    </>
  );
}

const LIFETIMES = [
  ['access', 'Access token', 'AccessToken'],
  ['id', 'ID token', 'IdToken'],
  ['refresh', 'Refresh token', 'RefreshToken'],
] as const;

/** How long each of the three tokens lives. */
export function TokenLifetimes({ client, problems, change }: FieldsProps) {
  return (
    <ColumnLayout columns={3} minColumnWidth={240}>
      {LIFETIMES.map(([name, label, token]) => (
        <ValidityField
          key={name}
          label={label}
          description={`${validityRange(token)}.`}
          validity={client[name]}
          problem={problems[name]}
          onChange={(validity) => change({ [name]: validity })}
        />
      ))}
    </ColumnLayout>
  );
}
