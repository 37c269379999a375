import {
  Autosuggest,
  FormField,
  Input,
  Select,
  Textarea,
  type AutosuggestProps,
  type InputProps,
  type SelectProps,
  type TextareaProps,
} from '@cloudscape-design/components';
import type { ReactNode } from 'react';

/** What stands around a control. */
export type Words = {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly constraint?: ReactNode;
  readonly info?: ReactNode;
  /** True: the label says that it may be left empty. */
  readonly optional?: boolean;
  /** True: as wide as the form. */
  readonly stretch?: boolean;
  /** What is wrong with the value. */
  readonly problem?: string | undefined;
};

/** A control with its words: what it holds, and what else Cloudscape's control takes. */
type Labelled<P> = Words & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: (control: { focus(): void } | null) => void;
} & Omit<P, keyof Words | 'value' | 'onChange' | 'ref'>;
/** `trim`: spaces at the ends of a text are never meant. */
type Trimmed = { readonly trim?: boolean };

/** One choice: its value, what it is called, what it means. */
export type Choice<V extends string = string> = {
  readonly value: V;
  readonly label: string;
  readonly description?: string;
};

/** Tells the words around a control from what is the control's own. */
function parted<P extends Words>({
  label,
  description,
  constraint,
  info,
  optional = false,
  stretch = false,
  problem,
  ...control
}: P) {
  const shown = optional ? (
    <span>
      {label} <i>- optional</i>
    </span>
  ) : (
    label
  );
  return {
    frame: { label: shown, description, constraintText: constraint, info, stretch, errorText: problem },
    control,
  };
}

/** Any control with its label: `<Framed label="Role"><RoleSelect … /></Framed>`. */
export function Framed({ children, ...words }: Words & { readonly children: ReactNode }) {
  return <FormField {...parted(words).frame}>{children}</FormField>;
}

/**
 * One line of text with its label, held by the page itself: `<LabelledInput label="Path" value={path} onChange={setPath} trim />`.
 *
 * Members of a draft are bound to such controls by `fields.tsx`.
 */
export function LabelledInput({ trim = false, onChange, ...rest }: Labelled<InputProps> & Trimmed) {
  const { frame, control } = parted(rest);
  return (
    <FormField {...frame}>
      <Input {...control} onChange={({ detail }) => onChange(trim ? detail.value.trim() : detail.value)} />
    </FormField>
  );
}

/** Several lines of text with their label. */
export function LabelledTextarea({ trim = false, onChange, ...rest }: Labelled<TextareaProps> & Trimmed) {
  const { frame, control } = parted(rest);
  return (
    <FormField {...frame}>
      <Textarea {...control} onChange={({ detail }) => onChange(trim ? detail.value.trim() : detail.value)} />
    </FormField>
  );
}

/** Text with suggestions; what is not suggested can be typed. */
export function LabelledSuggest({ onChange, ...rest }: Labelled<AutosuggestProps>) {
  const { frame, control } = parted(rest);
  return (
    <FormField {...frame}>
      <Autosuggest
        enteredTextLabel={(text) => `Use ${text}`}
        {...control}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

/** One of several choices with its label; an empty text is none. A value that is not among them is shown as `unlisted`; not at all where that is empty. */
export function LabelledSelect({
  value,
  unlisted = value,
  options,
  loading = false,
  onChange,
  ...rest
}: Labelled<Omit<SelectProps, 'options' | 'selectedOption' | 'statusType'>> & {
  readonly options: readonly Choice[];
  readonly unlisted?: string;
  readonly loading?: boolean;
}) {
  const other = value === '' || unlisted === '' ? null : { value, label: unlisted };
  const { frame, control } = parted(rest);
  return (
    <FormField {...frame}>
      <Select
        {...control}
        selectedOption={options.find((option) => option.value === value) ?? other}
        options={options}
        statusType={loading ? 'loading' : 'finished'}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
