import { poolRegion } from '../../../shared/aws/arn.ts';
import { SpaceBetween, Tabs } from '@cloudscape-design/components';
import { DEFAULT_ENDPOINT } from '../../../shared/poolkeeper/settings.ts';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useCall } from '../../client/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { Section } from '../../parts/section.tsx';
import { identityPoolSnippets } from './snippets.ts';

/** What an app needs to use the pool, ready to copy. */
export function Snippets({ pool }: { readonly pool: IdentityPool }) {
  const { output } = useCall('poolkeeper', 'DescribeWorkspace', {});
  const region = poolRegion(pool.IdentityPoolId);
  const snippets = identityPoolSnippets(pool, { endpoint: output?.endpoint ?? DEFAULT_ENDPOINT, region });
  return (
    <Section title="Use it in an app">
      <Tabs
        ariaLabel="Configuration by library"
        tabs={snippets.map(({ id, title, about, text }) => ({
          id,
          label: title,
          content: (
            <SpaceBetween size="s">
              <span>{about}</span>
              <Code text={text} label={title} copy />
            </SpaceBetween>
          ),
        }))}
      />
    </Section>
  );
}
