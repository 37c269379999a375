import type { ModalProps } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { OperationName, Output, Service } from '../../shared/contract.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useSubmission, type DraftForm, type Submission } from './form.tsx';

/**
 * A small form above the page: a draft that is sent by one operation. Mount it while it is open.
 *
 * ```tsx
 * const form = useDraft(z.object({ policy: filled('Choose a policy.') }), { policy: '' });
 * <FormDialog title="Attach policy" action="Attach" form={form} service="iam" operation="AttachUserPolicy"
 *   input={({ policy }) => ({ UserName, PolicyArn: policy })} done="Policy attached." onClose={close}>…</FormDialog>
 * ```
 * A click beside it does not close it once something is typed. `onClose` runs when it is given up and when it is done.
 */
export function FormDialog<T extends FieldValues, S extends Service, O extends OperationName<S>>({
  title,
  action,
  form,
  size,
  ready,
  children,
  onClose,
  onDone,
  ...submission
}: Submission<T, S, O> & {
  readonly title: string;
  readonly action: string;
  readonly form: DraftForm<T>;
  readonly size?: ModalProps.Size;
  /** False: it cannot be sent now, for a reason that the schema does not know. */
  readonly ready?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly onDone?: (output: Output<S, O>, draft: T) => void;
}) {
  const submitting = useSubmission<T, S, O>(submission, (output, draft) => {
    onDone?.(output, draft);
    onClose();
  });
  return (
    <ActionDialog
      title={title}
      action={action}
      {...(size === undefined ? {} : { size })}
      {...(ready === undefined ? {} : { ready })}
      running={submitting.running}
      fault={submitting.fault}
      calls={submitting.calls(form.watch())}
      keep={form.formState.isDirty}
      onAct={() => void form.handleSubmit(async (draft) => void (await submitting.send(draft)))()}
      onClose={onClose}
    >
      {children}
    </ActionDialog>
  );
}
