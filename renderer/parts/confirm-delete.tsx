import {
  Alert,
  Box,
  Button,
  Form,
  FormField,
  Input,
  Modal,
  SpaceBetween,
  type InputProps,
} from '@cloudscape-design/components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { EngineFault } from '../lib/fault.ts';
import { FaultAlert } from './fault-alert.tsx';

type ConfirmDeleteProps = {
  readonly visible: boolean;
  readonly title: string;
  readonly consequences: string;
  readonly word?: string;
  readonly action?: string;
  readonly running?: boolean;
  readonly fault?: EngineFault | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
};

/**
 * Asks before something is destroyed: the user types `confirm` (or a name that you give) to go on.
 *
 * Keep it rendered and drive `visible`. `consequences` says what goes with it. `fault` shows a refusal in
 * the dialog; `onConfirm` should close it only when the act succeeded.
 */
export function ConfirmDelete(props: ConfirmDeleteProps) {
  // Mounted anew each time: what was typed the last time is forgotten.
  return props.visible ? <Asking {...props} /> : null;
}

function Asking({
  title,
  consequences,
  word = 'delete',
  action = 'Delete',
  running = false,
  fault,
  onConfirm,
  onCancel,
  children,
}: ConfirmDeleteProps) {
  const [typed, type] = useState('');
  const field = useRef<InputProps.Ref>(null);
  useEffect(() => {
    // After the dialog has taken the focus to its first control.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const matches = typed.trim() === word;
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!matches} loading={running} loadingText="Working" onClick={onConfirm}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && !running) onConfirm();
        }}
      >
        <Form>
          <SpaceBetween size="m">
            <Alert type="warning" statusIconAriaLabel="Warning">
              {consequences}
            </Alert>
            {children}
            <FaultAlert fault={fault} />
            <FormField
              label={
                <>
                  To confirm, type <em>{word}</em>
                </>
              }
            >
              <Input ref={field} value={typed} placeholder={word} onChange={({ detail }) => type(detail.value)} />
            </FormField>
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}
