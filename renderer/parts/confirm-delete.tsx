import { Alert, FormField, Input, type InputProps } from '@cloudscape-design/components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useCalls } from '../client/calls.ts';
import type { PlannedCall } from '../lib/cli.ts';
import type { EngineFault } from '../lib/fault.ts';
import { ActionDialog } from './action-dialog.tsx';

type ConfirmDeleteProps = {
  readonly visible: boolean;
  readonly title: string;
  readonly consequences: ReactNode;
  readonly word?: string;
  readonly action?: string;
  readonly running?: boolean;
  readonly fault?: EngineFault | undefined;
  /** What it would send, for the command line. */
  readonly calls?: readonly PlannedCall[];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
};

/**
 * Asks before something is destroyed: the user types `delete` (or a word that you give) to go on.
 *
 * Keep it rendered and drive `visible`. `consequences` says what goes with it. `fault` shows a refusal in
 * the dialog; `onConfirm` should close it only when the act succeeded. Where the act is a list of calls,
 * `DeleteDialog` does all of that.
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
  calls = [],
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
  return (
    <ActionDialog
      title={title}
      action={action}
      ready={typed.trim() === word}
      running={running}
      fault={fault}
      calls={calls}
      onAct={onConfirm}
      onClose={onCancel}
    >
      <Alert type="warning" statusIconAriaLabel="Warning">
        {consequences}
      </Alert>
      {children}
      <FormField
        label={
          <>
            To confirm, type <em>{word}</em>
          </>
        }
      >
        <Input ref={field} value={typed} placeholder={word} onChange={({ detail }) => type(detail.value)} />
      </FormField>
    </ActionDialog>
  );
}

/** How a dialog that deletes one kind of thing ends: given up or done, and done. */
export type Closing = { readonly onClose: () => void; readonly onDone?: (() => void) | undefined };

/**
 * Asks, then deletes: the calls are shown as command lines, run in order, and a refusal stops them in the dialog.
 *
 * Mount it while it is open. `onClose` runs when the user gives up and when it is done, `onDone` only when it is
 * done (to leave the page of what is gone).
 *
 * ```tsx
 * <DeleteDialog title={`Delete group ${name}`} consequences="Its members stay in the pool."
 *   calls={[cli('cognito-idp', 'DeleteGroup', { UserPoolId, GroupName: name })]}
 *   done={`Group ${name} was deleted.`} onClose={close} />
 * ```
 */
export function DeleteDialog({
  title,
  consequences,
  calls,
  done,
  word,
  action,
  children,
  onClose,
  onDone,
}: Closing & {
  readonly title: string;
  readonly consequences: ReactNode;
  /** In order; the resource itself comes last. */
  readonly calls: readonly PlannedCall[];
  /** What the flashbar says when it is done. */
  readonly done: string;
  readonly word?: string;
  readonly action?: string;
  /** What is in the way, who uses it, a choice. */
  readonly children?: ReactNode;
}) {
  const remove = useCalls({
    done,
    showsFault: true,
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  return (
    <ConfirmDelete
      visible
      title={title}
      consequences={consequences}
      word={word}
      action={action}
      running={remove.running}
      fault={remove.fault}
      calls={calls}
      onConfirm={() => void remove.run(calls)}
      onCancel={onClose}
    >
      {children}
    </ConfirmDelete>
  );
}
