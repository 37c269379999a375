import { Box, SpaceBetween } from '@cloudscape-design/components';
import type { AccessChange } from '../../../shared/poolkeeper/operations.ts';
import { useCalls } from '../../client/calls.ts';
import { queryClient } from '../../client/queries.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { linesOf } from './difference.ts';
import { sentence } from './sentence.ts';

/** Shows what a change would make of each document, and makes it when it is confirmed. */
export function ApplyChange({
  changes,
  onClose,
}: {
  readonly changes: readonly AccessChange[];
  readonly onClose: () => void;
}) {
  const { run, running, fault } = useCalls({
    done: 'Changed. History keeps what was before and can undo it.',
    showsFault: true,
    onDone: onClose,
  });
  const apply = async (): Promise<void> => {
    await run(changes.flatMap(({ calls = [] }) => calls));
    void queryClient.invalidateQueries({ queryKey: ['poolkeeper'] });
  };
  return (
    <ActionDialog
      title="Apply the change"
      action="Apply"
      size="large"
      running={running}
      fault={fault}
      onAct={() => void apply()}
      onClose={onClose}
    >
      {changes.map((change, at) => (
        <SpaceBetween size="xs" key={at}>
          <Box>{sentence(change)}</Box>
          {change.before === undefined && change.after === undefined ? null : <Difference change={change} />}
          <Box variant="small" color="text-body-secondary">
            {(change.calls ?? []).map(({ service, operation }) => `${service}:${operation}`).join(', ')}
          </Box>
        </SpaceBetween>
      ))}
    </ActionDialog>
  );
}

const MARKS = { same: ' ', added: '+', removed: '-' } as const;
const WORDS = { same: '', added: 'added: ', removed: 'removed: ' } as const;

function Difference({ change: { before, after } }: { readonly change: AccessChange }) {
  const lines = linesOf(before ?? '', after ?? '');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
    <section className="pk-code pk-difference" aria-label="Difference" tabIndex={0}>
      {lines.map(({ kind, text }, at) => (
        <div key={at} data-kind={kind}>
          <span aria-hidden="true">{MARKS[kind]} </span>
          {WORDS[kind] !== '' && <span className="pk-hidden">{WORDS[kind]}</span>}
          {text}
        </div>
      ))}
    </section>
  );
}
