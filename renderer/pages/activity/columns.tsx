import type { Trace } from '../../../shared/contract.ts';
import { Go } from '../../parts/go.tsx';
import { Outcome } from '../../parts/outcome.tsx';
import type { Column } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { doorName, took } from '../../parts/trace-view.tsx';
import { pagePath } from '../../../shared/resources.ts';

const OUTCOMES = { ok: 'OK', refused: 'Refused', failed: 'Failed' } as const;

/** The columns of the activity list. */
export const columns: readonly Column<Trace>[] = [
  {
    id: 'operation',
    header: 'Operation',
    value: (trace) => trace.operation,
    cell: (trace) => <Go to={pagePath('trace', trace.id)}>{trace.operation}</Go>,
    isRowHeader: true,
    width: 220,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    value: (trace) => OUTCOMES[trace.outcome],
    cell: (trace) => <Outcome of={trace.outcome}>{trace.fault?.code ?? 'OK'}</Outcome>,
    width: 260,
  },
  {
    id: 'at',
    header: 'When',
    value: (trace) => trace.at,
    cell: (trace) => <Time at={trace.at} />,
    filter: false,
    width: 150,
  },
  { id: 'username', header: 'User', value: (trace) => trace.subject.username, width: 160 },
  { id: 'service', header: 'Service', value: (trace) => trace.service, hidden: true },
  { id: 'door', header: 'Came in by', value: (trace) => doorName(trace.door), width: 160 },
  { id: 'took', header: 'Took', value: (trace) => trace.took, cell: (trace) => took(trace.took), width: 100 },
  { id: 'code', header: 'Fault code', value: (trace) => trace.fault?.code, hidden: true },
  { id: 'reason', header: 'Reason', value: (trace) => trace.fault?.reason, hidden: true, minWidth: 240 },
  { id: 'pool', header: 'User pool', value: (trace) => trace.subject.poolId, hidden: true },
  { id: 'client', header: 'App client', value: (trace) => trace.subject.clientId, hidden: true },
  { id: 'caller', header: 'Caller', value: (trace) => trace.caller, hidden: true },
  { id: 'region', header: 'Region', value: (trace) => trace.region, hidden: true },
];
