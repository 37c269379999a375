import { Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { z } from 'zod';
import { resourceName } from '../../../../shared/aws/arn.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { filled } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { Field } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { Go } from '../../../parts/go.tsx';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';

const SCHEMA = z.object({ arn: filled('Choose a policy.') });

/** The permissions boundary of a user: shown, set and removed. */
export function Boundary({ userName: UserName, arn }: { readonly userName: string; readonly arn: string | undefined }) {
  const start = { arn: arn ?? '' };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'iam',
    operation: 'PutUserPermissionsBoundary',
    input: (draft: typeof start) => ({ UserName, PermissionsBoundary: draft.arn }),
    done: 'Permissions boundary set.',
  });
  return (
    <EditSection
      title="Permissions boundary"
      description="The most that the user can ever be allowed, whatever its policies say. It allows nothing by itself."
      edit={arn === undefined ? 'Set boundary' : 'Change'}
      save="Save boundary"
      form={form}
      start={start}
      saving={saving}
      actions={arn !== undefined && <RemoveBoundary userName={UserName} />}
      view={
        arn === undefined ? (
          <Box color="text-body-secondary">No boundary: the policies alone decide.</Box>
        ) : (
          <SpaceBetween direction="horizontal" size="s">
            <Go to={pagePath('policy', arn)}>{resourceName(arn)}</Go>
            <Copy value={arn} what="boundary ARN" />
          </SpaceBetween>
        )
      }
    >
      <Field form={form} name="arn" label="Policy that bounds the user">
        {({ value, onChange }) => (
          <ManagedPolicySelect label="Policy that bounds the user" arn={value} onChange={onChange} />
        )}
      </Field>
    </EditSection>
  );
}

function RemoveBoundary({ userName: UserName }: { readonly userName: string }) {
  const calls = [cli('iam', 'DeleteUserPermissionsBoundary', { UserName })];
  const remove = useAction('iam', 'DeleteUserPermissionsBoundary', { done: 'Permissions boundary removed.' });
  return (
    <>
      <CopyAsCli calls={calls} />
      <Button formAction="none" loading={remove.running} onClick={() => void remove.run({ UserName })}>
        Remove boundary
      </Button>
    </>
  );
}
