import { json, jsonLanguage } from '@codemirror/lang-json';
import { ensureSyntaxTree, foldEffect, unfoldAll } from '@codemirror/language';
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useMemo } from 'react';
import type { PolicyKind } from '../../../shared/poolkeeper/operations.ts';
import { call } from '../../client/client.ts';
import { CodeEditorView } from '../code-editor-view.tsx';
import { policyCompletion } from './completion.ts';
import { outlineOf } from './outline.ts';
import type { PolicyCodeProps, PolicyCommands, PolicyState } from './policy-field.tsx';

const NOTHING: PolicyState = { problems: [], characters: 0, outline: [] };
/** After the last key: long enough not to mark what is still being written. */
const PAUSE = 300;

/** Asks the engine about the text, marks its problems, and tells the page what it found. */
async function look(view: EditorView, kind: PolicyKind, tell: (state: PolicyState) => void): Promise<Diagnostic[]> {
  const { state } = view;
  const text = state.doc.toString();
  ensureSyntaxTree(state, state.doc.length, 200);
  const outline = outlineOf(state);
  if (text.trim() === '') {
    tell(NOTHING);
    return [];
  }
  try {
    const { problems, characters } = await call('poolkeeper', 'ValidatePolicy', { Document: text, Kind: kind });
    tell({ problems, characters, outline });
    return problems.map(({ offset, length, severity, message, reason }) => ({
      from: Math.min(offset, text.length),
      to: Math.min(offset + length, text.length),
      severity,
      message: reason === undefined ? message : `${message} ${reason}`,
    }));
  } catch {
    // Without an engine nothing can be said; the top bar tells of it.
    tell({ ...NOTHING, outline });
    return [];
  }
}

/**
 * The editor of a policy's text; pages use `PolicyField`, which loads it when it is first shown.
 *
 * `kind` and `onState` are read once: give it another `key` for another kind.
 */
export function PolicyCodeView({
  value,
  onChange,
  label,
  kind,
  readOnly,
  lines,
  onState,
  onCommands,
}: PolicyCodeProps) {
  const extensions = useMemo<Extension>(
    () => [
      json(),
      jsonLanguage.data.of({ autocomplete: policyCompletion(kind) }),
      linter((view) => look(view, kind, onState), { delay: PAUSE }),
      lintGutter(),
    ],
    [kind, onState],
  );
  return (
    <CodeEditorView
      value={value}
      onChange={onChange}
      label={label}
      language="json"
      bare
      readOnly={readOnly}
      lines={lines}
      extensions={extensions}
      onView={(view) => onCommands(view === null ? undefined : commandsOf(view))}
    />
  );
}

const commandsOf = (view: EditorView): PolicyCommands => ({
  jump: (offset, length = 0) => jump(view, offset, length),
  collapse: () => collapse(view),
  expand: () => void unfoldAll(view),
  format: () => format(view),
});

function jump(view: EditorView, offset: number, length: number): void {
  const from = Math.min(offset, view.state.doc.length);
  const to = Math.min(offset + length, view.state.doc.length);
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
  });
  view.focus();
}

/** Folds every statement to one line. */
function collapse(view: EditorView): void {
  const folds = outlineOf(view.state)
    .filter(({ from, to }) => view.state.doc.lineAt(from).number < view.state.doc.lineAt(to).number)
    .map(({ from, to }) => foldEffect.of({ from: from + 1, to: to - 1 }));
  view.dispatch({ effects: folds });
}

/** Indents by two; a text that is no JSON stays as it is. */
function format(view: EditorView): void {
  const text = view.state.doc.toString();
  try {
    const insert = JSON.stringify(JSON.parse(text), null, 2);
    if (insert !== text) view.dispatch({ changes: { from: 0, to: text.length, insert }, userEvent: 'input.format' });
  } catch {
    // What is wrong is marked already.
  }
}
