import { useParams } from 'react-router';
import { isAwsPolicy, resourceName } from '../../../../shared/aws/arn.ts';
import { POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import type { Policy } from '../../../../shared/aws/types/iam.ts';
import { listCrumb } from '../../../../shared/resources.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { readable } from '../../../lib/policies.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PolicyEditor } from '../../../parts/policy-editor.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { Overview, Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { POLICIES_HELP } from '../roles/help.ts';
import { DeletePolicy } from './delete-policy.tsx';
import { PolicyEntities } from './policy-entities.tsx';
import { PolicyVersions } from './policy-versions.tsx';

/** One managed policy: its document, its versions, and who has it. */
export function PolicyPage() {
  const { policyArn = '' } = useParams();
  const read = useCall('iam', 'GetPolicy', { PolicyArn: policyArn });
  const policy = read.output?.Policy;
  const aws = isAwsPolicy(policyArn);
  return (
    <DetailPage
      title={resourceName(policyArn)}
      crumbs={[listCrumb('policy')]}
      help={POLICIES_HELP}
      description={policy?.Description ?? (aws ? 'AWS keeps this policy. It can be attached, not changed.' : undefined)}
      read={read}
      of={policy}
      actions={
        policy?.DefaultVersionId !== undefined && (
          <CopyAsCli
            calls={[cli('iam', 'GetPolicyVersion', { PolicyArn: policyArn, VersionId: policy.DefaultVersionId })]}
          />
        )
      }
      {...(aws
        ? {}
        : {
            remove: (close: () => void, gone: () => void) => (
              <DeletePolicy arn={policyArn} onClose={close} onDone={gone} />
            ),
          })}
      tabsLabel="Parts of the policy"
      tabs={(found) => [
        { id: 'document', label: 'Document', content: <Document policy={found} /> },
        { id: 'versions', label: 'Versions', content: <PolicyVersions arn={policyArn} /> },
        { id: 'entities', label: 'Attached to', content: <PolicyEntities arn={policyArn} /> },
      ]}
    >
      {({
        Arn,
        DefaultVersionId,
        Path,
        AttachmentCount,
        PermissionsBoundaryUsageCount,
        CreateDate,
        UpdateDate,
        Tags,
      }) => (
        <Overview
          columns={4}
          items={[
            { label: 'ARN', value: Arn, copy: true },
            { label: 'Type', value: aws ? 'AWS' : 'Customer managed' },
            { label: 'Version in force', value: DefaultVersionId },
            { label: 'Path', value: Path },
            { label: 'Attached to', value: String(AttachmentCount ?? 0) },
            { label: 'Boundary of', value: String(PermissionsBoundaryUsageCount ?? 0) },
            { label: 'Created', value: <Time seconds={CreateDate ?? 0} absolute /> },
            { label: 'Changed', value: <Time seconds={UpdateDate ?? 0} absolute /> },
            ...(Tags === undefined
              ? []
              : [{ label: 'Tags', value: Tags.map(({ Key, Value }) => `${Key}=${Value}`).join(', ') }]),
          ]}
        />
      )}
    </DetailPage>
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
  if (isAwsPolicy(PolicyArn))
    return (
      <Section title="Document">
        <PolicyField label="Policy document" kind="identity" value={document} readOnly quiet lines={6} />
      </Section>
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
