import { javascript } from '@codemirror/lang-javascript';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import type { CodeEditorProps, EditedLanguage } from './code-editor.tsx';

export type CodeEditorViewProps = CodeEditorProps & {
  /** Only what `extensions` bring: no language of the editor's own. */
  readonly bare?: boolean;
  /** Further abilities; read once. */
  readonly extensions?: Extension;
  /** Told of the editor when it is there, and null when it is gone. */
  readonly onView?: (view: EditorView | null) => void;
};

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--pk-json-key)' },
  { tag: tags.string, color: 'var(--pk-json-string)' },
  { tag: tags.number, color: 'var(--pk-json-number)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--pk-json-word)' },
  { tag: tags.comment, color: 'var(--pk-faint)' },
]);

const look = EditorView.theme({
  '&': {
    backgroundColor: 'var(--pk-field)',
    color: 'var(--pk-text)',
    fontSize: '13px',
    border: '1px solid var(--pk-border)',
    borderRadius: '8px',
  },
  '&.cm-focused': { outline: '2px solid var(--pk-focus)', outlineOffset: '1px' },
  '.cm-content, .cm-gutters': { fontFamily: 'var(--pk-mono)' },
  '.cm-content': { caretColor: 'var(--pk-text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--pk-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--pk-code)',
    color: 'var(--pk-faint)',
    borderRight: '1px solid var(--pk-border)',
    borderRadius: '8px 0 0 8px',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--pk-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--pk-selection)',
  },
  '.cm-scroller': { maxHeight: '60vh', overflow: 'auto' },
  '.cm-tooltip': {
    backgroundColor: 'var(--pk-field)',
    color: 'var(--pk-text)',
    border: '1px solid var(--pk-border)',
    borderRadius: '8px',
    zIndex: '5100',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--pk-mono)', maxHeight: '17em', minWidth: '300px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.4' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--pk-selection)',
    color: 'var(--pk-text)',
  },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'inherit', opacity: '0.85' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'bold' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 10px', maxWidth: '340px', fontFamily: 'inherit' },
  '.cm-tooltip-lint': { padding: '0', fontFamily: 'inherit' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '480px' },
  '.cm-lintRange-error, .cm-lintRange-warning': { backgroundImage: 'none', textDecorationSkipInk: 'none' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--pk-refused) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--pk-warned) 1px', textUnderlineOffset: '3px' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--pk-code)',
    border: '1px solid var(--pk-border)',
    color: 'var(--pk-faint)',
    padding: '0 4px',
  },
});

const languages: Readonly<Record<EditedLanguage, () => Extension>> = {
  json: () => [json(), linter(jsonParseLinter()), lintGutter()],
  javascript: () => javascript(),
  typescript: () => javascript({ typescript: true }),
};

/** A text that may not be changed can still be reached by keyboard, to scroll and to copy. */
const accessOf = (readOnly: boolean) => [
  EditorState.readOnly.of(readOnly),
  EditorView.contentAttributes.of({ 'aria-readonly': String(readOnly) }),
];

/** The editor itself; pages use `CodeEditor` or `JsonEditor`, which load it when it is first shown. */
export function CodeEditorView({
  value,
  onChange,
  label,
  language,
  readOnly = false,
  lines = 10,
  bare = false,
  extensions = [],
  onView,
}: CodeEditorViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);
  // What the page was told and has not handed back yet: it may be behind a fast writer.
  const told = useRef<string[]>([]);
  const access = useRef(new Compartment());
  const spoken = useRef(new Compartment());

  useEffect(() => {
    const element = host.current as HTMLDivElement;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const parent = root.appendChild(document.createElement('div'));
    const editor = new EditorView({
      parent,
      root,
      state: EditorState.create({
        doc: value,
        extensions: [
          basicSetup,
          spoken.current.of(bare ? [] : languages[language]()),
          extensions,
          syntaxHighlighting(colours),
          look,
          EditorView.theme({ '.cm-content': { minHeight: `${lines * 1.4}em` } }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          access.current.of(accessOf(readOnly)),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            told.current.push(text);
            changed.current?.(text);
          }),
        ],
      }),
    });
    view.current = editor;
    onView?.(editor);
    return () => {
      view.current = null;
      onView?.(null);
      editor.destroy();
      parent.remove();
    };
    // The editor is made once; later values come in by the effects below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    const editor = view.current;
    const echo = told.current.lastIndexOf(value);
    told.current = echo < 0 ? [] : told.current.slice(echo + 1);
    if (editor === null || echo >= 0 || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    if (!bare) view.current?.dispatch({ effects: spoken.current.reconfigure(languages[language]()) });
  }, [bare, language]);

  useEffect(() => {
    view.current?.dispatch({
      effects: access.current.reconfigure(accessOf(readOnly)),
    });
  }, [readOnly]);

  return <div ref={host} className="pk-editor" />;
}
