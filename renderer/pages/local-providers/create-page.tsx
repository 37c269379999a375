import {
  Button,
  Container,
  ContentLayout,
  ExpandableSection,
  Form,
  FormField,
  Input,
  SpaceBetween,
  Tiles,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { LocalProviderKind } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { isNamed, KIND_WORDS, KINDS, LOCAL_PROVIDERS_HELP } from './words.ts';
import { listPath, pagePath, listCrumb } from '../../../shared/resources.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Makes a local provider: of what kind, and for the kinds with names, which. */
export function CreateLocalProviderPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const wanted = KINDS.find((kind) => kind === search.get('kind')) ?? 'google';
  const [kind, setKind] = useState<LocalProviderKind>(wanted);
  const [name, setName] = useState('');
  const [issuer, setIssuer] = useState('');
  const [saved, setSaved] = useState<string>();
  const existing = useCall('poolkeeper', 'ListLocalProviders', {}).output?.localProviders ?? [];
  const put = useAction('poolkeeper', 'PutLocalProvider', {
    showsFault: true,
    done: ({ localProvider }) => `Local provider ${localProvider.name} created.`,
    onDone: ({ localProvider }) => setSaved(localProvider.name),
  });
  useEffect(() => {
    if (saved !== undefined) void navigate(pagePath('local-provider', saved));
  }, [saved, navigate]);
  const named = isNamed(kind);
  const taken = existing.some((localProvider) => localProvider.name === (named ? name : kind));
  const problem = taken ? `There is a local provider ${named ? name : kind} already.` : undefined;
  const ready = problem === undefined && (!named || NAME.test(name));
  const save = (): void =>
    void put.run({
      Kind: kind,
      ...(named ? { Name: name, ...(issuer === '' ? {} : { Issuer: issuer }) } : {}),
    });
  return (
    <ContentLayout
      header={
        <PageHeader title="Create local provider" crumbs={[listCrumb('local-provider')]} help={LOCAL_PROVIDERS_HELP} />
      }
    >
      <UnsavedGuard
        dirty={saved === undefined && (kind !== wanted || name !== '' || issuer !== '')}
        what="the new local provider"
      />
      <form
        aria-label="Local provider"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(listPath('local-provider'))}>
                Cancel
              </Button>
              <Button variant="primary" loading={put.running} disabled={!ready}>
                Create local provider
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              <FaultAlert fault={put.fault} />
              <FormField label="Stands for" stretch errorText={named ? undefined : problem}>
                <Tiles
                  columns={4}
                  value={kind}
                  onChange={({ detail }) => setKind(detail.value as LocalProviderKind)}
                  items={KINDS.map((value) => ({
                    value,
                    label: KIND_WORDS[value].title,
                    description: KIND_WORDS[value].gives,
                  }))}
                />
              </FormField>
              {named && (
                <Named
                  kind={kind}
                  name={name}
                  issuer={issuer}
                  problem={problem}
                  setName={setName}
                  setIssuer={setIssuer}
                />
              )}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </ContentLayout>
  );
}

function Named({
  kind,
  name,
  issuer,
  problem,
  setName,
  setIssuer,
}: {
  readonly kind: 'oidc' | 'saml';
  readonly name: string;
  readonly issuer: string;
  readonly problem: string | undefined;
  readonly setName: (name: string) => void;
  readonly setIssuer: (issuer: string) => void;
}) {
  const saml = kind === 'saml';
  return (
    <>
      <FormField label="Name" constraintText="Up to 63 lower-case letters, digits and hyphens." errorText={problem}>
        <Input value={name} placeholder="company" onChange={({ detail }) => setName(detail.value.trim())} />
      </FormField>
      <ExpandableSection headerText="Take an existing provider’s name">
        <FormField
          label={saml ? 'Entity ID' : 'Issuer'}
          description={
            saml
              ? 'The local provider answers in the name of this provider; IAM still needs the local provider’s own metadata.'
              : 'Tokens carry this issuer, so that identity pools with that provider need no change.'
          }
          constraintText={saml ? 'Empty: a name of its own.' : 'Empty: its address on this machine.'}
        >
          <Input
            value={issuer}
            placeholder={saml ? 'https://sts.windows.net/TENANT/' : 'https://login.example.com/tenant'}
            onChange={({ detail }) => setIssuer(detail.value.trim())}
          />
        </FormField>
      </ExpandableSection>
    </>
  );
}
