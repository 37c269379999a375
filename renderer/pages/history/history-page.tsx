import { Badge, SpaceBetween } from '@cloudscape-design/components';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { ConfigurationChange } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { useList } from '../../client/lists.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { Time } from '../../parts/time.tsx';
import { ChangeDetail } from './change-detail.tsx';
import { listPath, pagePath, kindTitle, kindWords, isResourceKind } from '../../../shared/resources.ts';

const HELP: HelpTopic = {
  title: 'History',
  text: [
    'Every change of configuration, whoever made it: the console, the AWS CLI or your app. Users, identities and objects are data and do not stand here; their calls are in Activity.',
    'Undo brings back what a change replaced, by an ordinary call, which is a change of its own and can be undone in turn.',
  ],
};

/** The changes of configuration, newest first, with what each changed and a way back. */
export function HistoryPage() {
  usePageFrame('History', [], HELP);
  const { changeId } = useParams();
  const [asked] = useSearchParams();
  const navigate = useNavigate();
  const [kind, subject] = [asked.get('kind') ?? undefined, asked.get('subject') ?? undefined];
  const narrowed = kind !== undefined && subject !== undefined;
  const query = narrowed ? `?${asked.toString()}` : '';
  const list = useList(
    'poolkeeper',
    'ListChanges',
    { Limit: 100, ...(narrowed ? { Kind: kind, Subject: subject } : {}) },
    'changes',
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
        description={
          narrowed ? (
            <>
              Changes of the {isResourceKind(kind) ? kindWords(kind) : kind} {subject}.{' '}
              <Go to={listPath('history')}>Show all changes</Go>
            </>
          ) : (
            'Changes of configuration, whoever made them, and the way back.'
          )
        }
        info={<InfoLink topic={HELP} />}
        selectionType="single"
        selected={change === undefined ? [] : [change]}
        onSelect={([selected]) =>
          void navigate(`${selected === undefined ? listPath('history') : pagePath('history', selected.id)}${query}`)
        }
        columns={[
          {
            id: 'operation',
            header: 'Change',
            value: ({ operation }) => operation,
            cell: ({ id, operation, undoneAt }) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Go to={`${pagePath('history', id)}${query}`}>{operation}</Go>
                {undoneAt !== undefined && <Badge>Undone</Badge>}
              </SpaceBetween>
            ),
            isRowHeader: true,
          },
          { id: 'kind', header: 'Of', value: (change) => kindTitle(change.kind) },
          { id: 'subject', header: 'Which', value: (change) => change.subject },
          { id: 'caller', header: 'By', value: ({ caller }) => caller },
          { id: 'at', header: 'When', value: ({ at }) => at, cell: ({ at }) => <Time at={at} />, filter: false },
        ]}
        empty={{
          title: 'No changes yet',
          text: 'Create or change a pool, a group, a role or a bucket’s policy, and it stands here with what it was before.',
        }}
      />
      {changeId !== undefined && (
        <SplitPane
          header={change?.operation ?? 'Change'}
          onClose={() => void navigate(`${listPath('history')}${query}`)}
        >
          <FaultAlert fault={chosen.fault} />
          {change !== undefined && <ChangeDetail key={change.id} change={change} />}
        </SplitPane>
      )}
    </>
  );
}
