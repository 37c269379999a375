import { unifiedMergeView } from '@codemirror/merge';
import { json } from '@codemirror/lang-json';
import { EditorView } from '@codemirror/view';
import { useMemo } from 'react';
import { CodeEditorView } from './code-editor-view.tsx';

const colours = EditorView.theme({
  '&.cm-merge-b .cm-changedLine, .cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--pk-added)' },
  '&.cm-merge-b .cm-changedText, .cm-changedText': { background: 'var(--pk-added-word)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--pk-removed)', paddingLeft: '6px' },
  '.cm-deletedChunk .cm-deletedText': { background: 'var(--pk-removed-word)' },
  '.cm-deletedLine del, .cm-deletedLine del *': { textDecoration: 'none' },
  '.cm-collapsedLines': {
    background: 'var(--pk-code)',
    color: 'var(--pk-faint)',
    padding: '2px 12px',
  },
});

/** The comparison itself; pages use `DiffView`, which loads it when it is first shown. */
export function DiffCodeView({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  const extensions = useMemo(
    () => [
      json(),
      colours,
      unifiedMergeView({
        original: before,
        mergeControls: false,
        gutter: true,
        collapseUnchanged: { margin: 4, minSize: 8 },
      }),
    ],
    [before],
  );
  return (
    <CodeEditorView
      key={before}
      value={after}
      label={label}
      language="json"
      bare
      readOnly
      lines={3}
      extensions={extensions}
    />
  );
}
