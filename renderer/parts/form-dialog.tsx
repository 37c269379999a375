import type { ModalProps } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { OperationName, Output, Service } from '../../shared/contract.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useSubmission, type DraftForm, type Submission, type Submitting } from './form.tsx';

type Shell<T extends FieldValues> = {
  readonly title: string;
  readonly action: string;
  readonly form: DraftForm<T>;
  readonly size?: ModalProps.Size;
  /** False: it cannot be sent now, for a reason that the schema does not know. */
  readonly ready?: boolean;
  readonly children: ReactNode;
  /** Runs when it is given up and when it is done. */
  readonly onClose: () => void;
};

/**
 * A small form above the page: a draft that is sent by one operation. Mount it while it is open.
 *
 * ```tsx
 * const form = useDraft(z.object({ policy: filled('Choose a policy.') }), { policy: '' });
 * <FormDialog title="Attach policy" action="Attach" form={form} service="iam" operation="AttachUserPolicy"
 *   input={({ policy }) => ({ UserName, PolicyArn: policy })} done="Policy attached." onClose={close}>…</FormDialog>
 * ```
 * A click beside it does not close it once something is typed. `PlanDialog` sends a draft by several calls, or by
 * one of several operations.
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
}: Shell<T> & Submission<T, S, O> & { readonly onDone?: (output: Output<S, O>, draft: T) => void }) {
  const saving = useSubmission<T, S, O>(submission, onDone);
  const shell = {
    title,
    action,
    form,
    children,
    onClose,
    ...(size && { size }),
    ...(ready !== undefined && { ready }),
  };
  return <PlanDialog {...shell} saving={saving} />;
}

/** A small form above the page whose draft is sent by `saving`: `usePlan((draft) => [cli(…)], 'Policy attached.')`. */
export function PlanDialog<T extends FieldValues>({
  form,
  saving,
  onClose,
  ...shell
}: Shell<T> & { readonly saving: Submitting<T> }) {
  const send = async (draft: T): Promise<void> => {
    if (await saving.send(draft)) onClose();
  };
  return (
    <ActionDialog
      {...shell}
      running={saving.running}
      fault={saving.fault}
      calls={saving.calls(form.watch())}
      keep={form.formState.isDirty}
      onAct={() => void form.handleSubmit(send)()}
      onClose={onClose}
    />
  );
}
