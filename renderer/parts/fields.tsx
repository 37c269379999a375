import { Alert, Checkbox, FormField, RadioGroup, Tiles, Toggle, type TilesProps } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import {
  useController,
  type FieldError,
  type FieldPath,
  type FieldPathByValue,
  type FieldPathValue,
  type FieldValues,
} from 'react-hook-form';
import type { PolicyKind } from '../../shared/poolkeeper/operations.ts';
import type { DraftForm } from './form.tsx';
import {
  Framed,
  LabelledInput,
  LabelledSelect,
  LabelledSuggest,
  LabelledTextarea,
  type Choice,
  type Words,
} from './labelled.tsx';
import { PolicyField } from './policy/policy-field.tsx';
import type { TagRow } from './tag-rows.ts';
import { TagsEditor } from './tags-editor.tsx';

/**
 * The fields of forms: each binds one control to one member of a draft (`useDraft`), by name.
 *
 * ```tsx
 * <TextField form={form} name="path" label="Path" constraint="Begins and ends with a slash." trim />
 * <SelectField form={form} name="tier" label="Plan" options={TIERS} />
 * ```
 * A control that is not here is bound by `Field`, which hands out value and change.
 */
type Bound<T extends FieldValues, V> = { readonly form: DraftForm<T>; readonly name: FieldPathByValue<T, V> };

/** What a control is bound to. */
export type Control<V> = {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly onBlur: () => void;
  /** Give it to the control, so that it can be focused when it has a problem. */
  readonly ref: (control: { focus(): void } | null) => void;
  readonly problem: string | undefined;
};

/** The first sentence of what is wrong with a field, whole or in part. */
function problemOf(error: FieldError | undefined): string | undefined {
  if (error === undefined) return undefined;
  return typeof error.message === 'string' && error.message !== '' ? error.message : error.root?.message;
}

/** Binds a control to a member of a draft whose type the caller knows. */
function useBound<T extends FieldValues, V>(form: DraftForm<T>, name: string): Control<V> {
  const { field, fieldState } = useController({ control: form.control, name: name as FieldPath<T> });
  return {
    value: field.value as V,
    onChange: field.onChange,
    onBlur: field.onBlur,
    ref: field.ref,
    problem: problemOf(fieldState.error),
  };
}

/** Binds a member of a draft: value, change, focus, problem. For controls without a `FormField` of their own. */
export function useField<T extends FieldValues, N extends FieldPath<T>>(
  form: DraftForm<T>,
  name: N,
): Control<FieldPathValue<T, N>> {
  return useBound<T, FieldPathValue<T, N>>(form, name);
}

/** Label, words and problem around a control that is bound. `problem`: what the schema does not know, the engine does. */
function BoundField<T extends FieldValues, V>({
  form,
  name,
  problem,
  children,
  ...words
}: { readonly form: DraftForm<T>; readonly name: string } & Words & {
    readonly children: (control: Control<V>) => ReactNode;
  }) {
  const control = useBound<T, V>(form, name);
  return (
    <Framed {...words} problem={problem ?? control.problem}>
      {children(control)}
    </Framed>
  );
}

/** A field with a control of the page's own: `<Field form={form} name="arn" label="Role">{({ value, onChange }) => …}</Field>`. */
export function Field<T extends FieldValues, N extends FieldPath<T>>({
  name,
  ...field
}: { readonly form: DraftForm<T>; readonly name: N } & Words & {
    readonly children: (control: Control<FieldPathValue<T, N>>) => ReactNode;
  }) {
  return <BoundField<T, FieldPathValue<T, N>> name={name} {...field} />;
}

/** A control of several parts with labels of their own: what is wrong with it as a whole stands below it. */
export function WholeField<T extends FieldValues, N extends FieldPath<T>>({
  form,
  name,
  children,
}: {
  readonly form: DraftForm<T>;
  readonly name: N;
  readonly children: (control: Control<FieldPathValue<T, N>>) => ReactNode;
}) {
  const control = useField(form, name);
  return (
    <>
      {children(control)}
      {control.problem !== undefined && (
        <Alert type="error" statusIconAriaLabel="Error">
          {control.problem}
        </Alert>
      )}
    </>
  );
}

/** What a control with words takes, but for what the draft gives it. */
type Unbound<C extends (props: never) => ReactNode, T extends FieldValues> = Bound<T, string> &
  Omit<Parameters<C>[0], keyof Control<string> | 'name'> &
  Pick<Words, 'problem'>;

/** What a control with words is given: its own, and what the draft holds. */
function useBinding<T extends FieldValues, P extends Bound<T, string> & Pick<Words, 'problem'>>({
  form,
  name,
  ...words
}: P) {
  const control = useBound<T, string>(form, name);
  return { ...words, ...control, problem: words.problem ?? control.problem };
}

/** One line of text. `trim`: spaces at its ends are never meant. */
export function TextField<T extends FieldValues>(field: Unbound<typeof LabelledInput, T>) {
  return <LabelledInput {...useBinding<T, typeof field>(field)} />;
}

/** Several lines of text. */
export function TextAreaField<T extends FieldValues>(field: Unbound<typeof LabelledTextarea, T>) {
  return <LabelledTextarea {...useBinding<T, typeof field>(field)} />;
}

/** Text with suggestions; what is not suggested can be typed. */
export function SuggestField<T extends FieldValues>(field: Unbound<typeof LabelledSuggest, T>) {
  return <LabelledSuggest {...useBinding<T, typeof field>(field)} />;
}

/** One of several choices from a list; an empty text is none. */
export function SelectField<T extends FieldValues>(field: Unbound<typeof LabelledSelect, T>) {
  return <LabelledSelect unlisted="" expandToViewport {...useBinding<T, typeof field>(field)} />;
}

/** One of a few choices, all of them in sight. */
export function RadioField<T extends FieldValues>({
  options,
  ...field
}: Bound<T, string> & Words & { readonly options: readonly Choice[] }) {
  return (
    <BoundField<T, string> {...field}>
      {({ value, onChange, ref }) => (
        <RadioGroup ref={ref} value={value} items={[...options]} onChange={({ detail }) => onChange(detail.value)} />
      )}
    </BoundField>
  );
}

/** One of a few choices as tiles; `label` names the group for screen readers and is not drawn. */
export function TilesField<T extends FieldValues>({
  form,
  name,
  label,
  options,
  columns,
}: Bound<T, string> & { readonly label: string; readonly options: readonly Choice[] } & Pick<TilesProps, 'columns'>) {
  const { value, onChange, ref, problem } = useBound<T, string>(form, name);
  return (
    <FormField errorText={problem} stretch>
      <Tiles
        ref={ref}
        ariaLabel={label}
        value={value}
        items={options}
        columns={columns}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

/** On or off, with what it means beside it; `label` is left out where `text` says it all. */
export function ToggleField<T extends FieldValues>({
  form,
  name,
  text,
  description,
  disabled = false,
}: Bound<T, boolean> & { readonly text: ReactNode; readonly description?: ReactNode; readonly disabled?: boolean }) {
  const { value, onChange, ref, problem } = useBound<T, boolean>(form, name);
  return (
    <FormField errorText={problem}>
      <Toggle
        ref={ref}
        checked={value}
        disabled={disabled}
        description={description}
        onChange={({ detail }) => onChange(detail.checked)}
      >
        {text}
      </Toggle>
    </FormField>
  );
}

/** Any of a few choices, a box each; the draft holds those that are ticked, in the order of the choices. */
export function ChecksField<T extends FieldValues>({
  options,
  ...field
}: Bound<T, readonly string[]> & Words & { readonly options: readonly (Choice & { readonly disabled?: boolean })[] }) {
  return (
    <BoundField<T, readonly string[]> {...field}>
      {({ value, onChange }) =>
        options.map((option) => (
          <Checkbox
            key={option.value}
            checked={value.includes(option.value)}
            disabled={option.disabled === true}
            description={option.description}
            onChange={({ detail }) => {
              const ticked = (one: string): boolean => (one === option.value ? detail.checked : value.includes(one));
              onChange(options.map((one) => one.value).filter(ticked));
            }}
          >
            {option.label}
          </Checkbox>
        ))
      }
    </BoundField>
  );
}

/** The tags of a resource; each row shows its own problem. */
export function TagsField<T extends FieldValues>({ form, name }: Bound<T, readonly TagRow[]>) {
  const { value, onChange } = useBound<T, readonly TagRow[]>(form, name);
  return <TagsEditor tags={value} onChange={onChange} />;
}

/** A policy document in the editor that knows actions and resources. */
export function PolicyDocumentField<T extends FieldValues>({
  kind,
  quota,
  lines = 10,
  ...field
}: Bound<T, string> & {
  readonly label: string;
  readonly kind: PolicyKind;
  readonly quota: number;
  readonly lines?: number;
}) {
  return (
    <BoundField<T, string> {...field} stretch>
      {({ value, onChange }) => (
        <PolicyField label={field.label} kind={kind} quota={quota} value={value} onChange={onChange} lines={lines} />
      )}
    </BoundField>
  );
}
