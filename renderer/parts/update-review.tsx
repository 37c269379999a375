import { Alert, Box, SpaceBetween, Table } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { EngineFault } from '../lib/fault.ts';
import { ActionDialog } from './action-dialog.tsx';
import type { CliCall } from './copy-as-cli.tsx';
import { same, type Difference, type Rescue } from './safe-update.ts';
import { counted } from '../lib/words.ts';

/** A setting's value on one line: plain for words and numbers, JSON for the rest. */
function printed(value: unknown): string {
  if (value === undefined || value === null) return 'Not set';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return same(value, undefined) ? 'Not set' : JSON.stringify(value);
  return value.length === 0 ? 'None' : value.map(printed).join(', ');
}

function Value({ of }: { readonly of: unknown }) {
  const text = printed(of);
  return <span className="pk-mono pk-wrap">{text.length > 400 ? `${text.slice(0, 400)}…` : text}</span>;
}

/**
 * Shows what an update changes, field by field, and which settings AWS would have reset had the call
 * carried the edits alone; then applies it.
 *
 * The call that is sent holds everything; `calls` is that call, for the CLI.
 */
export function UpdateReview({
  visible,
  operation,
  differences,
  rescued,
  calls,
  running,
  fault,
  onApply,
  onCancel,
  children,
}: {
  readonly visible: boolean;
  /** The operation that is reviewed, which replaces: `UpdateUserPool`. */
  readonly operation: string;
  readonly differences: readonly Difference[];
  readonly rescued: readonly Rescue[];
  readonly calls: readonly CliCall[];
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  readonly onApply: () => void;
  readonly onCancel: () => void;
  /** What the page has to say of these changes. */
  readonly children?: ReactNode;
}) {
  if (!visible) return null;
  return (
    <ActionDialog
      title="Review changes"
      action="Apply changes"
      size="large"
      leave="Back to editing"
      running={running}
      fault={fault}
      calls={calls}
      onAct={onApply}
      onClose={onCancel}
    >
      {children}
      <Table<Difference>
        variant="embedded"
        wrapLines
        items={[...differences]}
        trackBy="field"
        ariaLabels={{ tableLabel: 'Changes' }}
        header={<Box variant="h3">{counted(differences.length, 'change')}</Box>}
        columnDefinitions={[
          { id: 'field', header: 'Setting', cell: ({ field }) => field, isRowHeader: true },
          { id: 'before', header: 'Before', cell: ({ before }) => <Value of={before} /> },
          { id: 'after', header: 'After', cell: ({ after }) => <Value of={after} /> },
        ]}
      />
      {rescued.length > 0 && (
        <SpaceBetween size="s">
          <Alert
            type="info"
            statusIconAriaLabel="Info"
            header={
              rescued.length === 1
                ? '1 setting is kept that AWS would have reset'
                : `${rescued.length} settings are kept that AWS would have reset`
            }
          >
            {operation} replaces: what a call leaves out goes back to its default. Poolkeeper sends these along with
            your changes.
          </Alert>
          <Table<Rescue>
            variant="embedded"
            wrapLines
            items={[...rescued]}
            trackBy="field"
            ariaLabels={{ tableLabel: 'Settings kept' }}
            columnDefinitions={[
              { id: 'field', header: 'Setting', cell: ({ field }) => field, isRowHeader: true },
              { id: 'kept', header: 'Kept as', cell: ({ kept }) => <Value of={kept} /> },
              { id: 'becomes', header: 'Would have become', cell: ({ becomes }) => <Value of={becomes} /> },
            ]}
          />
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}
