import { Spinner } from '@cloudscape-design/components';
import { lazy, Suspense } from 'react';

// CodeMirror is a fifth of the console: it is loaded when an editor is first shown.
const View = lazy(async () => ({ default: (await import('./code-editor-view.tsx')).CodeEditorView }));

export type EditedLanguage = 'json' | 'javascript' | 'typescript';

export type CodeEditorProps = {
  readonly value: string;
  readonly onChange?: (value: string) => void;
  /** What is edited, for screen readers: `Trust policy`. */
  readonly label: string;
  readonly language: EditedLanguage;
  readonly readOnly?: boolean;
  /** The least height, in lines. */
  readonly lines?: number;
};

/**
 * An editor for code: line numbers, folding, search; in JSON, problems marked where they are.
 *
 * It lives in a shadow root: there CodeMirror adopts its style sheet instead of writing a `<style>`
 * element, which the content security policy would refuse. Tab leaves the editor, as in any field.
 */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Spinner />}>
      <View {...props} />
    </Suspense>
  );
}
