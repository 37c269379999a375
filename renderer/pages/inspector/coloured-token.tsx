import type { Judgement } from '../../../shared/console.ts';

/** A token with its parts told apart: header, payload and signature each in its own colour. */
export function ColouredToken({ judgement }: { readonly judgement: Judgement }) {
  const parts = judgement.token.split('.');
  return (
    <pre className="pk-code pk-wrap" tabIndex={0} role="region" aria-label="Token">
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && <span className="pk-token-dot">.</span>}
          <span className={`pk-token-part-${Math.min(index, 4)}`}>{part}</span>
        </span>
      ))}
    </pre>
  );
}
