import { z } from 'zod';
import { isAwsPolicy } from '../../../../shared/aws/arn.ts';
import { QUOTAS } from '../../../../shared/aws/limits.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useAction } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { filled } from '../../../parts/draft.ts';
import { Field } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';

/** The managed policies of a user. */
export function AttachedPolicies({ userName: UserName }: { readonly userName: string }) {
  const attached = useList('iam', 'ListAttachedUserPolicies', { UserName }, 'AttachedPolicies');
  const detach = useAction('iam', 'DetachUserPolicy', { done: 'Policy detached.' });
  const arns = (attached.items ?? []).map(({ PolicyArn = '' }) => PolicyArn);
  return (
    <ResourceList
      id="iam-user-attached"
      title="Attached policies"
      description="Managed policies: of the account, and those that AWS keeps."
      list={attached}
      filterable={false}
      keyOf={({ PolicyArn = '' }) => PolicyArn}
      link={({ PolicyArn = '' }) => pagePath('policy', PolicyArn)}
      columns={[
        { id: 'name', header: 'Policy', value: ({ PolicyName }) => PolicyName, isRowHeader: true },
        {
          id: 'kind',
          header: 'Kind',
          value: ({ PolicyArn = '' }) => (isAwsPolicy(PolicyArn) ? 'AWS managed' : 'Customer managed'),
        },
        {
          id: 'arn',
          header: 'ARN',
          value: ({ PolicyArn }) => PolicyArn,
          cell: ({ PolicyArn = '' }) => <Copy value={PolicyArn} what="policy ARN" />,
        },
      ]}
      actions={([policy]) =>
        policy?.PolicyArn !== undefined && (
          <CopyAsCli calls={[cli('iam', 'DetachUserPolicy', { UserName, PolicyArn: policy.PolicyArn })]} />
        )
      }
      acts={[
        {
          text: 'Detach',
          running: detach.running,
          run: ([policy]) => void detach.run({ UserName, PolicyArn: policy?.PolicyArn ?? '' }),
        },
      ]}
      create={{
        text: 'Attach policy',
        dialog: (close) => <AttachPolicy userName={UserName} attached={arns} onClose={close} />,
      }}
      empty={{
        title: 'No attached policies',
        text: 'A managed policy is written once and attached to whoever needs it.',
      }}
    />
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
  const form = useDraft(z.object({ arn: filled('Choose a policy.') }), { arn: '' });
  return (
    <FormDialog
      title="Attach policy"
      action="Attach"
      form={form}
      service="iam"
      operation="AttachUserPolicy"
      input={({ arn }) => ({ UserName, PolicyArn: arn })}
      done="Policy attached."
      onClose={onClose}
    >
      <Field form={form} name="arn" label="Policy" constraint={`A user can have ${QUOTAS.PoliciesPerUser}.`}>
        {({ value, onChange }) => (
          <ManagedPolicySelect label="Policy" arn={value} without={attached} onChange={onChange} />
        )}
      </Field>
    </FormDialog>
  );
}
