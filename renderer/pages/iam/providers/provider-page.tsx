import { useParams } from 'react-router';
import { isSaml } from '../../../lib/iam-names.ts';
import { OidcPage } from './oidc-page.tsx';
import { SamlPage } from './saml-page.tsx';

/** One identity provider, of the kind that its ARN says. */
export function ProviderPage() {
  const { arn = '' } = useParams();
  // Mounted anew for each provider: what was typed for one is not carried to the next.
  return isSaml(arn) ? <SamlPage key={arn} arn={arn} /> : <OidcPage key={arn} arn={arn} />;
}
