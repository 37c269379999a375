import { Box, Button, Container, FormField, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { Go } from '../../../parts/go.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { policyPath } from '../../../lib/iam-paths.ts';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';

/** The permissions boundary of a user: shown, set and removed. */
export function Boundary({ userName: UserName, arn }: { readonly userName: string; readonly arn: string | undefined }) {
  const [draft, setDraft] = useState<string>();
  const put = useAction('iam', 'PutUserPermissionsBoundary', {
    showsFault: true,
    done: 'Permissions boundary set.',
    onDone: () => setDraft(undefined),
  });
  const remove = useAction('iam', 'DeleteUserPermissionsBoundary', { done: 'Permissions boundary removed.' });
  const changed = draft !== undefined && draft !== '' && draft !== arn;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The most that the user can ever be allowed, whatever its policies say. It allows nothing by itself."
          actions={
            draft === undefined ? (
              <SpaceBetween direction="horizontal" size="xs">
                {arn !== undefined && (
                  <SpaceBetween direction="horizontal" size="xs">
                    <CopyAsCli calls={[cli('iam', 'DeleteUserPermissionsBoundary', { UserName })]} />
                    <Button loading={remove.running} onClick={() => void remove.run({ UserName })}>
                      Remove boundary
                    </Button>
                  </SpaceBetween>
                )}
                <Button onClick={() => setDraft(arn ?? '')}>{arn === undefined ? 'Set boundary' : 'Change'}</Button>
              </SpaceBetween>
            ) : (
              <SpaceBetween direction="horizontal" size="xs">
                {changed && (
                  <CopyAsCli
                    calls={[cli('iam', 'PutUserPermissionsBoundary', { UserName, PermissionsBoundary: draft })]}
                  />
                )}
                <Button onClick={() => setDraft(undefined)}>Cancel</Button>
                <Button
                  variant="primary"
                  disabled={!changed}
                  loading={put.running}
                  onClick={() => void put.run({ UserName, PermissionsBoundary: draft })}
                >
                  Save boundary
                </Button>
              </SpaceBetween>
            )
          }
        >
          Permissions boundary
        </Header>
      }
    >
      <UnsavedGuard dirty={changed} what="permissions boundary" />
      <SpaceBetween size="m">
        <FaultAlert fault={put.fault} />
        {draft !== undefined ? (
          <FormField label="Policy that bounds the user">
            <ManagedPolicySelect label="Policy that bounds the user" arn={draft} onChange={setDraft} />
          </FormField>
        ) : arn === undefined ? (
          <Box color="text-body-secondary">No boundary: the policies alone decide.</Box>
        ) : (
          <SpaceBetween direction="horizontal" size="s">
            <Go to={policyPath(arn)}>{arn.split('/').at(-1)}</Go>
            <Copy value={arn} what="boundary ARN" />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}
