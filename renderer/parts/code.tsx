import { Copy } from './copy.tsx';

/** Text as a machine reads it: a command, a header, a token. Scrolls sideways unless `wrap`; reachable by keyboard. */
export function Code({
  text,
  label,
  wrap = false,
  copy = false,
}: {
  readonly text: string;
  /** What it is, for screen readers and the copy button. */
  readonly label: string;
  readonly wrap?: boolean;
  readonly copy?: boolean;
}) {
  return (
    <div className="pk-code-frame">
      <pre className={wrap ? 'pk-code pk-wrap' : 'pk-code'} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      {copy && (
        <div className="pk-code-copy">
          <Copy value={text} what={label} variant="icon" />
        </div>
      )}
    </div>
  );
}
