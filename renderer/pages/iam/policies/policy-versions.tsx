import { Button, Container, Header, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { PolicyVersion } from '../../../../shared/aws/types/iam.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { DiffView } from '../../../parts/diff-view.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { isAws } from './managed.tsx';
import { readable } from '../../../lib/policies.ts';

/** The versions of a managed policy: which is in force, what another says, how two differ. */
export function PolicyVersions({ arn: PolicyArn }: { readonly arn: string }) {
  const { output, fault, loading } = useCall('iam', 'ListPolicyVersions', { PolicyArn });
  const [chosen, choose] = useState<string>();
  const [deleting, setDeleting] = useState(false);
  const setDefault = useAction('iam', 'SetDefaultPolicyVersion', {
    done: (_output, { VersionId }) => `Version ${VersionId} is in force.`,
  });
  const remove = useAction('iam', 'DeletePolicyVersion', {
    showsFault: true,
    done: (_output, { VersionId }) => `Version ${VersionId} deleted.`,
  });
  const versions = output?.Versions ?? [];
  const inForce = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.VersionId ?? '';
  const picked = versions.find(({ VersionId }) => VersionId === chosen);
  const VersionId = picked?.VersionId ?? '';
  const movable = picked !== undefined && picked.IsDefaultVersion !== true;
  return (
    <SpaceBetween size="l">
      <ResourceTable<PolicyVersion>
        id="policy-versions"
        title="Versions"
        description={
          isAws(PolicyArn)
            ? 'AWS keeps the versions of its policies; the one in force is known here.'
            : 'IAM keeps five. The one in force decides for everybody who has the policy.'
        }
        filterable={false}
        items={output?.Versions}
        loading={loading}
        fault={fault}
        keyOf={(version) => version.VersionId ?? ''}
        selectionType="single"
        selected={picked === undefined ? [] : [picked]}
        onSelect={([version]) => choose(version?.VersionId)}
        columns={[
          { id: 'version', header: 'Version', value: (version) => version.VersionId, isRowHeader: true },
          { id: 'default', header: 'In force', value: ({ IsDefaultVersion }) => IsDefaultVersion === true },
          {
            id: 'created',
            header: 'Created',
            value: ({ CreateDate }) => CreateDate,
            cell: ({ CreateDate = 0 }) => <Time seconds={CreateDate} absolute />,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {movable && <CopyAsCli calls={[cli('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId })]} />}
            <Button disabled={!movable} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <Button
              disabled={!movable}
              loading={setDefault.running}
              onClick={() => void setDefault.run({ PolicyArn, VersionId })}
            >
              Put in force
            </Button>
          </SpaceBetween>
        }
        empty={{ title: 'No versions' }}
      />
      {picked !== undefined && (
        <Shown key={VersionId} arn={PolicyArn} version={VersionId} versions={versions} inForce={inForce} />
      )}
      <ConfirmDelete
        visible={deleting}
        title={`Delete version ${VersionId}`}
        consequences="The version is gone for good. The version in force is not touched."
        running={remove.running}
        fault={remove.fault}
        onCancel={() => setDeleting(false)}
        onConfirm={() =>
          void remove.run({ PolicyArn, VersionId }).then((done) => {
            if (done === undefined) return;
            setDeleting(false);
            choose(undefined);
          })
        }
      />
    </SpaceBetween>
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
    <Container
      header={
        <Header
          variant="h3"
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
          {`Version ${nameOf(version)}`}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <FaultAlert fault={shown.fault ?? compared.fault} />
        {text !== '' &&
          (other === '' || compared.output === undefined ? (
            <PolicyField label={`Version ${version}`} kind="identity" value={text} readOnly quiet lines={4} />
          ) : (
            <DiffView key={other} before={before} after={text} label={`Version ${version} compared with ${other}`} />
          ))}
      </SpaceBetween>
    </Container>
  );
}
