import { z } from 'zod';
import { limitsOf } from '../../../../shared/aws/limits.ts';
import { textRule } from '../../../lib/limits.ts';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { CreatePage } from '../../../parts/create-page.tsx';
import { limited, tags } from '../../../parts/draft.ts';
import { Field, TagsField, TextField } from '../../../parts/fields.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';
import { Section } from '../../../parts/section.tsx';
import { newTags } from '../../../parts/tags-section.tsx';
import { USERS_HELP } from '../help.ts';

const NAME = limitsOf('iam', 'CreateUser', 'UserName');
const SCHEMA = z.object({ name: limited(NAME, 'Type a name.'), path: z.string(), policy: z.string(), tags: tags() });

/** Creates an IAM user with a first managed policy; keys and further policies are made on its page. */
export function CreateUserPage() {
  const form = useDraft(SCHEMA, { name: '', path: '/', policy: '', tags: [] });
  return (
    <CreatePage
      kind="iam-user"
      crumbs={[listCrumb('iam-user')]}
      description="A developer, a CI job or a script that signs its requests with access keys of its own."
      help={USERS_HELP}
      form={form}
      service="iam"
      operation="CreateUser"
      input={({ name, path, tags: rows }) => ({
        UserName: name,
        ...(path === '/' || path === '' ? {} : { Path: path }),
        ...newTags(rows),
      })}
      after={({ name, policy }) =>
        policy === '' ? [] : [cli('iam', 'AttachUserPolicy', { UserName: name, PolicyArn: policy })]
      }
      to={(_, { name }) => `${pagePath('iam-user', name)}?tab=keys`}
    >
      <Section title="User">
        <TextField form={form} name="name" label="User name" constraint={textRule(NAME)} trim />
        <TextField
          form={form}
          name="path"
          label="Path"
          description="A folder in the user’s ARN, to address several users by one policy."
          constraint="Begins and ends with a slash, for example /deploy/."
          trim
        />
        <Field
          form={form}
          name="policy"
          label="First policy"
          description="Without a policy a user may do nothing but ask who it is. More can be attached later."
        >
          {({ value, onChange }) => <ManagedPolicySelect label="First policy" arn={value} onChange={onChange} />}
        </Field>
      </Section>
      <Section title="Tags">
        <TagsField form={form} name="tags" />
      </Section>
    </CreatePage>
  );
}
