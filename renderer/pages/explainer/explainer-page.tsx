import { ContentLayout, Tabs } from '@cloudscape-design/components';
import { PageHeader } from '../../parts/page-header.tsx';
import { useCall } from '../../engine/hooks.ts';
import { ExplainTab } from './explain-tab.tsx';
import { WhoCanTab } from './who-can-tab.tsx';
import './explainer.css';

const HELP = {
  title: 'Access explainer',
  text: [
    'Choose somebody, an action and a resource. Every link of the way is shown: the user, groups, claims, the role that the identity pool chooses, its trust policy, and each layer of policies.',
    'Nothing is signed in or issued. The smallest change is evaluated again before it is shown.',
  ],
  term: {
    name: 'Implicit deny',
    meaning: 'No statement allows the request. An explicit deny is a statement that denies it; nothing outweighs that.',
  },
  links: [
    {
      text: 'Policy evaluation logic',
      href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
    },
  ],
} as const;

/** May this user do that, and why? And who else may? */
export function ExplainerPage() {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const sample = workspace.output?.sample;
  return (
    <ContentLayout
      header={
        <PageHeader
          title="Access explainer"
          description="May this user do that, and why? Evaluated on this machine; nothing is signed in or issued."
          help={HELP}
        />
      }
    >
      {workspace.output !== undefined && (
        <Tabs
          tabs={[
            { id: 'explain', label: 'Why?', content: <ExplainTab {...(sample === undefined ? {} : { sample })} /> },
            {
              id: 'who',
              label: 'Who can do this?',
              content: <WhoCanTab {...(sample === undefined ? {} : { sample })} />,
            },
          ]}
        />
      )}
    </ContentLayout>
  );
}
