import { Header, Table } from '@cloudscape-design/components';
import { useMemo } from 'react';
import { useCall } from '../../client/hooks.ts';
import { useLive } from '../../client/live.ts';
import { Empty } from '../../parts/empty.tsx';
import { Go } from '../../parts/go.tsx';
import { Outcome } from '../../parts/outcome.tsx';
import { Time } from '../../parts/time.tsx';
import { doorName, took } from '../../parts/trace-view.tsx';
import { isOwn } from '../../lib/own-calls.ts';
import { pagePath } from '../../../shared/resources.ts';

const LATEST_CALLS = 8;

/** The last calls of applications as they happen; the console's own reading is left out. */
export function LatestCalls() {
  const heard = useLive((live) => live.traces);
  const { output, loading } = useCall('poolkeeper', 'ListTraces', { Limit: 100 });
  const calls = useMemo(() => {
    const known = new Set(heard.map(({ id }) => id));
    return [...heard, ...(output?.traces ?? []).filter(({ id }) => !known.has(id))]
      .filter((trace) => !isOwn(trace))
      .slice(0, LATEST_CALLS);
  }, [heard, output]);
  return (
    <Table
      header={
        <Header
          variant="h2"
          description="Calls of applications, newest first, as they happen."
          actions={<Go to="/activity">All activity</Go>}
        >
          Latest calls
        </Header>
      }
      items={calls}
      trackBy="id"
      loading={loading && calls.length === 0}
      loadingText="Loading calls"
      ariaLabels={{ tableLabel: 'Latest calls' }}
      empty={
        <Empty
          title="No calls yet"
          text="Call the endpoint from an application or with the AWS CLI and it shows up here at once."
        />
      }
      columnDefinitions={[
        {
          id: 'operation',
          header: 'Operation',
          isRowHeader: true,
          cell: (trace) => <Go to={pagePath('trace', trace.id)}>{trace.operation}</Go>,
        },
        {
          id: 'outcome',
          header: 'Outcome',
          cell: (trace) => <Outcome of={trace.outcome}>{trace.fault?.code ?? 'OK'}</Outcome>,
        },
        { id: 'about', header: 'User', cell: (trace) => trace.subject.username ?? '-' },
        { id: 'door', header: 'Came in by', cell: (trace) => doorName(trace.door) },
        { id: 'took', header: 'Took', cell: (trace) => took(trace.took) },
        { id: 'at', header: 'When', cell: (trace) => <Time at={trace.at} /> },
      ]}
    />
  );
}
