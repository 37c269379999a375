import { Box, SpaceBetween, Tabs } from '@cloudscape-design/components';
import { useWhere } from '../../../client/where.ts';
import { Code } from '../../../parts/code.tsx';
import { Section } from '../../../parts/section.tsx';
import { envOf, profileName, profileOf, SECRET, type NewKey } from './credentials.ts';

/** How a key is used: a profile of the AWS CLI, or variables. */
export function Snippets({ userName, pair }: { readonly userName: string; readonly pair: NewKey }) {
  const where = useWhere();
  const name = profileName(userName);
  // Shown without the secret, copied with it.
  const shown = pair.secret === SECRET ? pair : { ...pair, secret: '••••••••••••' };
  return (
    <Tabs
      ariaLabel="Ways to use the access key"
      tabs={[
        {
          id: 'profile',
          label: 'AWS CLI profile',
          content: (
            <SpaceBetween size="s">
              <Code text={profileOf(userName, pair, where)} label="lines for ~/.aws/config" copy wrap>
                {profileOf(userName, shown, where)}
              </Code>
              <Box variant="small">Then, to see that it works:</Box>
              <Code text={`aws sts get-caller-identity --profile ${name}`} label="AWS CLI command" copy wrap />
            </SpaceBetween>
          ),
        },
        {
          id: 'env',
          label: '.env',
          content: (
            <Code text={envOf(pair, where)} label="environment variables" copy wrap>
              {envOf(shown, where)}
            </Code>
          ),
        },
      ]}
    />
  );
}

/** The box on a user's page that says how its keys are used. */
export function UseIt({ userName, pair }: { readonly userName: string; readonly pair: NewKey }) {
  return (
    <Section
      title="Use it"
      description="The endpoint stands with the key, so that it reaches this workspace and not AWS."
    >
      <Snippets userName={userName} pair={pair} />
    </Section>
  );
}
