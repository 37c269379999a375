import type { ReactNode } from 'react';
import type { AccessExplanation, AccessStep } from '../../../shared/poolkeeper/operations.ts';

/** What a link of the chain is, in two or three words. */
const KINDS: Readonly<Record<AccessStep['id'], string>> = {
  user: 'Who',
  groups: 'Groups',
  token: 'Sign-in',
  claims: 'Claims',
  mapping: 'Role mapping',
  role: 'Role',
  tags: 'Session tags',
  trust: 'Trust policy',
  session: 'Session policy',
  boundary: 'Boundary',
  identity: 'Identity policies',
  resource: 'Resource policy',
};
const OUTCOMES: Readonly<Record<AccessStep['outcome'], string>> = {
  passed: 'Lets the request on',
  stopped: 'Stops the request',
  noted: 'For information',
};
/** A decision in words. */
export const DECISIONS: Readonly<Record<AccessExplanation['decision'], string>> = {
  allowed: 'Allowed',
  'explicit deny': 'Denied by a statement',
  'implicit deny': 'Not allowed by any statement',
  'no credentials': 'No credentials',
};

/** Strokes on a field of 20 by 20, by what a link is. */
const GLYPHS: Readonly<Record<AccessStep['id'], ReactNode>> = {
  user: (
    <>
      <circle cx="10" cy="6.5" r="3.5" />
      <path d="M3 18c.6-4 3.300-6 7-6s6.400 2 7 6" />
    </>
  ),
  groups: (
    <>
      <circle cx="7" cy="7" r="3" />
      <path d="M1.500 17c.4-3.400 2.500-5 5.500-5s5.100 1.600 5.500 5" />
      <path d="M13 4.200a3 3 0 0 1 0 5.600M14.500 12.300c2.300.5 3.700 2 4 4.700" />
    </>
  ),
  token: <path d="M3 6h14v8H3zM3 9.500h14M6 12h3" />,
  claims: <path d="M4 3h12v14H4zM7 7h6M7 10h6M7 13h4" />,
  mapping: (
    <path d="M3 5h4l6 10h4M13 5h4M3 15h4l2-3.300M14.500 2.500 17 5l-2.500 2.500M14.500 12.500 17 15l-2.500 2.500" />
  ),
  role: (
    <>
      <circle cx="7" cy="13" r="3.500" />
      <path d="m9.500 10.500 7-7M13.500 6.500l2.500 2.500" />
    </>
  ),
  tags: <path d="M3 3h6l8 8-6 6-8-8zM6.500 6.500h.01" />,
  trust: <path d="m2.500 10 4-4.500 3.500 2 3.500-2 4 4.500-5.500 5-2-1.500-2 1.500z" />,
  session: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 5.500V10l3 2" />
    </>
  ),
  boundary: <path d="M3 3h14v14H3zM7 7h6v6H7z" />,
  identity: <path d="M5 2.500h7l3.500 3.500v11.500H5zM12 2.500V6h3.500M8 11l1.500 1.500L12.500 9" />,
  resource: (
    <path d="M3.500 5c0-1.400 2.900-2.500 6.500-2.500s6.500 1.100 6.500 2.500l-1.800 11c-.3 1-2.100 1.500-4.700 1.500S5.600 17 5.300 16zM3.500 5c0 1.400 2.900 2.500 6.500 2.500s6.500-1.100 6.500-2.500" />
  ),
};

/** The way to the decision, drawn: each link is a button that opens what it says below. */
export function Chain({
  steps,
  decision,
  chosen,
  onChoose,
  panel,
}: {
  readonly steps: readonly AccessStep[];
  readonly decision: AccessExplanation['decision'];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
  /** The id of the element that shows what is chosen. */
  readonly panel: string;
}) {
  return (
    <ol className="pk-chain" aria-label="The way to the decision">
      {steps.map((step, at) => (
        <li key={`${at} ${step.id}`} className="pk-chain-item">
          <button
            type="button"
            className="pk-chain-link"
            data-outcome={step.outcome}
            aria-pressed={at === chosen}
            aria-controls={panel}
            onClick={() => onChoose(at)}
          >
            <span className="pk-chain-head">
              <Glyph>{GLYPHS[step.id]}</Glyph>
              <span className="pk-chain-kind">{KINDS[step.id]}</span>
              <Mark outcome={step.outcome} />
            </span>
            <strong className="pk-chain-title">{summaryOf(step)}</strong>
            <span className="pk-hidden">{OUTCOMES[step.outcome]}</span>
          </button>
          <Arrow broken={step.outcome === 'stopped'} />
        </li>
      ))}
      <li className="pk-chain-item">
        <div className="pk-chain-end" data-allowed={decision === 'allowed'}>
          <span className="pk-chain-head">
            <Mark outcome={decision === 'allowed' ? 'passed' : 'stopped'} />
            <span className="pk-chain-kind">Decision</span>
          </span>
          <strong className="pk-chain-title">{DECISIONS[decision]}</strong>
        </div>
      </li>
    </ol>
  );
}

const VERDICTS: Readonly<Record<AccessStep['outcome'], string>> = {
  passed: 'Allows',
  stopped: 'Does not allow',
  noted: 'Says nothing',
};

/** What a link comes to, in a few words. */
function summaryOf({ id, title, outcome, facts = [], policies = [] }: AccessStep): string {
  switch (id) {
    case 'groups':
      return facts.map(({ name }) => name).join(', ') || 'None';
    case 'claims':
      return facts.length === 1 ? '1 that counts' : `${facts.length} that count`;
    case 'tags':
      return facts.map(({ name, value }) => `${name}=${value}`).join(', ');
    case 'trust':
      return outcome === 'passed' ? 'Trusts the pool' : 'Does not trust the pool';
    case 'session':
    case 'boundary':
    case 'identity':
    case 'resource': {
      const denies = policies.some(({ statements }) =>
        statements.some(({ applies, effect }) => applies && effect === 'Deny'),
      );
      return denies ? 'Denies' : VERDICTS[outcome];
    }
    default:
      return title;
  }
}

const Glyph = ({ children }: { readonly children: ReactNode }) => (
  <svg className="pk-chain-glyph" viewBox="0 0 20 20" aria-hidden="true">
    {children}
  </svg>
);

/** The outcome as a shape, so that colour is not all that tells it. */
function Mark({ outcome }: { readonly outcome: AccessStep['outcome'] }) {
  if (outcome === 'noted') return null;
  return (
    <svg className="pk-chain-mark" data-outcome={outcome} viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8" />
      <path d={outcome === 'passed' ? 'm6.500 10.300 2.400 2.400 4.800-5' : 'm7 7 6 6M13 7l-6 6'} />
    </svg>
  );
}

/** From one link to the next; broken where the request goes no further. */
const Arrow = ({ broken }: { readonly broken: boolean }) => (
  <svg className="pk-chain-arrow" data-broken={broken} viewBox="0 0 28 12" aria-hidden="true">
    <path d={broken ? 'M0 6h9M17 6h6M11 1l-2 10M17 1l-2 10' : 'M0 6h24'} />
    <path d="m21 2 5 4-5 4" />
  </svg>
);
