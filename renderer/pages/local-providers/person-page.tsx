import { ContentLayout, Spinner } from '@cloudscape-design/components';
import { useState } from 'react';
import { useParams } from 'react-router';
import { z } from 'zod';
import type { LocalProvider, LocalProviderClaims, LocalProviderPerson } from '../../../shared/poolkeeper/operations.ts';
import { listCrumb, listPath, pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { CreatePage } from '../../parts/create-page.tsx';
import { jsonText } from '../../parts/draft.ts';
import { Empty } from '../../parts/empty.tsx';
import { Field, TextField } from '../../parts/fields.tsx';
import { useDraft } from '../../parts/form.tsx';
import { GoButton } from '../../parts/go.tsx';
import { JsonEditor } from '../../parts/json-editor.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Section } from '../../parts/section.tsx';
import { firstClaims, LOCAL_PROVIDERS_HELP } from './words.ts';

const crumbsOf = (name: string) => [
  listCrumb('local-provider'),
  { text: name, href: pagePath('local-provider', name) },
];

/** Adds a person to a local provider, or changes their claims. */
export function PersonPage() {
  const { name = '', id } = useParams();
  const { output } = useCall('poolkeeper', 'ListLocalProviders', {});
  const localProvider = output?.localProviders.find((one) => one.name === name);
  const person = localProvider?.people.find((one) => one.id === id);
  if (localProvider !== undefined && (id === undefined || person !== undefined))
    return <PersonForm key={`${name} ${id ?? ''}`} localProvider={localProvider} person={person} />;
  return (
    <ContentLayout
      header={<PageHeader title={id ?? 'Add person'} crumbs={crumbsOf(name)} help={LOCAL_PROVIDERS_HELP} />}
    >
      {output === undefined ? (
        <Spinner size="large" />
      ) : (
        <Empty
          title={localProvider === undefined ? `There is no local provider ${name}` : `${name} has no such person`}
          action={<GoButton to={listPath('local-provider')}>All local providers</GoButton>}
        />
      )}
    </ContentLayout>
  );
}

function PersonForm({
  localProvider: { name, kind, people },
  person,
}: {
  readonly localProvider: LocalProvider;
  readonly person: LocalProviderPerson | undefined;
}) {
  const [start] = useState(() => ({
    id: person?.id ?? '',
    claims: JSON.stringify(person?.claims ?? firstClaims(kind), undefined, 2),
  }));
  const isTaken = (id: string): boolean => person === undefined && people.some((one) => one.id === id);
  const schema = z.object({
    id: z.string().refine((id) => !isTaken(id), 'Somebody has this ID already.'),
    claims: jsonText(),
  });
  const form = useDraft(schema, start);
  const claims = kind === 'saml' ? 'Attributes' : 'Claims';
  return (
    <CreatePage
      kind="person"
      title={person?.id ?? 'Add person'}
      action={person === undefined ? 'Add person' : 'Save'}
      crumbs={crumbsOf(name)}
      help={LOCAL_PROVIDERS_HELP}
      form={form}
      service="poolkeeper"
      operation="PutLocalProviderPerson"
      input={(draft) => ({
        LocalProvider: name,
        ...(draft.id === '' ? {} : { Id: draft.id }),
        Claims: parsed(draft.claims),
      })}
      done={(output) => `${output.person.id} saved.`}
      to={() => pagePath('local-provider', name)}
    >
      <Section title="Person">
        <TextField
          form={form}
          name="id"
          label={kind === 'saml' ? 'NameID' : 'ID at the provider'}
          description="Who the token is about: an identity pool gives each its own identity."
          constraint={person === undefined ? 'Empty: one is made in the provider’s form.' : undefined}
          disabled={person !== undefined}
          trim
        />
        <Field
          form={form}
          name="claims"
          label={claims}
          description="Role mapping rules and principal tags of an identity pool see them. Texts, numbers, true, false, or lists of texts."
          stretch
        >
          {({ value, onChange }) => <JsonEditor label={claims} value={value} onChange={onChange} lines={10} />}
        </Field>
      </Section>
    </CreatePage>
  );
}

/** The claims as they are typed; none while they are no JSON, which the schema refuses. */
function parsed(text: string): LocalProviderClaims {
  try {
    return JSON.parse(text) as LocalProviderClaims;
  } catch {
    return {};
  }
}
