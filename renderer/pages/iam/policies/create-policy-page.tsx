import { z } from 'zod';
import { limitsOf, POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { textRule } from '../../../lib/limits.ts';
import { FIRST_POLICY } from '../../../lib/policies.ts';
import { CreatePage } from '../../../parts/create-page.tsx';
import { jsonText, limited, tags } from '../../../parts/draft.ts';
import { PolicyDocumentField, TagsField, TextField } from '../../../parts/fields.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { newTags } from '../../../parts/tags-section.tsx';
import { POLICIES_HELP } from '../roles/help.ts';

const NAME = limitsOf('iam', 'CreatePolicy', 'PolicyName');
const SCHEMA = z.object({
  name: limited(NAME, 'Type a name.'),
  description: z.string(),
  path: z.string(),
  document: jsonText(),
  tags: tags(),
});

/** Creates a managed policy. */
export function CreatePolicyPage() {
  const form = useDraft(SCHEMA, { name: '', description: '', path: '/', document: FIRST_POLICY, tags: [] });
  return (
    <CreatePage
      kind="policy"
      crumbs={[listCrumb('policy')]}
      description="Written once, attached to any number of roles and users."
      help={POLICIES_HELP}
      form={form}
      service="iam"
      operation="CreatePolicy"
      input={({ name, description, path, document, tags: rows }) => ({
        PolicyName: name,
        PolicyDocument: document,
        ...(path === '/' ? {} : { Path: path }),
        ...(description === '' ? {} : { Description: description }),
        ...newTags(rows),
      })}
      done={(_, { PolicyName }) => `Policy ${PolicyName} created.`}
      to={({ Policy }) => pagePath('policy', Policy?.Arn ?? '')}
    >
      <Section title="Policy">
        <TextField
          form={form}
          name="name"
          label="Policy name"
          constraint={`${textRule(NAME)}. It cannot be changed later.`}
          trim
        />
        <TextField form={form} name="description" label="Description" constraint="It cannot be changed later." />
        <TextField
          form={form}
          name="path"
          label="Path"
          description="Orders policies, for example by team: /films/. It is part of the ARN."
          trim
        />
      </Section>
      <Section title="What it allows">
        <PolicyDocumentField
          form={form}
          name="document"
          label="Policy document"
          kind="identity"
          quota={POLICY_CHARACTERS.managed}
          lines={12}
        />
      </Section>
      <Section title="Tags">
        <TagsField form={form} name="tags" />
      </Section>
    </CreatePage>
  );
}
