import { SpaceBetween } from '@cloudscape-design/components';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { DomainSection } from './domain-section.tsx';
import { HostedUiSection } from './hosted-ui-section.tsx';
import { StyleSection } from './style-section.tsx';
import { TermsSection } from './terms-section.tsx';

/** Where and how a pool shows itself: domain, styles, terms. */
export function BrandingTab({ pool }: { readonly pool: UserPoolType }) {
  return (
    <SpaceBetween size="l">
      <DomainSection pool={pool} />
      <StyleSection pool={pool} />
      <HostedUiSection pool={pool} />
      <TermsSection pool={pool} />
    </SpaceBetween>
  );
}
