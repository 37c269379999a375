import {
  Autosuggest,
  ExpandableSection,
  FormField,
  SegmentedControl,
  Select,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useDeferredValue, useEffect } from 'react';
import { useCall } from '../../../client/hooks.ts';
import { JsonEditor, jsonProblem } from '../../../parts/json-editor.tsx';
import { detailOf, keyOf, titleOf, type Provider } from '../providers/providers.ts';
import { RoleSelect } from '../../../parts/role-select.tsx';
import { exampleClaims, providerFor, providersFor, waysOf, type SubjectForm, type SubjectWay } from './subject.ts';
import { LabelledInput, LabelledTextarea } from '../../../parts/labelled.tsx';

type FieldsProps = {
  readonly form: SubjectForm;
  readonly providers: readonly Provider[];
  readonly onChange: (changed: Partial<SubjectForm>) => void;
};

/** Chooses whose role is asked about: a user, a token, made-up claims, a developer's user, a guest. */
export function SubjectFields(props: FieldsProps) {
  const { form, providers, onChange } = props;
  return (
    <SpaceBetween size="m">
      <SegmentedControl
        label="Who comes"
        selectedId={form.way}
        options={waysOf(providers)}
        onChange={({ detail }) => onChange({ way: detail.selectedId as SubjectWay, provider: '' })}
      />
      <ProviderChoice {...props} />
      {form.way === 'user' && <UserField key={form.provider} {...props} />}
      {form.way === 'token' && (
        <LabelledTextarea
          label="Token"
          description="Checked as in a real sign-in."
          stretch
          value={form.token}
          rows={4}
          spellcheck={false}
          placeholder="eyJraWQiOi…"
          onChange={(token) => onChange({ token })}
          trim
        />
      )}
      {form.way === 'claims' && <ClaimsField {...props} />}
      {form.way === 'developer' && (
        <LabelledInput
          label="User at your back end"
          description="As it is passed to GetOpenIdTokenForDeveloperIdentity."
          value={form.developerUser}
          placeholder="user-42"
          onChange={(developerUser) => onChange({ developerUser })}
          trim
        />
      )}
      {form.way !== 'guest' && (
        <ExpandableSection headerText="The app asks for a role" defaultExpanded={form.customRole !== ''}>
          <FormField
            label="CustomRoleArn"
            description="Granted only if the token holds it, or a rule that fits leads to it."
          >
            <RoleSelect
              label="Role asked for"
              optional
              value={form.customRole}
              onChange={(customRole) => onChange({ customRole })}
            />
          </FormField>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function ProviderChoice({ form, providers, onChange }: FieldsProps) {
  const fitting = providersFor(form.way, providers);
  const chosen = providerFor(form, providers);
  if (fitting.length < 2 && form.way !== 'token') return null;
  const told = { value: '', label: 'Told from the token' };
  const options = fitting.map((provider) => ({
    value: keyOf(provider),
    label: titleOf(provider),
    description: detailOf(provider),
  }));
  return (
    <FormField label="Provider">
      <Select
        expandToViewport
        selectedOption={chosen === undefined ? told : (options.find(({ value }) => value === keyOf(chosen)) ?? null)}
        options={form.way === 'token' ? [told, ...options] : options}
        onChange={({ detail }) =>
          onChange({ provider: detail.selectedOption.value ?? '', username: '', claims: undefined })
        }
      />
    </FormField>
  );
}

/** How many users are offered at once. */
const OFFERED = 20;

function UserField({ form, providers, onChange }: FieldsProps) {
  const provider = providerFor(form, providers);
  const UserPoolId = provider?.kind === 'user-pool' ? provider.userPoolId : '';
  const typed = useDeferredValue(form.username).replaceAll(/["\\]/g, '');
  const { output, loading } = useCall(
    'cognito-idp',
    'ListUsers',
    { UserPoolId, Limit: OFFERED, ...(typed === '' ? {} : { Filter: `username ^= "${typed}"` }) },
    { enabled: UserPoolId !== '', keepPrevious: true },
  );
  const users = output?.Users ?? [];
  const first = users[0]?.Username;
  useEffect(() => {
    // Somebody to begin with; never again once a name was typed.
    if (form.username === '' && first !== undefined) onChange({ username: first });
    // oxlint-disable-next-line react/exhaustive-deps -- only the arrival of the first user counts
  }, [first, UserPoolId]);
  return (
    <FormField label="User" description="As if they signed in now. A username, an alias or a sub.">
      <Autosuggest
        value={form.username}
        ariaLabel="User"
        filteringType="manual"
        statusType={loading ? 'loading' : 'finished'}
        placeholder="Username"
        empty="No user begins so"
        enteredTextLabel={(value) => `Use ${value}`}
        options={users.map(({ Username = '', Attributes = [] }) => ({
          value: Username,
          description: Attributes.find(({ Name }) => Name === 'email')?.Value ?? '',
        }))}
        onChange={({ detail }) => onChange({ username: detail.value.trim() })}
      />
    </FormField>
  );
}

function ClaimsField({ form, providers, onChange }: FieldsProps) {
  const text = form.claims ?? exampleClaims(providerFor(form, providers));
  return (
    <FormField
      label="Claims"
      description="Nothing is signed or checked: what if a token said this?"
      errorText={jsonProblem(text)}
      stretch
    >
      <JsonEditor label="Claims" value={text} onChange={(claims) => onChange({ claims })} />
    </FormField>
  );
}
