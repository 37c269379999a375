import { limitsOf } from '../../../../shared/aws/limits.ts';
import { textRule } from '../../../lib/limits.ts';
import {
  Button,
  Container,
  ContentLayout,
  Form,
  FormField,
  Header,
  Input,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { TagsEditor, tagsProblem, type TagRow } from '../../../parts/tags-editor.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { USERS_HELP } from '../help.ts';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';
import { iamPaths } from '../../../lib/iam-paths.ts';
import { tagList } from '../../../parts/tags-section.tsx';

/** Creates an IAM user with a first managed policy; keys and further policies are made on its page. */
export function CreateUserPage() {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [path, setPath] = useState('/');
  const [policy, setPolicy] = useState('');
  const [tags, setTags] = useState<readonly TagRow[]>([]);
  const [saved, setSaved] = useState(false);
  const create = useAction('iam', 'CreateUser', { showsFault: true });
  const attach = useAction('iam', 'AttachUserPolicy', {});
  const user = {
    UserName: name,
    ...(path === '/' || path === '' ? {} : { Path: path }),
    ...(tags.length === 0 ? {} : { Tags: tagList(tags) }),
  };
  const attached = { UserName: name, PolicyArn: policy };
  const ready = name !== '' && tagsProblem(tags) === undefined;

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (saved) void navigate(iamPaths.user(name, 'keys'));
  }, [saved, name, navigate]);

  const submit = async (): Promise<void> => {
    if ((await create.run(user)) === undefined) return;
    // A refused policy leaves a user that can be mended on its own page.
    if (policy !== '') await attach.run(attached);
    setSaved(true);
  };
  return (
    <ContentLayout
      header={
        <PageHeader
          title="Create IAM user"
          crumbs={[{ text: 'IAM users', href: iamPaths.users }]}
          description="A developer, a CI job or a script that signs its requests with access keys of its own."
          help={USERS_HELP}
        />
      }
    >
      <UnsavedGuard dirty={!saved && (name !== '' || tags.length > 0)} what="IAM user" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <CopyAsCli
                calls={[
                  cli('iam', 'CreateUser', user),
                  ...(policy === '' ? [] : [cli('iam', 'AttachUserPolicy', attached)]),
                ]}
              />
              <GoButton to={iamPaths.users} variant="link" formAction="none">
                Cancel
              </GoButton>
              <Button variant="primary" disabled={!ready} loading={create.running || attach.running}>
                Create IAM user
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault} />
            <Container header={<Header variant="h2">User</Header>}>
              <SpaceBetween size="l">
                <FormField label="User name" constraintText={textRule(limitsOf('iam', 'CreateUser', 'UserName'))}>
                  <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
                </FormField>
                <FormField
                  label="Path"
                  description="A folder in the user’s ARN, to address several users by one policy."
                  constraintText="Begins and ends with a slash, for example /deploy/."
                >
                  <Input value={path} onChange={({ detail }) => setPath(detail.value.trim())} />
                </FormField>
                <FormField
                  label="First policy"
                  description="Without a policy a user may do nothing but ask who it is. More can be attached later."
                >
                  <ManagedPolicySelect label="First policy" arn={policy} onChange={setPolicy} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Container header={<Header variant="h2">Tags</Header>}>
              <TagsEditor tags={tags} onChange={setTags} />
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
