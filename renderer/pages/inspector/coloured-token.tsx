import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import { Code } from '../../parts/code.tsx';

/** A token with its parts told apart: header, payload and signature each in its own colour. */
export function ColouredToken({ judgement }: { readonly judgement: Judgement }) {
  return (
    <Code text={judgement.token} label="Token" wrap>
      {judgement.token.split('.').map((part, index) => (
        <span key={index}>
          {index > 0 && <span className="pk-token-dot">.</span>}
          <span className={`pk-token-part-${Math.min(index, 4)}`}>{part}</span>
        </span>
      ))}
    </Code>
  );
}
