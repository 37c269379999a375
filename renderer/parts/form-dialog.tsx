import { Box, Button, Form, Modal, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { EngineFault } from '../lib/fault.ts';
import { FaultAlert } from './fault-alert.tsx';

/** A small form above the page: its fields, what was refused, and the act that ends it. */
export function FormDialog({
  title,
  action,
  invalid = false,
  running,
  fault,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly invalid?: boolean;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal
      visible
      size="medium"
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={invalid} loading={running} loadingText="Working" onClick={onSubmit}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          if (!invalid && !running) onSubmit();
        }}
      >
        <Form>
          <SpaceBetween size="l">
            {children}
            <FaultAlert fault={fault} />
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}
