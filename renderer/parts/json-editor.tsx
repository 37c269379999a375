import { CodeEditor, type CodeEditorProps } from './code-editor.tsx';

type JsonEditorProps = Omit<CodeEditorProps, 'language'>;

/** Whether a text is JSON: undefined if it is, else the parser's sentence. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a JSON text says; undefined while it is not JSON. For requests that are shown while they are typed. */
export function jsonValue(text: string): unknown {
  return jsonProblem(text) === undefined ? JSON.parse(text) : undefined;
}

/** An editor for JSON. Whether the text is JSON is the page's to ask: `jsonProblem(value)`. */
export function JsonEditor(props: JsonEditorProps) {
  return <CodeEditor language="json" {...props} />;
}
