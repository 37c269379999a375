import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { explainerPath, type ExplainerQuestion } from '../../parts/explainer-path.ts';
import { Go } from '../../parts/go.tsx';
import { keyOf, type Provider } from './providers.ts';
import { exampleClaims, providerFor, type SubjectForm } from './subject.ts';

/** Leads to the access explainer: what may somebody with these credentials do? */
export function ExplainLink({
  pool,
  providers,
  form,
}: {
  readonly pool: IdentityPool;
  readonly providers: readonly Provider[];
  readonly form: SubjectForm;
}) {
  const to = explainerPath({ identityPool: pool.IdentityPoolId, ...questionOf(form, providers) });
  return <Go to={to}>What may these credentials do? Ask the access explainer</Go>;
}

/** The same somebody as the form’s; a token has to be pasted again, for no address carries one. */
function questionOf(form: SubjectForm, providers: readonly Provider[]): ExplainerQuestion {
  const provider = providerFor(form, providers);
  const key = provider === undefined ? {} : { provider: keyOf(provider) };
  const asked = form.customRole === '' ? {} : { customRole: form.customRole };
  switch (form.way) {
    case 'user':
      return provider?.kind === 'user-pool'
        ? { who: 'user', userPool: provider.userPoolId, client: provider.clientId, user: form.username, ...asked }
        : { who: 'user' };
    case 'token':
      return { who: 'token', ...key, ...asked };
    case 'claims':
      return { who: 'claims', ...key, claims: form.claims ?? exampleClaims(provider), ...asked };
    case 'developer':
      return { who: 'developer', developerUser: form.developerUser, ...asked };
    case 'guest':
      return { who: 'guest' };
  }
}
