import { Fragment, type ReactNode } from 'react';
import { Code } from './code.tsx';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON text cut into coloured words. */
function coloured(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, word] = match;
    if (match.index > from) parts.push(text.slice(from, match.index));
    const kind =
      string === undefined ? (word === undefined ? 'number' : 'word') : colon === undefined ? 'string' : 'key';
    parts.push(
      <Fragment key={match.index}>
        <span className={`pk-json-${kind}`}>{string ?? whole}</span>
        {colon}
      </Fragment>,
    );
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** A value as indented, coloured JSON that can be copied. For reading; `JsonEditor` is for writing. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const text = JSON.stringify(value, null, 2) ?? 'undefined';
  return (
    <Code text={text} label={label} wrap copy>
      {coloured(text)}
    </Code>
  );
}
