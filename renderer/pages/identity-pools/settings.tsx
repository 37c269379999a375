import { Button, ExpandableSection, SpaceBetween } from '@cloudscape-design/components';
import { z } from 'zod';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { tags } from '../../parts/draft.ts';
import { EditSection } from '../../parts/edit-section.tsx';
import { TagsField, TextField, useField } from '../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../parts/form.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Section } from '../../parts/section.tsx';
import { tagRecord, tagRows } from '../../parts/tag-rows.ts';
import { TagList } from '../../parts/tags-editor.tsx';
import { poolNameProblem } from './create/create-draft.ts';
import { allowed, FlowBoxes } from './flows.tsx';
import { Snippets } from './snippets-view.tsx';
import { safeIdentityPoolUpdate, type IdentityPoolEdits } from './update.ts';

/** Name, flows, tags, what an app needs to know, and the pool's end. */
export function Settings({ pool, onDelete }: { readonly pool: IdentityPool; readonly onDelete: () => void }) {
  return (
    <SpaceBetween size="l">
      <General pool={pool} />
      <Tags pool={pool} />
      <Snippets pool={pool} />
      <Section title="Delete" actions={<Button onClick={onDelete}>Delete identity pool</Button>}>
        The pool goes with its identities. Roles stay, and credentials that it gave live on until they expire.
      </Section>
      <ExpandableSection variant="container" headerText="Identity pool as JSON">
        <JsonView label="Identity pool as JSON" value={pool} />
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** How drafts of one section are saved: through the safe update, which is looked at first. */
function usePoolUpdate<T>(pool: IdentityPool, title: string, edits: (draft: T) => IdentityPoolEdits) {
  const review = (draft: T) => safeIdentityPoolUpdate(pool, edits(draft));
  const saving = useSubmission({
    service: 'cognito-identity',
    operation: 'UpdateIdentityPool',
    input: (draft: T) => review(draft).request,
    done: `${title} of ${pool.IdentityPoolName} saved.`,
  });
  return { title, review, saving };
}

const GENERAL = z.object({
  name: z.string().refine((name) => poolNameProblem(name) === undefined, poolNameProblem('')),
  guests: z.boolean(),
  classic: z.boolean(),
});

function General({ pool }: { readonly pool: IdentityPool }) {
  const start = {
    name: pool.IdentityPoolName,
    guests: pool.AllowUnauthenticatedIdentities,
    classic: pool.AllowClassicFlow === true,
  };
  const form = useDraft(GENERAL, start);
  const update = usePoolUpdate<typeof start>(pool, 'General', ({ name, guests, classic }) => ({
    IdentityPoolName: name,
    AllowUnauthenticatedIdentities: guests,
    // Classic flow that was never said is the same as off: not a change.
    ...(classic === start.classic ? {} : { AllowClassicFlow: classic }),
  }));
  const guests = useField(form, 'guests');
  const classic = useField(form, 'classic');
  return (
    <EditSection
      {...update}
      description="The pool’s name, and by which flows an app gets credentials."
      form={form}
      start={start}
      view={
        <KeyValues
          items={[
            { label: 'Name', value: start.name },
            { label: 'Guest access', value: allowed(start.guests) },
            { label: 'Basic (classic) flow', value: allowed(start.classic) },
          ]}
        />
      }
    >
      <TextField form={form} name="name" label="Name" />
      <FlowBoxes
        guests={guests.value}
        classic={classic.value}
        onGuests={guests.onChange}
        onClassic={classic.onChange}
      />
    </EditSection>
  );
}

const TAGS = z.object({ rows: tags() });

function Tags({ pool }: { readonly pool: IdentityPool }) {
  const start = { rows: tagRows(pool.IdentityPoolTags) };
  const form = useDraft(TAGS, start);
  const update = usePoolUpdate<typeof start>(pool, 'Tags', ({ rows }) => ({ IdentityPoolTags: tagRecord(rows) }));
  return (
    <EditSection
      {...update}
      description="Policies can refer to them. _custom_id_ fixes the ID of a new pool."
      form={form}
      start={start}
      view={<TagList tags={pool.IdentityPoolTags} />}
    >
      <TagsField form={form} name="rows" />
    </EditSection>
  );
}
