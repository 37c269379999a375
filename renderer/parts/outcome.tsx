import { StatusIndicator, type StatusIndicatorProps } from '@cloudscape-design/components';
import type { StepOutcome, Trace } from '../../shared/contract.ts';

const LOOKS: Readonly<Record<StepOutcome, { readonly type: StatusIndicatorProps.Type; readonly text: string }>> = {
  ok: { type: 'success', text: 'OK' },
  refused: { type: 'error', text: 'Refused' },
  failed: { type: 'warning', text: 'Failed' },
  skipped: { type: 'stopped', text: 'Skipped' },
  'not reached': { type: 'pending', text: 'Not reached' },
};

/** What came of a call or of one of its steps, as icon and word. `failed` is a bug of the engine, `refused` is not. */
export function Outcome({ of, children }: { readonly of: StepOutcome | Trace['outcome']; readonly children?: string }) {
  const { type, text } = LOOKS[of];
  return (
    <StatusIndicator type={type} iconAriaLabel={text}>
      {children ?? text}
    </StatusIndicator>
  );
}

/** The icon alone, named for screen readers. */
export function OutcomeIcon({ of }: { readonly of: StepOutcome }) {
  const { type, text } = LOOKS[of];
  return <StatusIndicator type={type} iconAriaLabel={text} />;
}
