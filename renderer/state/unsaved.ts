import { create } from 'zustand';

/** What is not saved on the open page: one entry a form, by the form's own key, with what to call it. */
export const useUnsaved = create<{ readonly forms: Readonly<Record<string, string>> }>(() => ({ forms: {} }));

/** Says that a form has unsaved work, or (without `what`) that it has none any more. */
export function setUnsaved(form: string, what?: string): void {
  useUnsaved.setState(({ forms: { [form]: _before, ...others } }) => ({
    forms: what === undefined ? others : { ...others, [form]: what },
  }));
}
