import { Button, Form as FormLayout, SpaceBetween } from '@cloudscape-design/components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, type ReactNode } from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldValues,
  type Resolver,
  type SubmitHandler,
  type UseFormReturn,
} from 'react-hook-form';
import type { z } from 'zod';
import type { Input, OperationName, Output, Service } from '../../shared/contract.ts';
import { make, useCalls } from '../client/calls.ts';
import { useAction } from '../client/hooks.ts';
import { cliCalls, planned, type PlannedCall } from '../lib/cli.ts';
import { asFault, type EngineFault } from '../lib/fault.ts';
import { flash } from '../state/flash.ts';
import { CopyAsCli } from './copy-as-cli.tsx';
import { FaultAlert } from './fault-alert.tsx';
import { GoButton } from './go.tsx';

/** A form's state: what is typed, whether it differs from the start, what is wrong with it. */
export type DraftForm<T extends FieldValues> = UseFormReturn<T>;

/**
 * The state of a form: `const form = useDraft(schema, { name: '', path: '/' })`.
 *
 * A draft holds what controls hold; the schema says what is wrong with it and changes nothing (`draft.ts` has the
 * usual checks). Problems are shown once the user has tried to send it, and from then on as they come and go; the
 * first field with a problem gets the focus. Fields are parts of `fields.tsx`; `form.watch()` reads the draft.
 */
export function useDraft<T extends FieldValues>(schema: z.ZodType<T, T>, start: T): DraftForm<T> {
  const form = useForm<T>({
    resolver: zodResolver(schema) as Resolver<T>,
    defaultValues: start as DefaultValues<T>,
    // Once tried, the whole draft is checked at each change (below): what one field says can settle another.
    reValidateMode: 'onSubmit',
  });
  const { isSubmitted } = form.formState;
  const { subscribe, trigger } = form;
  useEffect(
    () => (isSubmitted ? subscribe({ formState: { values: true }, callback: () => void trigger() }) : undefined),
    [isSubmitted, subscribe, trigger],
  );
  return form;
}

/** What sending a draft amounts to: one operation, its input made of the draft. */
export type Submission<T, S extends Service, O extends OperationName<S>> = {
  readonly service: S;
  readonly operation: O;
  readonly input: (draft: T) => Input<S, O>;
  /** The input as a command line shows it, where it holds what is long or secret; `file://…` names a file. */
  readonly shown?: (input: Input<S, O>) => Input<S, O>;
  /** Calls that complete what was made. A refusal of one of them is flashed: what was made stays, to be mended. */
  readonly after?: (draft: T) => readonly PlannedCall[];
  /** What the flashbar says when it is done. */
  readonly done?: string | ((output: Output<S, O>, input: Input<S, O>) => string);
};

/** How drafts are sent: by one operation (`useSubmission`), or by calls that follow from the draft (`usePlan`). */
export type Submitting<T> = {
  /** Sends the draft; true when the engine took it. */
  send(draft: T): Promise<boolean>;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  reset(): void;
  /** What would be sent, for the command line; nothing where it is not one of AWS's operations. */
  calls(draft: T): readonly PlannedCall[];
};

/** Sends drafts by a submission; `onDone` runs when it and the calls after it were made. */
export function useSubmission<T, S extends Service, O extends OperationName<S>>(
  { service, operation, input, shown = (whole) => whole, after, done }: Submission<T, S, O>,
  onDone?: (output: Output<S, O>, draft: T) => void,
): Submitting<T> {
  const action = useAction(service, operation, { showsFault: true, ...(done === undefined ? {} : { done }) });
  return {
    send: async (draft) => {
      const output = await action.run(input(draft));
      if (output === undefined) return false;
      for (const call of after?.(draft) ?? [])
        await make(call).catch((error: unknown) => flash.fault(asFault(error), call.operation));
      onDone?.(output, draft);
      return true;
    },
    running: action.running,
    fault: action.fault,
    reset: action.reset,
    calls: (draft) => cliCalls([planned(service, operation, shown(input(draft))), ...(after?.(draft) ?? [])]),
  };
}

/** Sends drafts by the calls that a draft amounts to, in order; the first refusal stops them. */
export function usePlan<T>(plan: (draft: T) => readonly PlannedCall[], done: string): Submitting<T> {
  const { run, running, fault, reset } = useCalls({ done, showsFault: true });
  return { send: (draft) => run(plan(draft)), running, fault, reset, calls: (draft) => cliCalls(plan(draft)) };
}

/**
 * A form on a page: its fields, what was refused, and below them the command line, the way out and the act.
 *
 * `CreatePage`, `FormDialog` and `EditSection` are made of the same draft and submission; use this one where a page
 * holds a form among other things.
 *
 * ```tsx
 * const form = useDraft(z.object({ name: filled('Type a name.') }), { name: '' });
 * <Form form={form} label="Group" action="Create group" onSubmit={(draft) => void create.run(draft)}
 *   running={create.running} fault={create.fault}><TextField form={form} name="name" label="Group name" /></Form>
 * ```
 */
export function Form<T extends FieldValues>({
  form,
  label,
  action,
  running,
  fault,
  calls = [],
  cancel,
  undo = false,
  blocked,
  children,
  onSubmit,
}: {
  readonly form: DraftForm<T>;
  /** Names the form for screen readers. */
  readonly label: string;
  readonly action: string;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  readonly calls?: readonly PlannedCall[];
  /** Where `Cancel` leads, or what it does. */
  readonly cancel?: string | (() => void);
  /** True: what is stored is changed. It can be put back, and is sent only once something differs. */
  readonly undo?: boolean;
  /** Why the draft cannot be sent now, for a reason that the schema does not know: a document that the engine reads. */
  readonly blocked?: string | undefined;
  readonly children: ReactNode;
  readonly onSubmit: SubmitHandler<T>;
}) {
  const lines = cliCalls(calls);
  const unchanged = undo && !form.formState.isDirty;
  return (
    <form
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!running && !unchanged && blocked === undefined) void form.handleSubmit(onSubmit)(event);
      }}
    >
      <FormLayout
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {lines.length > 0 && <CopyAsCli calls={lines} />}
            {typeof cancel === 'string' && (
              <GoButton to={cancel} variant="link" formAction="none">
                Cancel
              </GoButton>
            )}
            {typeof cancel === 'function' && (
              <Button variant="link" formAction="none" onClick={cancel}>
                Cancel
              </Button>
            )}
            {undo && (
              <Button variant="link" formAction="none" disabled={unchanged} onClick={() => form.reset()}>
                Undo changes
              </Button>
            )}
            <Button
              variant="primary"
              loading={running}
              loadingText="Working"
              disabled={unchanged || blocked !== undefined}
              disabledReason={blocked}
            >
              {action}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <FaultAlert fault={fault} />
          {children}
        </SpaceBetween>
      </FormLayout>
    </form>
  );
}
