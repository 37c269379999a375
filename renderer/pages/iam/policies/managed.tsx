import { Alert } from '@cloudscape-design/components';
import { useState } from 'react';
import { isAwsPolicy } from '../../../../shared/aws/arn.ts';
import { QUOTAS } from '../../../../shared/aws/limits.ts';
import type { Policy } from '../../../../shared/aws/types/iam.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useCalls } from '../../../client/calls.ts';
import { useList } from '../../../client/lists.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';

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
  const policies = useList('iam', 'ListPolicies', { MaxItems: 1000 }, 'Policies');
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
        { id: 'type', header: 'Type', value: ({ Arn = '' }) => (isAwsPolicy(Arn) ? 'AWS' : 'Customer managed') },
        { id: 'attached', header: 'Attached to', value: ({ AttachmentCount = 0 }) => AttachmentCount },
      ]}
      empty={{ title: 'No policies', text: 'Every managed policy is attached already.' }}
    />
  );
}

/** Chooses managed policies and attaches them to a role. Mount it while it is open. */
export function AttachPolicies({
  roleName: RoleName,
  attached,
  onClose,
}: {
  readonly roleName: string;
  readonly attached: readonly string[];
  readonly onClose: () => void;
}) {
  const [chosen, choose] = useState<string[]>([]);
  const attach = useCalls({
    done: chosen.length === 1 ? 'Policy attached.' : `${chosen.length} policies attached.`,
    showsFault: true,
    onDone: onClose,
  });
  const calls = chosen.map((PolicyArn) => cli('iam', 'AttachRolePolicy', { RoleName, PolicyArn }));
  return (
    <ActionDialog
      title={`Attach policies to role ${RoleName}`}
      action={chosen.length < 2 ? 'Attach policy' : `Attach ${chosen.length} policies`}
      size="large"
      ready={chosen.length > 0}
      running={attach.running}
      fault={attach.fault}
      calls={calls}
      onAct={() => void attach.run(calls)}
      onClose={onClose}
    >
      {attached.length >= QUOTAS.PoliciesPerRole && (
        <Alert type="warning" statusIconAriaLabel="Warning">
          IAM takes {QUOTAS.PoliciesPerRole} managed policies.
        </Alert>
      )}
      <ChoosePolicies chosen={chosen} onChoose={choose} without={attached} />
    </ActionDialog>
  );
}
