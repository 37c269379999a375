import { ExpandableSection } from '@cloudscape-design/components';
import { useSearchParams } from 'react-router';
import { z } from 'zod';
import type { LocalProviderKind } from '../../../shared/poolkeeper/operations.ts';
import { listCrumb, pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { CreatePage } from '../../parts/create-page.tsx';
import { TextField, TilesField } from '../../parts/fields.tsx';
import { useDraft, type DraftForm } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { isNamed, KIND_WORDS, KINDS, LOCAL_PROVIDERS_HELP } from './words.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

type Draft = { kind: LocalProviderKind; name: string; issuer: string };

/** What is wrong with a draft beside the providers that there are. */
const schemaBeside = (existing: readonly { readonly name: string }[]) =>
  z
    .object({ kind: z.custom<LocalProviderKind>(), name: z.string(), issuer: z.string() })
    .superRefine((draft, context) => {
      const { kind } = draft;
      const name = isNamed(kind) ? draft.name : kind;
      const path = [isNamed(kind) ? 'name' : 'kind'];
      if (isNamed(kind) && !NAME.test(name))
        context.addIssue({ code: 'custom', path, message: 'Type a name: lower-case letters, digits and hyphens.' });
      else if (existing.some((provider) => provider.name === name))
        context.addIssue({ code: 'custom', path, message: `There is a local provider ${name} already.` });
    });

/** Makes a local provider: of what kind, and for the kinds with names, which. */
export function CreateLocalProviderPage() {
  const [search] = useSearchParams();
  const existing = useCall('poolkeeper', 'ListLocalProviders', {}).output?.localProviders ?? [];
  const form = useDraft<Draft>(schemaBeside(existing), {
    kind: KINDS.find((kind) => kind === search.get('kind')) ?? 'google',
    name: '',
    issuer: '',
  });
  const kind = form.watch('kind');
  return (
    <CreatePage
      kind="local-provider"
      title="Create local provider"
      crumbs={[listCrumb('local-provider')]}
      help={LOCAL_PROVIDERS_HELP}
      form={form}
      service="poolkeeper"
      operation="PutLocalProvider"
      input={({ kind: Kind, name, issuer }) => ({
        Kind,
        ...(isNamed(Kind) ? { Name: name, ...(issuer === '' ? {} : { Issuer: issuer }) } : {}),
      })}
      done={({ localProvider }) => `Local provider ${localProvider.name} created.`}
      to={({ localProvider }) => pagePath('local-provider', localProvider.name)}
    >
      <Section title="Stands for">
        <TilesField
          form={form}
          name="kind"
          label="Stands for"
          columns={4}
          options={KINDS.map((value) => ({
            value,
            label: KIND_WORDS[value].title,
            description: KIND_WORDS[value].gives,
          }))}
        />
        {isNamed(kind) && <Named form={form} saml={kind === 'saml'} />}
      </Section>
    </CreatePage>
  );
}

function Named({ form, saml }: { readonly form: DraftForm<Draft>; readonly saml: boolean }) {
  return (
    <>
      <TextField
        form={form}
        name="name"
        label="Name"
        constraint="Up to 63 lower-case letters, digits and hyphens."
        placeholder="company"
        trim
      />
      <ExpandableSection headerText="Take an existing provider’s name">
        <TextField
          form={form}
          name="issuer"
          label={saml ? 'Entity ID' : 'Issuer'}
          description={
            saml
              ? 'The local provider answers in the name of this provider; IAM still needs the local provider’s own metadata.'
              : 'Tokens carry this issuer, so that identity pools with that provider need no change.'
          }
          constraint={saml ? 'Empty: a name of its own.' : 'Empty: its address on this machine.'}
          placeholder={saml ? 'https://sts.windows.net/TENANT/' : 'https://login.example.com/tenant'}
          trim
        />
      </ExpandableSection>
    </>
  );
}
