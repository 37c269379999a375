import { QUOTAS } from '../../../../shared/aws/limits.ts';
import { Box, Button, Form, FormField, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AttachedPolicy } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { policyPath } from '../../../lib/iam-paths.ts';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';

/** The managed policies of a user. */
export function AttachedPolicies({ userName: UserName }: { readonly userName: string }) {
  const { output, fault, loading } = useCall('iam', 'ListAttachedUserPolicies', { UserName });
  const [chosen, choose] = useState<AttachedPolicy[]>([]);
  const [attaching, setAttaching] = useState(false);
  const detach = useAction('iam', 'DetachUserPolicy', {
    done: 'Policy detached.',
    onDone: () => choose([]),
  });
  const [policy] = chosen;
  const attached = output?.AttachedPolicies;
  return (
    <>
      <ResourceTable<AttachedPolicy>
        id="iam-user-attached"
        title="Attached policies"
        description="Managed policies: of the account, and those that AWS keeps."
        items={attached}
        loading={loading}
        fault={fault}
        filterable={false}
        keyOf={({ PolicyArn = '' }) => PolicyArn}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Policy',
            value: ({ PolicyName }) => PolicyName,
            cell: ({ PolicyName, PolicyArn = '' }) => <Go to={policyPath(PolicyArn)}>{PolicyName}</Go>,
            isRowHeader: true,
          },
          {
            id: 'kind',
            header: 'Kind',
            value: ({ PolicyArn = '' }) =>
              PolicyArn.startsWith('arn:aws:iam::aws:') ? 'AWS managed' : 'Customer managed',
          },
          {
            id: 'arn',
            header: 'ARN',
            value: ({ PolicyArn }) => PolicyArn,
            cell: ({ PolicyArn = '' }) => <Copy value={PolicyArn} what="policy ARN" />,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {policy?.PolicyArn !== undefined && (
              <CopyAsCli calls={[cli('iam', 'DetachUserPolicy', { UserName, PolicyArn: policy.PolicyArn })]} />
            )}
            <Button
              disabled={policy === undefined}
              loading={detach.running}
              onClick={() => void detach.run({ UserName, PolicyArn: policy?.PolicyArn ?? '' })}
            >
              Detach
            </Button>
            <Button onClick={() => setAttaching(true)}>Attach policy</Button>
          </SpaceBetween>
        }
        empty={{
          title: 'No attached policies',
          text: 'A managed policy is written once and attached to whoever needs it.',
          action: <Button onClick={() => setAttaching(true)}>Attach policy</Button>,
        }}
      />
      {attaching && (
        <AttachPolicy
          userName={UserName}
          attached={(attached ?? []).map(({ PolicyArn = '' }) => PolicyArn)}
          onClose={() => setAttaching(false)}
        />
      )}
    </>
  );
}

function AttachPolicy({
  userName: UserName,
  attached,
  onClose,
}: {
  readonly userName: string;
  readonly attached: readonly string[];
  readonly onClose: () => void;
}) {
  const [PolicyArn, choose] = useState('');
  const attach = useAction('iam', 'AttachUserPolicy', {
    showsFault: true,
    done: 'Policy attached.',
    onDone: onClose,
  });
  return (
    <Modal
      visible
      header="Attach policy"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {PolicyArn !== '' && <CopyAsCli calls={[cli('iam', 'AttachUserPolicy', { UserName, PolicyArn })]} />}
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={PolicyArn === ''}
              loading={attach.running}
              onClick={() => void attach.run({ UserName, PolicyArn })}
            >
              Attach
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Form>
        <SpaceBetween size="m">
          <FaultAlert fault={attach.fault} />
          <FormField label="Policy" constraintText={`A user can have ${QUOTAS.PoliciesPerUser}.`}>
            <ManagedPolicySelect label="Policy" arn={PolicyArn} without={attached} onChange={choose} />
          </FormField>
        </SpaceBetween>
      </Form>
    </Modal>
  );
}
