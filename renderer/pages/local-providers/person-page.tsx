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
import type { StandIn, StandInClaims, StandInPerson } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { GoButton } from '../../parts/go.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { Empty } from '../../parts/empty.tsx';
import { firstClaims, STAND_INS_HELP, standInPaths } from './words.ts';

/** Adds a person to a stand-in, or changes his claims. */
export function PersonPage() {
  const { name = '', id } = useParams();
  const { output } = useCall('poolkeeper', 'ListStandIns', {});
  const standIn = output?.standIns.find((one) => one.name === name);
  const person = standIn?.people.find((one) => one.id === id);
  const title = id === undefined ? 'Add person' : id;
  const crumbs = [
    { text: 'Stand-ins', href: standInPaths.list },
    { text: name, href: standInPaths.one(name) },
  ];
  return (
    <ContentLayout header={<PageHeader title={title} crumbs={crumbs} help={STAND_INS_HELP} />}>
      {output === undefined ? (
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" /> Loading
        </Box>
      ) : standIn === undefined || (id !== undefined && person === undefined) ? (
        <Empty
          title={standIn === undefined ? `There is no stand-in ${name}` : `${name} has no such person`}
          action={<GoButton to={standInPaths.list}>All stand-ins</GoButton>}
        />
      ) : (
        <PersonForm key={`${name} ${id ?? ''}`} standIn={standIn} person={person} />
      )}
    </ContentLayout>
  );
}

function PersonForm({ standIn, person }: { readonly standIn: StandIn; readonly person: StandInPerson | undefined }) {
  const navigate = useNavigate();
  const [first] = useState(() => JSON.stringify(person?.claims ?? firstClaims(standIn.kind), undefined, 2));
  const [id, setId] = useState(person?.id ?? '');
  const [claims, setClaims] = useState(first);
  const [saved, setSaved] = useState(false);
  const put = useAction('poolkeeper', 'PutStandInPerson', {
    showsFault: true,
    done: (output) => `${output.person.id} saved.`,
    onDone: () => setSaved(true),
  });
  useEffect(() => {
    if (saved) void navigate(standInPaths.one(standIn.name));
  }, [saved, navigate, standIn.name]);
  const dirty = claims !== first || id !== (person?.id ?? '');
  const problem = jsonProblem(claims);
  const taken = person === undefined && standIn.people.some((one) => one.id === id);
  const ready = problem === undefined && !taken && (person === undefined || dirty);
  return (
    <form
      aria-label="Person"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        void put.run({
          StandIn: standIn.name,
          ...(id === '' ? {} : { Id: id }),
          Claims: JSON.parse(claims) as StandInClaims,
        });
      }}
    >
      <UnsavedGuard dirty={dirty && !saved} what="the person" />
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={() => void navigate(standInPaths.one(standIn.name))}>
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
              label={standIn.kind === 'saml' ? 'NameID' : 'ID at the provider'}
              description="Who the token is about: an identity pool gives each its own identity."
              constraintText={person === undefined ? 'Empty: one is made in the provider’s form.' : undefined}
              errorText={taken ? 'Somebody has this ID already.' : undefined}
            >
              <Input value={id} disabled={person !== undefined} onChange={({ detail }) => setId(detail.value.trim())} />
            </FormField>
            <FormField
              label={standIn.kind === 'saml' ? 'Attributes' : 'Claims'}
              description="Role mapping rules and principal tags of an identity pool see them. Texts, numbers, true, false, or lists of texts."
              errorText={problem}
              stretch
            >
              <JsonEditor
                label={standIn.kind === 'saml' ? 'Attributes' : 'Claims'}
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
