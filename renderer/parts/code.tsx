import type { ReactNode } from 'react';
import { Copy } from './copy.tsx';

/** Text as a machine reads it: a command, a header, a token. Scrolls sideways unless `wrap`; reachable by keyboard. */
export function Code({
  text,
  label,
  wrap = false,
  copy = false,
  children,
}: {
  readonly text: string;
  /** What it is, for screen readers and the copy button. */
  readonly label: string;
  readonly wrap?: boolean;
  readonly copy?: boolean;
  /** The text with markup, where it has some. */
  readonly children?: ReactNode;
}) {
  return (
    <div className="pk-code-frame">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard */}
      <section className="pk-code" aria-label={label} tabIndex={0}>
        <pre className={wrap ? 'pk-wrap' : ''}>{children ?? text}</pre>
      </section>
      {copy && (
        <div className="pk-code-copy">
          <Copy value={text} what={label} variant="icon" />
        </div>
      )}
    </div>
  );
}
