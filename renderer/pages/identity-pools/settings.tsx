import {
  Button,
  Checkbox,
  Container,
  ExpandableSection,
  FormField,
  Header,
  Input,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { JsonView } from '../../parts/json-view.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { tagRecord, tagRows, tagsProblem } from '../../parts/tag-rows.ts';
import { TagList, TagsEditor } from '../../parts/tags-editor.tsx';
import { poolNameProblem } from './create/create-draft.ts';
import { PoolSection } from './pool-section.tsx';
import { Snippets } from './snippets-view.tsx';

/** Name, flows, tags, what an app needs to know, and the pool's end. */
export function Settings({ pool, onDelete }: { readonly pool: IdentityPool; readonly onDelete: () => void }) {
  return (
    <SpaceBetween size="l">
      <General pool={pool} />
      <Tags pool={pool} />
      <Snippets pool={pool} />
      <Container
        header={
          <Header variant="h2" actions={<Button onClick={onDelete}>Delete identity pool</Button>}>
            Delete
          </Header>
        }
      >
        The pool goes with its identities. Roles stay, and credentials that it gave live on until they expire.
      </Container>
      <ExpandableSection variant="container" headerText="Identity pool as JSON">
        <JsonView label="Identity pool as JSON" value={pool} />
      </ExpandableSection>
    </SpaceBetween>
  );
}

function General({ pool }: { readonly pool: IdentityPool }) {
  const start = {
    IdentityPoolName: pool.IdentityPoolName,
    AllowUnauthenticatedIdentities: pool.AllowUnauthenticatedIdentities,
    AllowClassicFlow: pool.AllowClassicFlow === true,
  };
  const [form, setForm] = useState(start);
  const problem = poolNameProblem(form.IdentityPoolName);
  // Classic flow that was never said is the same as off: not a change.
  const { AllowClassicFlow, ...others } = form;
  const edits = AllowClassicFlow === (pool.AllowClassicFlow === true) ? others : form;
  return (
    <PoolSection
      pool={pool}
      title="General"
      description="The pool’s name, and by which flows an app gets credentials."
      edits={edits}
      problem={problem}
      reset={() => setForm(start)}
      view={
        <KeyValues
          items={[
            { label: 'Name', value: start.IdentityPoolName },
            { label: 'Guest access', value: start.AllowUnauthenticatedIdentities ? 'Allowed' : 'Not allowed' },
            { label: 'Basic (classic) flow', value: start.AllowClassicFlow ? 'Allowed' : 'Not allowed' },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label="Name" errorText={problem}>
            <Input
              value={form.IdentityPoolName}
              onChange={({ detail }) => setForm({ ...form, IdentityPoolName: detail.value })}
            />
          </FormField>
          <FlowBoxes
            guests={form.AllowUnauthenticatedIdentities}
            classic={form.AllowClassicFlow}
            onGuests={(allowed) => setForm({ ...form, AllowUnauthenticatedIdentities: allowed })}
            onClassic={(allowed) => setForm({ ...form, AllowClassicFlow: allowed })}
          />
        </SpaceBetween>
      }
    />
  );
}

/** Guest access and the classic flow, each with what it means. */
export function FlowBoxes({
  guests,
  classic,
  onGuests,
  onClassic,
}: {
  readonly guests: boolean;
  readonly classic: boolean;
  readonly onGuests: (allowed: boolean) => void;
  readonly onClassic: (allowed: boolean) => void;
}) {
  return (
    <SpaceBetween size="m">
      <Checkbox
        checked={guests}
        description="Anybody gets credentials of the guest role, without a sign-in. In the enhanced flow they are limited to a list of services."
        onChange={({ detail }) => onGuests(detail.checked)}
      >
        Allow guests
      </Checkbox>
      <Checkbox
        checked={classic}
        description="GetOpenIdToken and AssumeRoleWithWebIdentity: the caller names the role. The enhanced flow is safer."
        onChange={({ detail }) => onClassic(detail.checked)}
      >
        Allow the basic (classic) flow
      </Checkbox>
    </SpaceBetween>
  );
}

function Tags({ pool }: { readonly pool: IdentityPool }) {
  const start = tagRows(pool.IdentityPoolTags);
  const [tags, setTags] = useState(start);
  return (
    <PoolSection
      pool={pool}
      title="Tags"
      description="Policies can refer to them. _custom_id_ fixes the ID of a new pool."
      edits={{ IdentityPoolTags: tagRecord(tags) }}
      problem={tagsProblem(tags)}
      reset={() => setTags(start)}
      view={<TagList tags={pool.IdentityPoolTags} />}
      form={<TagsEditor tags={tags} onChange={setTags} />}
    />
  );
}
