import { Box, Button, Modal, SpaceBetween, type ModalProps } from '@cloudscape-design/components';
import { useId, type ReactNode } from 'react';
import type { PlannedCall } from '../lib/cli.ts';
import { cliCalls } from '../lib/cli.ts';
import type { EngineFault } from '../lib/fault.ts';
import { CopyAsCli } from './copy-as-cli.tsx';
import { FaultAlert } from './fault-alert.tsx';

type ActionDialogProps = {
  readonly title: string;
  /** What the button says; absent where there is nothing to do but to read. */
  readonly action?: string | undefined;
  /** False: the button cannot be pressed yet. */
  readonly ready?: boolean;
  readonly running?: boolean;
  readonly fault?: EngineFault | undefined;
  /** What the act would send, for the command line. */
  readonly calls?: readonly PlannedCall[];
  readonly size?: ModalProps.Size;
  /** What the button says that leaves; `Cancel`, or `Close` where there is no act. */
  readonly leave?: string;
  /** True: a click beside the dialog does not close it, for what is shown or typed would be lost. */
  readonly keep?: boolean;
  /** Further buttons, before the act. */
  readonly buttons?: ReactNode;
  readonly children: ReactNode;
  readonly onAct?: () => void;
  readonly onClose: () => void;
};

/**
 * A dialog above the page with one act: what it needs, the same on the command line, and what was refused.
 *
 * Mount it while it is open; Enter in a field acts. All dialogs of the console are made of it: `FormDialog` for
 * drafts, `DeleteDialog` to destroy, `UpdateReview` for updates.
 *
 * ```tsx
 * {attaching && (
 *   <ActionDialog title="Attach policy" action="Attach" ready={arn !== ''} running={attach.running}
 *     fault={attach.fault} onAct={() => void attach.run(input)} onClose={close}>…</ActionDialog>
 * )}
 * ```
 */
export function ActionDialog({
  title,
  action,
  ready = true,
  running = false,
  fault,
  calls = [],
  size = 'medium',
  leave = action === undefined ? 'Close' : 'Cancel',
  keep = false,
  buttons,
  children,
  onAct,
  onClose,
}: ActionDialogProps) {
  const form = useId();
  const lines = cliCalls(calls);
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel="Close"
      onDismiss={({ detail }) => (detail.reason !== 'overlay' || !keep) && onClose()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {lines.length > 0 && <CopyAsCli calls={lines} />}
            {buttons}
            <Button variant={action === undefined ? 'primary' : 'link'} onClick={onClose}>
              {leave}
            </Button>
            {action !== undefined && (
              <Button variant="primary" form={form} disabled={!ready} loading={running} loadingText="Working">
                {action}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // What is drawn in a dialog within this one stands in its tree, not in its document.
          event.stopPropagation();
          if (ready && !running) onAct?.();
        }}
      >
        <SpaceBetween size="l">
          <FaultAlert fault={fault} />
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
