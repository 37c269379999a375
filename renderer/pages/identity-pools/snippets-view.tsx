import { poolRegion } from '../../../shared/aws/arn.ts';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useWhere } from '../../client/where.ts';
import { Section } from '../../parts/section.tsx';
import { SnippetTabs } from '../../parts/snippet-tabs.tsx';
import { identityPoolSnippets } from './snippets.ts';

/** What an app needs to use the pool, ready to copy. */
export function Snippets({ pool }: { readonly pool: IdentityPool }) {
  const where = { ...useWhere(), region: poolRegion(pool.IdentityPoolId) };
  return (
    <Section title="Use it in an app">
      <SnippetTabs label="Configuration by library" snippets={identityPoolSnippets(pool, where)} />
    </Section>
  );
}
