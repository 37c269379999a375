import { Badge, Box, Button, SpaceBetween, Table } from '@cloudscape-design/components';
import { useNavigate, useParams } from 'react-router';
import type { ConfigurationChange } from '../../../shared/console.ts';
import { useAction, useCall, usePages } from '../../engine/hooks.ts';
import { cli, CopyAsCli, type CliCall } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { InfoLink, type HelpTopic } from '../../parts/help.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { Time } from '../../parts/time.tsx';
import { differences, printed } from './differences.ts';

const HELP: HelpTopic = {
  title: 'History',
  text: [
    'Every change of a pool, client, group, identity pool, role or policy, whoever made it: the console, the AWS CLI or your app.',
    'Undo brings back what a change replaced, by an ordinary call, which is a change of its own and can be undone in turn.',
  ],
};

const KINDS: Readonly<Record<string, string>> = {
  'user-pool': 'User pool',
  client: 'App client',
  group: 'Group',
  'identity-pool': 'Identity pool',
  role: 'Role',
};

/** The changes of configuration, newest first, with what each changed and a way back. */
export function HistoryPage() {
  usePageFrame('History', [], HELP);
  const { changeId } = useParams();
  const navigate = useNavigate();
  const list = usePages(
    'poolkeeper',
    'ListChanges',
    { Limit: 100 },
    {
      token: 'Before',
      items: (output) => output.changes,
      next: (output) => (output.more ? output.changes.at(-1)?.id : undefined),
    },
  );
  const chosen = useCall('poolkeeper', 'GetChange', { Id: changeId ?? '' }, { enabled: changeId !== undefined });
  const change = changeId === undefined ? undefined : chosen.output?.change;
  return (
    <>
      <ResourceTable<ConfigurationChange>
        id="history"
        title="History"
        variant="full-page"
        items={list.items}
        loading={list.loading}
        fault={list.fault}
        more={list.more}
        loadingMore={list.loadingMore}
        onMore={list.loadMore}
        keyOf={({ id }) => id}
        description="Changes of configuration, whoever made them, and the way back."
        info={<InfoLink topic={HELP} />}
        selectionType="single"
        selected={change === undefined ? [] : [change]}
        onSelect={([selected]) => void navigate(selected === undefined ? '/history' : `/history/${selected.id}`)}
        columns={[
          {
            id: 'operation',
            header: 'Change',
            value: ({ operation }) => operation,
            cell: ({ id, operation, undoneAt }) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Go to={`/history/${id}`}>{operation}</Go>
                {undoneAt !== undefined && <Badge>Undone</Badge>}
              </SpaceBetween>
            ),
            isRowHeader: true,
          },
          { id: 'kind', header: 'Of', value: ({ kind }) => KINDS[kind] ?? kind },
          { id: 'subject', header: 'Which', value: ({ subject }) => subject },
          { id: 'caller', header: 'By', value: ({ caller }) => caller },
          { id: 'at', header: 'When', value: ({ at }) => at, cell: ({ at }) => <Time at={at} />, filter: false },
        ]}
        empty={{
          title: 'No changes yet',
          text: 'Create or change a pool, a client, a group or a role, and it stands here with what it was before.',
        }}
      />
      {changeId !== undefined && (
        <SplitPane header={change?.operation ?? 'Change'} onClose={() => void navigate('/history')}>
          <FaultAlert fault={chosen.fault} />
          {change !== undefined && <ChangeDetail key={change.id} change={change} />}
        </SplitPane>
      )}
    </>
  );
}

function ChangeDetail({ change }: { readonly change: ConfigurationChange }) {
  const undo = useAction('poolkeeper', 'UndoChange', {
    showsFault: true,
    done: ({ operation }) => `Undone by ${operation}.`,
  });
  const rows = differences(change.before, change.after);
  return (
    <SpaceBetween size="l">
      <FaultAlert fault={undo.fault} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          disabled={!change.undo.possible}
          loading={undo.running}
          onClick={() => void undo.run({ Id: change.id })}
        >
          Undo
        </Button>
        <CopyAsCli
          label="The call as CLI"
          calls={[cli(change.service, change.operation as never, change.input as never) as CliCall]}
        />
      </SpaceBetween>
      {change.undo.why !== undefined && <Box color="text-body-secondary">{change.undo.why}</Box>}
      <KeyValues
        columns={2}
        items={[
          { label: KINDS[change.kind] ?? change.kind, value: change.subject, copy: true },
          { label: 'By', value: change.caller },
          { label: 'When', value: <Time at={change.at} absolute /> },
          {
            label: 'State',
            value:
              change.undoneAt === undefined
                ? change.undo.by === undefined
                  ? 'Stands'
                  : `Stands; undone by ${change.undo.by}`
                : 'Undone',
          },
        ]}
      />
      <Table
        variant="embedded"
        wrapLines
        items={rows}
        trackBy="name"
        ariaLabels={{ tableLabel: 'What changed' }}
        empty="Nothing that can be compared."
        columnDefinitions={[
          { id: 'name', header: 'Setting', cell: ({ name }) => name, isRowHeader: true },
          {
            id: 'before',
            header: 'Before',
            cell: ({ before }) => <span className="pk-mono pk-wrap">{printed(before)}</span>,
          },
          {
            id: 'after',
            header: 'After',
            cell: ({ after }) => <span className="pk-mono pk-wrap">{printed(after)}</span>,
          },
        ]}
      />
    </SpaceBetween>
  );
}
