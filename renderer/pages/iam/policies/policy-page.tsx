import { POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { Button, Container, ContentLayout, Header, SpaceBetween, Tabs } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Policy } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { PolicyEditor } from '../../../parts/policy-editor.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { Time } from '../../../parts/time.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { POLICIES_HELP } from '../roles/help.ts';
import { isAws, policyName } from './managed.tsx';
import { readable } from '../../../lib/policies.ts';
import { PolicyEntities } from './policy-entities.tsx';
import { PolicyVersions } from './policy-versions.tsx';

const TABS = ['document', 'versions', 'entities'];

/** One managed policy: its document, its versions, and who has it. The tab stands in the address. */
export function PolicyPage() {
  const { policyArn = '' } = useParams();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const { output, fault } = useCall('iam', 'GetPolicy', { PolicyArn: policyArn });
  const [deleting, setDeleting] = useState(false);
  const policy = output?.Policy;
  const asked = parameters.get('tab') ?? '';
  return (
    <ContentLayout
      header={
        <PageHeader
          title={policyName(policyArn)}
          crumbs={[{ text: 'Policies', href: '/policies' }]}
          help={POLICIES_HELP}
          description={
            policy?.Description ??
            (isAws(policyArn) ? 'AWS keeps this policy. It can be attached, not changed.' : undefined)
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {policy?.DefaultVersionId !== undefined && (
                <CopyAsCli
                  calls={[cli('iam', 'GetPolicyVersion', { PolicyArn: policyArn, VersionId: policy.DefaultVersionId })]}
                />
              )}
              {!isAws(policyArn) && <Button onClick={() => setDeleting(true)}>Delete</Button>}
            </SpaceBetween>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {policy !== undefined && (
          <SpaceBetween size="l">
            <Overview policy={policy} />
            <Tabs
              activeTabId={TABS.includes(asked) ? asked : 'document'}
              onChange={({ detail }) => setParameters({ tab: detail.activeTabId })}
              ariaLabel="Parts of the policy"
              tabs={[
                { id: 'document', label: 'Document', content: <Document policy={policy} /> },
                { id: 'versions', label: 'Versions', content: <PolicyVersions arn={policyArn} /> },
                { id: 'entities', label: 'Attached to', content: <PolicyEntities arn={policyArn} /> },
              ]}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
      <DeletePolicy
        arn={policyArn}
        visible={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate('/policies')}
      />
    </ContentLayout>
  );
}

function Overview({ policy }: { readonly policy: Policy }) {
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValues
        columns={4}
        items={[
          { label: 'ARN', value: policy.Arn, copy: true },
          { label: 'Type', value: isAws(policy.Arn ?? '') ? 'AWS' : 'Customer managed' },
          { label: 'Version in force', value: policy.DefaultVersionId },
          { label: 'Path', value: policy.Path },
          { label: 'Attached to', value: String(policy.AttachmentCount ?? 0) },
          { label: 'Boundary of', value: String(policy.PermissionsBoundaryUsageCount ?? 0) },
          { label: 'Created', value: <Time seconds={policy.CreateDate ?? 0} absolute /> },
          { label: 'Changed', value: <Time seconds={policy.UpdateDate ?? 0} absolute /> },
          ...(policy.Tags === undefined
            ? []
            : [{ label: 'Tags', value: policy.Tags.map(({ Key, Value }) => `${Key}=${Value}`).join(', ') }]),
        ]}
      />
    </Container>
  );
}

/** The document in force. An edit becomes a new version, in force at once; the one before stays. */
function Document({ policy: { Arn: PolicyArn = '', DefaultVersionId: VersionId = '' } }: { readonly policy: Policy }) {
  const version = useCall('iam', 'GetPolicyVersion', { PolicyArn, VersionId });
  const create = useAction('iam', 'CreatePolicyVersion', {
    showsFault: true,
    done: ({ PolicyVersion }) => `Version ${PolicyVersion?.VersionId} is in force.`,
  });
  const document = readable(version.output?.PolicyVersion?.Document);
  if (version.output === undefined) return <FaultAlert fault={version.fault} />;
  if (isAws(PolicyArn))
    return (
      <Container header={<Header variant="h3">Document</Header>}>
        <PolicyField label="Policy document" kind="identity" value={document} readOnly quiet lines={6} />
      </Container>
    );
  return (
    <PolicyEditor
      key={VersionId}
      title={`Document, version ${VersionId.slice(1)}`}
      description="Saving makes a new version and puts it in force. IAM keeps five."
      label="Policy document"
      kind="identity"
      quota={POLICY_CHARACTERS.managed}
      document={document}
      fault={create.fault}
      running={create.running}
      save={async (PolicyDocument) =>
        (await create.run({ PolicyArn, PolicyDocument, SetAsDefault: true })) !== undefined
      }
      asCli={(PolicyDocument) => cli('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true })}
    />
  );
}
