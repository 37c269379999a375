import { Box, Button, SpaceBetween, Table } from '@cloudscape-design/components';
import type { ConfigurationChange } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { cli, CopyAsCli, type CliCall } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Time } from '../../parts/time.tsx';
import { differences, printed } from './differences.ts';
import { pagePath, placeOfSubject, kindTitle } from '../../../shared/resources.ts';

/** One change: what it was before and after, and the way back. */
export function ChangeDetail({ change }: { readonly change: ConfigurationChange }) {
  const undo = useAction('poolkeeper', 'UndoChange', {
    showsFault: true,
    done: ({ operation }) => `Undone by ${operation}.`,
  });
  const rows = differences(change.before, change.after);
  const made = useCall(
    'poolkeeper',
    'GetTrace',
    { Id: change.traceId ?? '' },
    { enabled: change.traceId !== undefined },
  );
  // What was deleted has no page.
  const page = change.after === undefined ? undefined : placeOfSubject(change.kind, change.subject);
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
        {change.service !== 'poolkeeper' && (
          <CopyAsCli
            label="The call as CLI"
            calls={[cli(change.service, change.operation as never, change.input as never) as CliCall]}
          />
        )}
      </SpaceBetween>
      {change.undo.why !== undefined && <Box color="text-body-secondary">{change.undo.why}</Box>}
      {change.undo.loses !== undefined && change.undo.possible && (
        <Box color="text-body-secondary">{change.undo.loses}</Box>
      )}
      <KeyValues
        columns={2}
        items={[
          { label: kindTitle(change.kind), value: change.subject, copy: true },
          ...(page === undefined ? [] : [{ label: 'Its page', value: <Go to={page}>Open</Go> }]),
          { label: 'By', value: change.caller },
          // Traces are forgotten after a while.
          ...(made.output === undefined
            ? []
            : [{ label: 'Its call', value: <Go to={pagePath('trace', change.traceId ?? '')}>Every step</Go> }]),
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
