import {
  Box,
  Button,
  Container,
  ContentLayout,
  Form,
  FormField,
  Input,
  SpaceBetween,
  Spinner,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { LocalProvider, LocalProviderClaims, LocalProviderPerson } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { GoButton } from '../../parts/go.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { Empty } from '../../parts/empty.tsx';
import { firstClaims, LOCAL_PROVIDERS_HELP } from './words.ts';
import { listPath, pagePath, listCrumb } from '../../../shared/resources.ts';

/** Adds a person to a local provider, or changes their claims. */
export function PersonPage() {
  const { name = '', id } = useParams();
  const { output } = useCall('poolkeeper', 'ListLocalProviders', {});
  const localProvider = output?.localProviders.find((one) => one.name === name);
  const person = localProvider?.people.find((one) => one.id === id);
  const title = id === undefined ? 'Add person' : id;
  const crumbs = [listCrumb('local-provider'), { text: name, href: pagePath('local-provider', name) }];
  return (
    <ContentLayout header={<PageHeader title={title} crumbs={crumbs} help={LOCAL_PROVIDERS_HELP} />}>
      {output === undefined ? (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> Loading
        </Box>
      ) : localProvider === undefined || (id !== undefined && person === undefined) ? (
        <Empty
          title={localProvider === undefined ? `There is no local provider ${name}` : `${name} has no such person`}
          action={<GoButton to={listPath('local-provider')}>All local providers</GoButton>}
        />
      ) : (
        <PersonForm key={`${name} ${id ?? ''}`} localProvider={localProvider} person={person} />
      )}
    </ContentLayout>
  );
}

function PersonForm({
  localProvider,
  person,
}: {
  readonly localProvider: LocalProvider;
  readonly person: LocalProviderPerson | undefined;
}) {
  const navigate = useNavigate();
  const [first] = useState(() => JSON.stringify(person?.claims ?? firstClaims(localProvider.kind), undefined, 2));
  const [id, setId] = useState(person?.id ?? '');
  const [claims, setClaims] = useState(first);
  const [saved, setSaved] = useState(false);
  const put = useAction('poolkeeper', 'PutLocalProviderPerson', {
    showsFault: true,
    done: (output) => `${output.person.id} saved.`,
    onDone: () => setSaved(true),
  });
  useEffect(() => {
    if (saved) void navigate(pagePath('local-provider', localProvider.name));
  }, [saved, navigate, localProvider.name]);
  const dirty = claims !== first || id !== (person?.id ?? '');
  const problem = jsonProblem(claims);
  const taken = person === undefined && localProvider.people.some((one) => one.id === id);
  const ready = problem === undefined && !taken && (person === undefined || dirty);
  return (
    <form
      aria-label="Person"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        void put.run({
          LocalProvider: localProvider.name,
          ...(id === '' ? {} : { Id: id }),
          Claims: JSON.parse(claims) as LocalProviderClaims,
        });
      }}
    >
      <UnsavedGuard dirty={dirty && !saved} what="the person" />
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="link"
              formAction="none"
              onClick={() => void navigate(pagePath('local-provider', localProvider.name))}
            >
              Cancel
            </Button>
            <Button variant="primary" loading={put.running} disabled={!ready}>
              {person === undefined ? 'Add person' : 'Save'}
            </Button>
          </SpaceBetween>
        }
      >
        <Container>
          <SpaceBetween size="l">
            <FaultAlert fault={put.fault} />
            <FormField
              label={localProvider.kind === 'saml' ? 'NameID' : 'ID at the provider'}
              description="Who the token is about: an identity pool gives each its own identity."
              constraintText={person === undefined ? 'Empty: one is made in the provider’s form.' : undefined}
              errorText={taken ? 'Somebody has this ID already.' : undefined}
            >
              <Input value={id} disabled={person !== undefined} onChange={({ detail }) => setId(detail.value.trim())} />
            </FormField>
            <FormField
              label={localProvider.kind === 'saml' ? 'Attributes' : 'Claims'}
              description="Role mapping rules and principal tags of an identity pool see them. Texts, numbers, true, false, or lists of texts."
              errorText={problem}
              stretch
            >
              <JsonEditor
                label={localProvider.kind === 'saml' ? 'Attributes' : 'Claims'}
                value={claims}
                onChange={setClaims}
                lines={10}
              />
            </FormField>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
