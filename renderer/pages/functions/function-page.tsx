import { Box, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useParams, useSearchParams } from 'react-router';
import { functionArn } from '../../../shared/aws/arn.ts';
import type { FunctionRecord, FunctionUse } from '../../../shared/poolkeeper/operations.ts';
import { listCrumb, pagePath } from '../../../shared/resources.ts';
import { useCall } from '../../client/hooks.ts';
import { planned } from '../../lib/cli.ts';
import { HELP, nameOf } from '../../lib/functions.ts';
import { DeleteDialog } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { CreatePage } from '../../parts/create-page.tsx';
import { DetailPage } from '../../parts/detail-page.tsx';
import { Form, useDraft, useSubmission } from '../../parts/form.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { bindingOf, draftOf, FunctionFields, FUNCTION_SCHEMA, inputOf, newDraft } from './function-form.tsx';
import { Uses } from './functions-page.tsx';
import { TestRun } from './test-run.tsx';

/** Binds an ARN that nothing is bound to yet. */
export function CreateFunctionPage() {
  const [search] = useSearchParams();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const settings = workspace.output?.settings;
  if (settings === undefined)
    return (
      <Box textAlign="center" padding="xxl">
        <Spinner size="large" /> Loading
      </Box>
    );
  return <Creating arn={search.get('arn') ?? functionArn(settings, '')} />;
}

function Creating({ arn }: { readonly arn: string }) {
  const form = useDraft(FUNCTION_SCHEMA, newDraft(arn));
  return (
    <CreatePage
      kind="function"
      title="Bind function"
      crumbs={[listCrumb('function')]}
      help={HELP}
      form={form}
      service="poolkeeper"
      operation="PutFunction"
      input={inputOf}
      done={(_, { Arn }) => `Function ${nameOf(Arn)} bound.`}
      to={(_, draft) => pagePath('function', draft.arn)}
    >
      <FunctionFields form={form} nameIsOpen />
    </CreatePage>
  );
}

/** One function: what it is bound to, who uses it, and a test run. */
export function FunctionPage() {
  const { arn = '' } = useParams();
  const read = useCall('poolkeeper', 'GetFunction', { Arn: arn });
  return (
    <DetailPage
      title={nameOf(arn)}
      crumbs={[listCrumb('function')]}
      help={HELP}
      description={<Copy value={arn} what="ARN" />}
      read={read}
      of={read.output}
      remove={(close, gone) => (
        <DeleteDialog
          title={`Delete function ${nameOf(arn)}`}
          consequences={
            read.output?.usedBy.length === 0
              ? 'Its code in the workspace goes with it; a file on disk stays.'
              : 'The pools that name its ARN keep it: their calls are refused until something is bound to it again.'
          }
          calls={[planned('poolkeeper', 'DeleteFunction', { Arn: arn })]}
          done={`Function ${nameOf(arn)} deleted.`}
          onClose={close}
          onDone={gone}
        />
      )}
    >
      {({ function: found, usedBy }) => (
        <Editing key={`${found.arn} ${found.modifiedAt}`} found={found} usedBy={usedBy} />
      )}
    </DetailPage>
  );
}

function Editing({ found, usedBy }: { readonly found: FunctionRecord; readonly usedBy: readonly FunctionUse[] }) {
  const form = useDraft(FUNCTION_SCHEMA, draftOf(found));
  const saving = useSubmission({
    service: 'poolkeeper',
    operation: 'PutFunction',
    input: inputOf,
    done: `Function ${nameOf(found.arn)} saved.`,
  });
  const { isDirty } = form.formState;
  return (
    <SpaceBetween size="l">
      <Box>
        {usedBy.length === 0 ? (
          'No user pool names it.'
        ) : (
          <>
            Used by <Uses usedBy={usedBy} />.
          </>
        )}
      </Box>
      <UnsavedGuard dirty={isDirty} what="function" />
      <Form
        form={form}
        label="Function"
        action="Save"
        running={saving.running}
        fault={saving.fault}
        undo
        onSubmit={async (draft) => void (await saving.send(draft))}
      >
        <FunctionFields form={form} />
      </Form>
      <TestRun arn={found.arn} binding={bindingOf(form.watch())} saved={!isDirty} usedBy={usedBy} />
    </SpaceBetween>
  );
}
