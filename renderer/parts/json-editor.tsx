import { Spinner } from '@cloudscape-design/components';
import { lazy, Suspense } from 'react';

// CodeMirror is a fifth of the console: it is loaded when an editor is first shown.
const View = lazy(async () => ({ default: (await import('./json-editor-view.tsx')).JsonEditorView }));

export type JsonEditorProps = {
  readonly value: string;
  readonly onChange?: (value: string) => void;
  /** What is edited, for screen readers: `Trust policy`. */
  readonly label: string;
  readonly readOnly?: boolean;
  /** The least height, in lines. */
  readonly lines?: number;
};

/** Whether a text is JSON: undefined if it is, else the parser's sentence. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * An editor for JSON: line numbers, folding, search, problems marked where they are.
 *
 * It lives in a shadow root: there CodeMirror adopts its style sheet instead of writing a `<style>`
 * element, which the content security policy would refuse. Tab leaves the editor, as in any field.
 * Whether the text is JSON is the page's to ask: `jsonProblem(value)`.
 */
export function JsonEditor(props: JsonEditorProps) {
  return (
    <Suspense fallback={<Spinner />}>
      <View {...props} />
    </Suspense>
  );
}
