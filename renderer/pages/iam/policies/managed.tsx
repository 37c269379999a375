import { QUOTAS } from '../../../../shared/aws/limits.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { Alert, Box, Button, Modal, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { Policy } from '../../../../shared/aws/types/iam.ts';
import type { EngineFault } from '../../../lib/fault.ts';
import { usePages, type Paged } from '../../../client/hooks.ts';
import { CopyAsCli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';

/** A managed policy's name: the last part of its ARN. */
export const policyName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Whether a policy is one of AWS's own, which nobody can change. */
export const isAws = (arn: string): boolean => arn.startsWith('arn:aws:iam::aws:');

/** Every managed policy: the account's own, then AWS's. */
export const useManagedPolicies = (): Paged<Policy> =>
  usePages(
    'iam',
    'ListPolicies',
    { MaxItems: 1000 },
    { token: 'Marker', items: (output) => output.Policies, next: (output) => output.Marker },
  );

/** A table of managed policies to choose from. */
export function ChoosePolicies({
  chosen,
  onChoose,
  without = [],
  id = 'choose-policies',
}: {
  readonly chosen: readonly string[];
  readonly onChoose: (arns: string[]) => void;
  /** Attached already: not offered. */
  readonly without?: readonly string[];
  /** Under which filter and page are remembered. */
  readonly id?: string;
}) {
  const policies = useManagedPolicies();
  const items = policies.items?.filter(({ Arn = '' }) => !without.includes(Arn));
  return (
    <ResourceTable<Policy>
      id={id}
      title="Managed policies"
      variant="embedded"
      items={items}
      loading={policies.loading}
      fault={policies.fault}
      more={policies.more}
      loadingMore={policies.loadingMore}
      onMore={policies.loadMore}
      keyOf={({ Arn = '' }) => Arn}
      selectionType="multi"
      selected={(items ?? []).filter(({ Arn = '' }) => chosen.includes(Arn))}
      onSelect={(selected) => onChoose(selected.map(({ Arn = '' }) => Arn))}
      columns={[
        {
          id: 'name',
          header: 'Policy name',
          value: ({ PolicyName }) => PolicyName,
          cell: ({ PolicyName = '', Arn = '' }) => (
            <Go to={pagePath('policy', Arn)} target="_blank">
              {PolicyName}
            </Go>
          ),
          isRowHeader: true,
        },
        { id: 'type', header: 'Type', value: ({ Arn = '' }) => (isAws(Arn) ? 'AWS' : 'Customer managed') },
        { id: 'attached', header: 'Attached to', value: ({ AttachmentCount = 0 }) => AttachmentCount },
      ]}
      empty={{ title: 'No policies', text: 'Every managed policy is attached already.' }}
    />
  );
}

/** Chooses managed policies and attaches them; keep it rendered and drive `visible`. */
export function AttachPolicies({
  to,
  visible,
  attached,
  running,
  fault,
  asCli,
  onAttach,
  onClose,
}: {
  /** Whom they are attached to: `role reviewers`. */
  readonly to: string;
  readonly visible: boolean;
  readonly attached: readonly string[];
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  readonly asCli: (arn: string) => CliCall;
  /** Answers true when all were attached. */
  readonly onAttach: (arns: readonly string[]) => Promise<boolean>;
  readonly onClose: () => void;
}) {
  const [chosen, choose] = useState<string[]>([]);
  if (!visible) return null;
  const submit = async (): Promise<void> => {
    if (!(await onAttach(chosen))) return;
    choose([]);
    onClose();
  };
  return (
    <Modal
      visible
      size="large"
      header={`Attach policies to ${to}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {chosen.length > 0 && <CopyAsCli calls={chosen.map(asCli)} />}
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={chosen.length === 0} loading={running} onClick={() => void submit()}>
              {chosen.length < 2 ? 'Attach policy' : `Attach ${chosen.length} policies`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={fault} />
        {attached.length >= QUOTAS.PoliciesPerRole && (
          <Alert type="warning" statusIconAriaLabel="Warning">
            IAM takes {QUOTAS.PoliciesPerRole} managed policies.
          </Alert>
        )}
        <ChoosePolicies chosen={chosen} onChoose={choose} without={attached} />
      </SpaceBetween>
    </Modal>
  );
}

/** Chooses one managed policy, for example as a boundary. */
export function PolicySelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (arn: string) => void;
}) {
  const policies = useManagedPolicies();
  return (
    <Select
      ariaLabel={label}
      placeholder="No boundary"
      filteringType="auto"
      filteringAriaLabel="Find a policy"
      expandToViewport
      statusType={policies.loading ? 'loading' : policies.more ? 'pending' : 'finished'}
      onLoadItems={() => policies.more && policies.loadMore()}
      selectedOption={value === '' ? null : { value, label: policyName(value) }}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      options={[
        { value: '', label: 'No boundary' },
        ...(policies.items ?? []).map(({ Arn = '', PolicyName = '' }) => ({
          value: Arn,
          label: PolicyName,
          description: isAws(Arn) ? 'AWS' : 'Customer managed',
        })),
      ]}
    />
  );
}
