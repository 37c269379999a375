import { Alert, SpaceBetween } from '@cloudscape-design/components';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { LogSection } from './log-section.tsx';
import { RiskSection } from './risk-section.tsx';
import { SessionSection } from './session-section.tsx';
import { ThreatSection } from './threat-section.tsx';

/** What a pool does about threats, where its logs go, and which sessions it keeps track of. */
export function SecurityTab({ pool }: { readonly pool: UserPoolType }) {
  const mode = pool.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF';
  return (
    <SpaceBetween size="l">
      <ThreatSection pool={pool} />
      {mode === 'OFF' ? (
        <Alert type="info" statusIconAriaLabel="Information">
          The risk configuration and the history of sign-ins begin when threat protection is switched on.
        </Alert>
      ) : (
        <RiskSection poolId={pool.Id ?? ''} enforced={mode === 'ENFORCED'} />
      )}
      <SessionSection pool={pool} />
      <LogSection pool={pool} />
    </SpaceBetween>
  );
}
