import { Box, Button, Modal, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { EngineFault } from '../lib/fault.ts';
import { CopyAsCli, type CliCall } from './copy-as-cli.tsx';
import { FaultAlert } from './fault-alert.tsx';

/** A dialog with one act: what it needs, the same on the command line, and what was refused. */
export function ActDialog({
  title,
  action,
  ready,
  running,
  fault,
  calls,
  children,
  onAct,
  onClose,
}: {
  readonly title: string;
  /** What the button says; absent where nothing is left to do. */
  readonly action?: string;
  readonly ready: boolean;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  readonly calls: readonly CliCall[];
  readonly children: ReactNode;
  readonly onAct: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {action === undefined ? 'Close' : 'Cancel'}
            </Button>
            {ready && calls.length > 0 && <CopyAsCli calls={calls} />}
            {action !== undefined && (
              <Button variant="primary" disabled={!ready} loading={running} onClick={onAct}>
                {action}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !running) onAct();
        }}
      >
        <SpaceBetween size="m">
          <FaultAlert fault={fault} />
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
