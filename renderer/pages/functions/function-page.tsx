import { functionArn } from '../../../shared/aws/arn.ts';
import { Box, Button, ContentLayout, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { FunctionRecord, FunctionUse } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { bindingOf, draftOf, FunctionForm, newDraft, sameDraft, type Draft } from './function-form.tsx';
import { Uses } from './functions-page.tsx';
import { TestRun } from './test-run.tsx';
import { HELP, nameOf } from '../../lib/functions.ts';
import { listPath, pagePath, listCrumb } from '../../../shared/resources.ts';

const crumbs = [listCrumb('function')];

/** Binds an ARN that nothing is bound to yet. */
export function CreateFunctionPage() {
  const [search] = useSearchParams();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const settings = workspace.output?.settings;
  const wanted = search.get('arn') ?? undefined;
  if (settings === undefined)
    return (
      <Box textAlign="center" padding="xxl">
        <Spinner size="large" /> Loading
      </Box>
    );
  return <Creating draft={newDraft(wanted ?? functionArn(settings, ''))} />;
}

function Creating({ draft: start }: { readonly draft: Draft }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(start);
  const [saved, setSaved] = useState<string>();
  const put = useAction('poolkeeper', 'PutFunction', {
    showsFault: true,
    done: (_, { Arn }) => `Function ${nameOf(Arn)} bound.`,
    onDone: (_, { Arn }) => setSaved(Arn),
  });
  useEffect(() => {
    if (saved !== undefined) void navigate(pagePath('function', saved));
  }, [saved, navigate]);
  return (
    <ContentLayout header={<PageHeader title="Bind function" crumbs={crumbs} help={HELP} />}>
      <UnsavedGuard dirty={saved === undefined && !sameDraft(draft, start)} />
      <FunctionForm
        draft={draft}
        onChange={setDraft}
        fault={put.fault}
        saving={put.running}
        action="Bind function"
        nameIsOpen
        onSave={() => void put.run(inputOf(draft))}
        onCancel={() => void navigate(listPath('function'))}
      />
    </ContentLayout>
  );
}

const inputOf = (draft: Draft) => ({
  Arn: draft.arn,
  Description: draft.description,
  Binding: bindingOf(draft),
  Environment: Object.fromEntries(
    draft.environment.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]),
  ),
});

/** One function: what it is bound to, who uses it, and a test run. */
export function FunctionPage() {
  const { arn = '' } = useParams();
  const read = useCall('poolkeeper', 'GetFunction', { Arn: arn });
  if (read.output === undefined)
    return (
      <ContentLayout header={<PageHeader title={nameOf(arn)} crumbs={crumbs} help={HELP} />}>
        <FaultAlert fault={read.fault} />
      </ContentLayout>
    );
  const { function: found, usedBy } = read.output;
  return <Editing key={`${found.arn} ${found.modifiedAt}`} found={found} usedBy={usedBy} />;
}

function Editing({ found, usedBy }: { readonly found: FunctionRecord; readonly usedBy: readonly FunctionUse[] }) {
  const navigate = useNavigate();
  const start = draftOf(found);
  const [draft, setDraft] = useState(start);
  const [deleting, setDeleting] = useState(false);
  const [gone, setGone] = useState(false);
  const put = useAction('poolkeeper', 'PutFunction', {
    showsFault: true,
    done: `Function ${nameOf(found.arn)} saved.`,
  });
  const remove = useAction('poolkeeper', 'DeleteFunction', {
    showsFault: true,
    done: `Function ${nameOf(found.arn)} deleted.`,
    onDone: () => setGone(true),
  });
  useEffect(() => {
    if (gone) void navigate(listPath('function'));
  }, [gone, navigate]);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={nameOf(found.arn)}
          crumbs={crumbs}
          help={HELP}
          description={<Copy value={found.arn} what="ARN" />}
          actions={<Button onClick={() => setDeleting(true)}>Delete</Button>}
        />
      }
    >
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
        <UnsavedGuard dirty={!gone && !sameDraft(draft, start)} />
        <FunctionForm
          draft={draft}
          onChange={setDraft}
          fault={put.fault}
          saving={put.running}
          action="Save"
          unchanged={sameDraft(draft, start)}
          onSave={() => void put.run(inputOf(draft))}
          onCancel={() => setDraft(start)}
        />
        <TestRun arn={found.arn} binding={bindingOf(draft)} saved={sameDraft(draft, start)} usedBy={usedBy} />
      </SpaceBetween>
      <ConfirmDelete
        visible={deleting}
        title={`Delete function ${nameOf(found.arn)}`}
        consequences={
          usedBy.length === 0
            ? 'Its code in the workspace goes with it; a file on disk stays.'
            : 'The pools that name its ARN keep it: their calls are refused until something is bound to it again.'
        }
        running={remove.running}
        fault={remove.fault}
        onCancel={() => setDeleting(false)}
        onConfirm={() => void remove.run({ Arn: found.arn })}
      />
    </ContentLayout>
  );
}
