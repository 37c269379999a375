import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { Go } from '../../parts/go.tsx';
import type { Provider } from './providers.ts';
import type { SubjectForm } from './subject.ts';

/** Leads to the access explainer: what may somebody with these credentials do? */
export function ExplainLink(_props: {
  readonly pool: IdentityPool;
  readonly providers: readonly Provider[];
  readonly form: SubjectForm;
}) {
  return <Go to="/explainer">What may these credentials do? Ask the access explainer</Go>;
}
