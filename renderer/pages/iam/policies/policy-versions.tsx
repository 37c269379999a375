import { Select } from '@cloudscape-design/components';
import { useState } from 'react';
import { isAwsPolicy } from '../../../../shared/aws/arn.ts';
import type { PolicyVersion } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { readable } from '../../../lib/policies.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { DiffView } from '../../../parts/diff-view.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';

/** The versions of a managed policy: which is in force, what another says, how two differ. */
export function PolicyVersions({ arn: PolicyArn }: { readonly arn: string }) {
  const list = useList('iam', 'ListPolicyVersions', { PolicyArn }, 'Versions');
  const setDefault = useAction('iam', 'SetDefaultPolicyVersion', {
    done: (_output, { VersionId }) => `Version ${VersionId} is in force.`,
  });
  const versions = list.items ?? [];
  const inForce = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.VersionId ?? '';
  const movable = ([version]: readonly PolicyVersion[]): boolean =>
    version !== undefined && version.IsDefaultVersion !== true;
  return (
    <ResourceList
      id="policy-versions"
      title="Versions"
      description={
        isAwsPolicy(PolicyArn)
          ? 'AWS keeps the versions of its policies; the one in force is known here.'
          : 'IAM keeps five. The one in force decides for everybody who has the policy.'
      }
      filterable={false}
      list={list}
      keyOf={({ VersionId = '' }) => VersionId}
      columns={[
        { id: 'version', header: 'Version', value: ({ VersionId }) => VersionId, isRowHeader: true },
        { id: 'default', header: 'In force', value: ({ IsDefaultVersion }) => IsDefaultVersion === true },
        {
          id: 'created',
          header: 'Created',
          value: ({ CreateDate }) => CreateDate,
          cell: ({ CreateDate = 0 }) => <Time seconds={CreateDate} absolute />,
        },
      ]}
      actions={(chosen) =>
        movable(chosen) && (
          <CopyAsCli
            calls={[cli('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId: chosen[0]?.VersionId ?? '' })]}
          />
        )
      }
      acts={[
        {
          text: 'Delete',
          when: movable,
          dialog: ([version], close) => (
            <DeleteVersion arn={PolicyArn} version={version?.VersionId ?? ''} onClose={close} />
          ),
        },
        {
          text: 'Put in force',
          when: movable,
          running: setDefault.running,
          run: ([version]) => void setDefault.run({ PolicyArn, VersionId: version?.VersionId ?? '' }),
        },
      ]}
      empty={{ title: 'No versions' }}
    >
      {([version]) =>
        version?.VersionId !== undefined && (
          <Shown
            key={version.VersionId}
            arn={PolicyArn}
            version={version.VersionId}
            versions={versions}
            inForce={inForce}
          />
        )
      }
    </ResourceList>
  );
}

function DeleteVersion({
  arn: PolicyArn,
  version: VersionId,
  onClose,
}: {
  readonly arn: string;
  readonly version: string;
  readonly onClose: () => void;
}) {
  return (
    <DeleteDialog
      title={`Delete version ${VersionId}`}
      consequences="The version is gone for good. The version in force is not touched."
      calls={[cli('iam', 'DeletePolicyVersion', { PolicyArn, VersionId })]}
      done={`Version ${VersionId} deleted.`}
      onClose={onClose}
    />
  );
}

/** One version, compared with another where there is one. */
function Shown({
  arn: PolicyArn,
  version,
  versions,
  inForce,
}: {
  readonly arn: string;
  readonly version: string;
  readonly versions: readonly PolicyVersion[];
  readonly inForce: string;
}) {
  const others = versions.flatMap(({ VersionId = '' }) => (VersionId === version ? [] : [VersionId]));
  const [other, compareWith] = useState(version === inForce ? (others[0] ?? '') : inForce);
  const shown = useCall('iam', 'GetPolicyVersion', { PolicyArn, VersionId: version });
  const compared = useCall('iam', 'GetPolicyVersion', { PolicyArn, VersionId: other }, { enabled: other !== '' });
  const text = readable(shown.output?.PolicyVersion?.Document);
  const before = readable(compared.output?.PolicyVersion?.Document);
  const nameOf = (id: string): string => (id === inForce ? `${id} (in force)` : id);
  return (
    <Section
      title={`Version ${nameOf(version)}`}
      actions={
        others.length > 0 && (
          <Select
            ariaLabel="Compared with"
            inlineLabelText="Compared with"
            selectedOption={{ value: other, label: other === '' ? 'nothing' : nameOf(other) }}
            onChange={({ detail }) => compareWith(detail.selectedOption.value ?? '')}
            options={[{ value: '', label: 'nothing' }, ...others.map((id) => ({ value: id, label: nameOf(id) }))]}
          />
        )
      }
    >
      <FaultAlert fault={shown.fault ?? compared.fault} />
      {text !== '' &&
        (other === '' || compared.output === undefined ? (
          <PolicyField label={`Version ${version}`} kind="identity" value={text} readOnly quiet lines={4} />
        ) : (
          <DiffView key={other} before={before} after={text} label={`Version ${version} compared with ${other}`} />
        ))}
    </Section>
  );
}
