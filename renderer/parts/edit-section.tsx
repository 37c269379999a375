import { Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { CopyAsCli } from './copy-as-cli.tsx';
import { cliCalls } from '../lib/cli.ts';
import { FaultAlert } from './fault-alert.tsx';
import type { DraftForm, Submitting } from './form.tsx';
import type { HelpTopic } from '../lib/help.ts';
import type { SafeUpdate } from './safe-update.ts';
import { Section } from './section.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { UpdateReview } from './update-review.tsx';

/**
 * Settings of a resource: shown, and edited in place.
 *
 * ```tsx
 * const start = { name: pool.IdentityPoolName };
 * const form = useDraft(z.object({ name: filled('Type a name.') }), start);
 * const update = (draft: typeof start) => safeIdentityPoolUpdate(pool, { IdentityPoolName: draft.name });
 * const saving = useSubmission({ service: 'cognito-identity', operation: 'UpdateIdentityPool',
 *   input: (draft: typeof start) => update(draft).request, done: 'Name saved.' });
 * <EditSection title="Name" form={form} start={start} saving={saving} review={update} view={<KeyValues items={…} />}>
 *   <TextField form={form} name="name" label="Name" />
 * </EditSection>
 * ```
 * With `review` the changes are looked at before they are sent, with what AWS would have reset; without it the draft
 * is sent at once. Editing begins from `start`, the values as they are; something must differ before it can be saved.
 */
export function EditSection<T extends FieldValues>({
  title,
  name = title.charAt(0).toLowerCase() + title.slice(1),
  description,
  help,
  edit = 'Edit',
  save = 'Save',
  actions,
  view,
  form,
  start,
  proposed = false,
  saving,
  review,
  onDraft,
  children,
}: {
  readonly title: string;
  /** What is edited, where the title does not say it: `role mapping of Google`. */
  readonly name?: string;
  readonly description?: ReactNode;
  readonly help?: HelpTopic;
  /** What the button says that begins, and the one that ends, where `Edit` and `Save` say too little. */
  readonly edit?: string;
  readonly save?: string;
  /** Further buttons while it is shown. */
  readonly actions?: ReactNode;
  /** The values, for reading. */
  readonly view: ReactNode;
  readonly form: DraftForm<T>;
  /** The values as a draft. */
  readonly start: T;
  /** True: nothing is stored yet, and `start` is a proposal that can be saved as it is. */
  readonly proposed?: boolean;
  /** `useSubmission` or `usePlan`. */
  readonly saving: Submitting<T>;
  /** The safe update that the draft amounts to. */
  readonly review?: (draft: T) => SafeUpdate<unknown>;
  /** Told what is edited while it is, and `undefined` from then on: for a preview beside it. */
  readonly onDraft?: (draft: T | undefined) => void;
  /** The fields. */
  readonly children: ReactNode;
}) {
  const [state, setState] = useState<'shown' | 'editing' | 'reviewing'>('shown');
  const editing = state !== 'shown';
  const draft = form.watch();
  const { isDirty } = form.formState;
  const tell = useEffectEvent((edited: T | undefined) => onDraft?.(edited));
  const { getValues, subscribe } = form;
  useEffect(() => {
    if (!editing) return undefined;
    tell(getValues());
    const unsubscribe = subscribe({ formState: { values: true }, callback: ({ values }) => tell(values) });
    return () => {
      unsubscribe();
      tell(undefined);
    };
  }, [editing, getValues, subscribe]);
  const safe = editing ? review?.(draft) : undefined;
  const changed = editing && (isDirty || proposed) && (safe === undefined || safe.differences.length > 0);
  const calls = changed ? cliCalls(saving.calls(draft)) : [];
  const send = async (values: T): Promise<void> => {
    if (await saving.send(values)) setState('shown');
  };
  const restart = (next: 'shown' | 'editing'): void => {
    form.reset(start);
    saving.reset();
    setState(next);
  };
  /** Says which section a button belongs to, where the button does not. */
  const named = (text: string, usual: string, whole: string) => (text === usual ? { ariaLabel: whole } : {});
  return (
    <>
      <UnsavedGuard dirty={changed} what={name} />
      <form
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!changed || saving.running) return;
          void form.handleSubmit((values) => {
            saving.reset();
            return review === undefined ? send(values) : setState('reviewing');
          })(event);
        }}
      >
        <Section
          title={title}
          description={description}
          help={help}
          actions={
            !editing && (
              <SpaceBetween direction="horizontal" size="xs">
                {actions}
                <Button formAction="none" {...named(edit, 'Edit', `Edit ${name}`)} onClick={() => restart('editing')}>
                  {edit}
                </Button>
              </SpaceBetween>
            )
          }
        >
          {review === undefined && <FaultAlert fault={editing ? saving.fault : undefined} />}
          {editing ? children : view}
          {editing && (
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  variant="link"
                  formAction="none"
                  ariaLabel={`Cancel editing ${name}`}
                  onClick={() => restart('shown')}
                >
                  Cancel
                </Button>
                {calls.length > 0 && <CopyAsCli calls={calls} />}
                <Button
                  variant="primary"
                  {...(review === undefined
                    ? named(save, 'Save', `Save ${name}`)
                    : { ariaLabel: `Review changes of ${name}` })}
                  loading={review === undefined && saving.running}
                  loadingText="Working"
                  disabled={!changed}
                  disabledReason="Nothing changed yet"
                >
                  {review === undefined ? save : 'Review changes'}
                </Button>
              </SpaceBetween>
            </Box>
          )}
        </Section>
      </form>
      {safe !== undefined && (
        <UpdateReview
          visible={state === 'reviewing'}
          operation={calls[0]?.operation ?? ''}
          differences={safe.differences}
          rescued={safe.rescued}
          calls={calls}
          running={saving.running}
          fault={saving.fault}
          onApply={() => void send(draft)}
          onCancel={() => setState('editing')}
        />
      )}
    </>
  );
}
