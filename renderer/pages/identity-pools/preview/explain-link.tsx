import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import { explainerPath, type ExplainerQuestion } from '../../../lib/explainer-path.ts';
import { Go } from '../../../parts/go.tsx';
import { loginOf, type Provider } from '../providers/providers.ts';
import { exampleClaims, providerFor, type SubjectForm } from './subject.ts';

/** The same principal as the explainer's address names it; a token is no part of an address. */
function who(form: SubjectForm, providers: readonly Provider[]): ExplainerQuestion {
  const provider = providerFor(form, providers);
  switch (form.way) {
    case 'user':
      return provider?.kind === 'user-pool'
        ? { who: 'user', userPool: provider.userPoolId, client: provider.clientId, user: form.username }
        : { who: 'user' };
    case 'claims':
      return provider === undefined
        ? { who: 'claims' }
        : { who: 'claims', provider: loginOf(provider), claims: form.claims ?? exampleClaims(provider) };
    case 'developer':
      return { who: 'developer', developerUser: form.developerUser };
    case 'token':
      return { who: 'token', ...(provider === undefined ? {} : { provider: loginOf(provider) }) };
    case 'guest':
      return { who: 'guest' };
  }
}

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
  const question = { ...who(form, providers), identityPool: pool.IdentityPoolId, customRole: form.customRole };
  return <Go to={explainerPath(question)}>What may these credentials do? Ask the access explainer</Go>;
}
