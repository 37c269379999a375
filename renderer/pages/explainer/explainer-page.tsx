import { ContentLayout, Tabs } from '@cloudscape-design/components';
import { PageHeader } from '../../parts/page-header.tsx';
import { useSearchParams } from 'react-router';
import { useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { DecodeTab } from './decode-tab.tsx';
import { ExplainTab } from './explain-tab.tsx';
import type { Sample } from './question.ts';
import { useQuestion } from './use-question.ts';
import { WhoCanTab } from './who-can-tab.tsx';
import './explainer.css';

const HELP = {
  title: 'Access explainer',
  text: [
    'Choose somebody, an action and a resource. Every link of the way is shown: the user, groups, claims, the role that the identity pool chooses, its trust policy, and each layer of policies.',
    'Nothing is signed in or issued. The smallest change is tried by asking again before it is shown; the address of the page carries the question, without tokens.',
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

const TABS = ['why', 'who', 'decode'] as const;

/** May this user do that, and why? And who else may? */
export function ExplainerPage() {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
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
      <FaultAlert fault={workspace.fault} />
      {workspace.output !== undefined && <Explainer sample={workspace.output.sample} />}
    </ContentLayout>
  );
}

/** One question for all tabs: who else may do it is asked about the same action and resource. */
function Explainer({ sample }: { readonly sample: Sample | undefined }) {
  const [parameters, setParameters] = useSearchParams();
  const [question, set] = useQuestion(sample);
  const wanted = parameters.get('tab');
  const tab = TABS.find((id) => id === wanted) ?? 'why';
  return (
    <Tabs
      activeTabId={tab}
      onChange={({ detail }) =>
        setParameters((before) => {
          const next = new URLSearchParams(before);
          next.set('tab', detail.activeTabId);
          return next;
        })
      }
      tabs={[
        { id: 'why', label: 'Why?', content: <ExplainTab question={question} set={set} /> },
        { id: 'who', label: 'Who can do this?', content: <WhoCanTab question={question} set={set} /> },
        { id: 'decode', label: 'Decode a message', content: <DecodeTab /> },
      ]}
    />
  );
}
