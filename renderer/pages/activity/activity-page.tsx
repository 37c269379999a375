import { Box, Button, SpaceBetween, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAction, useCall } from '../../client/hooks.ts';
import { forgetTraces } from '../../client/live.ts';
import { invalidateAll } from '../../client/queries.ts';
import { usePaletteActions } from '../../state/palette.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { TraceView } from '../../parts/trace-view.tsx';
import { columns } from './columns.tsx';
import { useActivity } from './use-activity.ts';
import { listPath, pagePath } from '../../../shared/resources.ts';
import { counted } from '../../lib/words.ts';

const help: HelpTopic = {
  title: 'Activity',
  text: [
    'Every call that reached the engine, whoever made it, with the steps the engine took and the setting that decided each of them.',
    'Secrets are masked before a call is listed. The latest 5,000 calls are kept, until the engine stops.',
  ],
  term: {
    name: 'Trace',
    meaning: 'The record of one call: what was asked, each step with its outcome and reason, the answer.',
  },
};

/** Activity: each call with its trace; the address names the call that is read. */
export function ActivityPage() {
  const { traceId } = useParams();
  const navigate = useNavigate();
  const [live, setLive] = useState(true);
  const [withOwn, setWithOwn] = useState(false);
  const [clearing, setClearing] = useState(false);
  // What somebody reads must not move under the eyes: an open trace holds the list.
  const { traces, waiting, show, ...list } = useActivity({ following: live && traceId === undefined, withOwn });
  const clear = useAction('poolkeeper', 'ClearTraces', {
    done: 'The list of calls is empty.',
    onDone: () => {
      forgetTraces();
      setClearing(false);
      invalidateAll();
      void navigate(listPath('trace'));
    },
  });
  usePaletteActions('This page', [
    { id: 'clear-activity', title: 'Clear the list of calls', run: () => setClearing(true) },
  ]);
  usePageFrame('Activity', [], help);
  return (
    <>
      <ResourceTable
        id="activity"
        title="Activity"
        variant="full-page"
        description="Every call to the engine, with the reason for its answer."
        info={<InfoLink topic={help} />}
        items={traces}
        columns={columns}
        keyOf={(trace) => trace.id}
        loading={list.loading}
        fault={list.fault}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        selectionType="single"
        selected={(traces ?? []).filter(({ id }) => id === traceId)}
        onSelect={([trace]) =>
          void navigate(trace === undefined ? listPath('trace') : pagePath('trace', trace.id), {
            replace: traceId !== undefined,
          })
        }
        empty={{
          title: 'No calls yet',
          text: 'Calls of applications appear here as they happen. Point a client at the endpoint to see the first.',
          action: <Button onClick={() => void navigate('/')}>Show the addresses</Button>,
        }}
        actions={
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            {waiting > 0 && (
              <Button iconName="angle-up" onClick={show}>
                {`Show ${counted(waiting, 'new call')}`}
              </Button>
            )}
            <Toggle checked={withOwn} onChange={({ detail }) => setWithOwn(detail.checked)}>
              Poolkeeper's own
            </Toggle>
            <Toggle checked={live} onChange={({ detail }) => setLive(detail.checked)}>
              Live
            </Toggle>
            <Button onClick={() => setClearing(true)} disabled={(traces ?? []).length === 0}>
              Clear
            </Button>
          </SpaceBetween>
        }
      />
      {traceId !== undefined && <OneTrace id={traceId} onClose={() => void navigate(listPath('trace'))} />}
      <ConfirmDelete
        visible={clearing}
        title="Clear the list of calls"
        consequences="All traces are forgotten, also those that messages and faults link to. Pools, users and everything else stay."
        word="clear"
        action="Clear"
        running={clear.running}
        fault={clear.fault}
        onConfirm={() => void clear.run({})}
        onCancel={() => setClearing(false)}
      />
    </>
  );
}

function OneTrace({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { output, fault } = useCall('poolkeeper', 'GetTrace', { Id: id });
  return (
    <SplitPane header={output === undefined ? 'Trace' : output.trace.operation} onClose={onClose}>
      <FaultAlert fault={fault} />
      {output !== undefined && (
        <SpaceBetween size="l">
          <WhatItChanged traceId={id} />
          <TraceView trace={output.trace} />
        </SpaceBetween>
      )}
    </SplitPane>
  );
}

/** The change of configuration that a call made, with the way to its history. */
function WhatItChanged({ traceId }: { readonly traceId: string }) {
  const { output } = useCall('poolkeeper', 'ListChanges', { TraceId: traceId });
  return (
    <>
      {output?.changes.map(({ id, subject }) => (
        <Box key={id}>
          It changed {subject}: <Go to={pagePath('history', id)}>what, and the way back</Go>
        </Box>
      ))}
    </>
  );
}
