import { Alert, Box, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { EngineFault } from '../lib/fault.ts';
import { Go } from './go.tsx';
import { pagePath } from '../../shared/resources.ts';

/**
 * A refusal on a page or in a form: AWS's code and message, the engine's reason, the way to the trace.
 *
 * `children` is the way out that the page knows, for example a button. Draws nothing without a fault.
 */
export function FaultAlert({
  fault,
  onDismiss,
  children,
}: {
  readonly fault: EngineFault | undefined;
  readonly onDismiss?: () => void;
  readonly children?: ReactNode;
}) {
  if (fault === undefined) return null;
  return (
    <Alert
      type="error"
      header={fault.code}
      statusIconAriaLabel="Error"
      {...(onDismiss === undefined ? {} : { dismissible: true, dismissAriaLabel: 'Dismiss', onDismiss })}
      action={children}
    >
      <FaultText fault={fault} onPaper />
    </Alert>
  );
}

/** The words of a fault without its code: message, reason, link to the trace. `onPaper`: on a light or dark page, not on a flash's colour. */
export function FaultText({ fault, onPaper = false }: { readonly fault: EngineFault; readonly onPaper?: boolean }) {
  return (
    <SpaceBetween size="xxs">
      <span>{fault.message}</span>
      {fault.reason !== undefined && (
        <Box color="inherit">
          <strong>Why: </strong>
          {fault.reason}
        </Box>
      )}
      {fault.traceId !== undefined && (
        <Go to={pagePath('trace', fault.traceId)} color={onPaper ? 'normal' : 'inverted'} variant="secondary">
          Show the trace of this call
        </Go>
      )}
    </SpaceBetween>
  );
}
