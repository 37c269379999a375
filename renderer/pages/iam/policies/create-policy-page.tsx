import { limitsOf, POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { pagePath } from '../../../../shared/resources.ts';
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
import { jsonProblem } from '../../../parts/json-editor.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { tagRecord, tagsProblem, type TagRow } from '../../../parts/tag-rows.ts';
import { TagsEditor } from '../../../parts/tags-editor.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { POLICIES_HELP } from '../roles/help.ts';
import { FIRST_POLICY } from '../../../lib/policies.ts';

/** Creates a managed policy. */
export function CreatePolicyPage() {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [path, setPath] = useState('/');
  const [document, setDocument] = useState(FIRST_POLICY);
  const [tags, setTags] = useState<readonly TagRow[]>([]);
  const [created, setCreated] = useState<string>();
  const create = useAction('iam', 'CreatePolicy', { showsFault: true, done: `Policy ${name} created.` });
  const policy = {
    PolicyName: name,
    PolicyDocument: document,
    ...(path === '/' ? {} : { Path: path }),
    ...(description === '' ? {} : { Description: description }),
    ...(tags.length === 0 ? {} : { Tags: Object.entries(tagRecord(tags)).map(([Key, Value]) => ({ Key, Value })) }),
  };
  const ready = name !== '' && jsonProblem(document) === undefined && tagsProblem(tags) === undefined;
  const dirty = created === undefined && (name !== '' || description !== '' || document !== FIRST_POLICY);

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (created !== undefined) void navigate(pagePath('policy', created));
  }, [created, navigate]);

  return (
    <ContentLayout
      header={
        <PageHeader
          title="Create policy"
          crumbs={[{ text: 'Policies', href: '/policies' }]}
          description="Written once, attached to any number of roles and users."
          help={POLICIES_HELP}
        />
      }
    >
      <UnsavedGuard dirty={dirty} what="policy" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void create.run(policy).then((output) => setCreated(output?.Policy?.Arn));
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <CopyAsCli calls={[cli('iam', 'CreatePolicy', policy)]} />
              <GoButton to="/policies" variant="link" formAction="none">
                Cancel
              </GoButton>
              <Button variant="primary" disabled={!ready} loading={create.running}>
                Create policy
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault} />
            <Container header={<Header variant="h2">Policy</Header>}>
              <SpaceBetween size="l">
                <FormField
                  label="Policy name"
                  constraintText={`${textRule(limitsOf('iam', 'CreatePolicy', 'PolicyName'))}. It cannot be changed later.`}
                >
                  <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
                </FormField>
                <FormField label="Description" constraintText="It cannot be changed later.">
                  <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
                </FormField>
                <FormField
                  label="Path"
                  description="Orders policies, for example by team: /films/. It is part of the ARN."
                >
                  <Input value={path} onChange={({ detail }) => setPath(detail.value.trim())} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Container header={<Header variant="h2">What it allows</Header>}>
              <PolicyField
                label="Policy document"
                kind="identity"
                quota={POLICY_CHARACTERS.managed}
                value={document}
                onChange={setDocument}
                lines={12}
              />
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
