import { Box, Button, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AccessCall, AccessChange } from '../../../shared/poolkeeper/operations.ts';
import { call } from '../../client/client.ts';
import { asFault, type EngineFault } from '../../lib/fault.ts';
import { queryClient } from '../../client/queries.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { flash } from '../../state/flash.ts';
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
  const [running, run] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const apply = async (): Promise<void> => {
    run(true);
    setFault(undefined);
    try {
      for (const made of changes.flatMap(({ calls = [] }) => calls)) await makeCall(made);
      flash.success('Changed. History keeps what was before and can undo it.');
      onClose();
    } catch (error) {
      setFault(asFault(error));
      run(false);
    }
    void queryClient.invalidateQueries({ queryKey: ['poolkeeper'] });
  };
  return (
    <Modal
      visible
      size="large"
      header="Apply the change"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={running} onClick={() => void apply()}>
              Apply
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {changes.map((change, at) => (
          <SpaceBetween size="xs" key={at}>
            <Box>{sentence(change)}</Box>
            {change.before === undefined && change.after === undefined ? null : <Difference change={change} />}
            <Box variant="small" color="text-body-secondary">
              {(change.calls ?? []).map(({ service, operation }) => `${service}:${operation}`).join(', ')}
            </Box>
          </SpaceBetween>
        ))}
        <FaultAlert fault={fault} />
      </SpaceBetween>
    </Modal>
  );
}

/** The engine names service and operation; they are checked there like every call. */
const makeCall = ({ service, operation, input }: AccessCall): Promise<unknown> =>
  call(service, operation as never, input as never);

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
