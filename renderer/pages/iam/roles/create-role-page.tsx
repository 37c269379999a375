import { Alert, SpaceBetween, Wizard } from '@cloudscape-design/components';
import { useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import type { HelpTopic } from '../../../lib/help.ts';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { flash } from '../../../state/flash.ts';
import { createRole, freshRole, roleProblems, type RoleDraft } from './create-role-draft.ts';
import { DetailsStep, PermissionsStep, ReviewStep, TrustStep, type StepProps } from './create-role-steps.tsx';
import { POLICIES_HELP, ROLES_HELP, TRUST_HELP } from './help.ts';
import { FIRST_POLICY } from '../../../lib/policies.ts';

type Step = {
  readonly title: string;
  readonly description: string;
  readonly help: HelpTopic;
  readonly Content: (props: StepProps) => ReactNode;
};

const STEPS: readonly Step[] = [
  { title: 'Trusted entity', description: 'Who may take the role.', help: TRUST_HELP, Content: TrustStep },
  {
    title: 'Permissions',
    description: 'What the role allows. It can be changed at any time.',
    help: POLICIES_HELP,
    Content: PermissionsStep,
  },
  {
    title: 'Name and limits',
    description: 'The name and the path cannot be changed later.',
    help: ROLES_HELP,
    Content: DetailsStep,
  },
  { title: 'Review and create', description: 'What will be made.', help: ROLES_HELP, Content: ReviewStep },
];

const START = freshRole(FIRST_POLICY);

/** Creates a role step by step: who may take it, what it allows, its name and limits. */
export function CreateRolePage() {
  usePageFrame('Create role', [{ text: 'Roles', href: '/roles' }], ROLES_HELP);
  const navigate = useNavigate();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const pools = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  const [draft, setDraft] = useState<RoleDraft>(START);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [created, setCreated] = useState<string>();

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (created !== undefined) void navigate(`/roles/${encodeURIComponent(created)}`);
  }, [created, navigate]);

  // What is not chosen is what is there: the first identity pool, the workspace's own account.
  const trust = {
    ...draft.trust,
    identityPoolId: draft.trust.identityPoolId || (pools.output?.IdentityPools?.[0]?.IdentityPoolId ?? ''),
    account: draft.trust.account || (workspace.output?.settings.account ?? ''),
  };
  const shown: RoleDraft = { ...draft, trust };
  const problem = roleProblems[step]?.(shown);
  const change = (changes: Partial<RoleDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const go = (to: number): void => {
    const stuck = roleProblems.findIndex((check, index) => index >= step && index < to && check(shown) !== undefined);
    setTried(stuck !== -1);
    setStep(stuck === -1 ? to : stuck);
  };
  const submit = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      await createRole(shown);
      flash.success(`Role ${shown.name} created.`);
      setCreated(shown.name);
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };

  return (
    <>
      <UnsavedGuard dirty={created === undefined && draft !== START} what="role" />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={running}
        submitButtonText="Create role"
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          skipToButtonLabel: ({ title }) => `Skip to ${title}`,
          navigationAriaLabel: 'Steps',
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          optional: 'optional',
        }}
        onCancel={() => void navigate('/roles')}
        onNavigate={({ detail }) => go(detail.requestedStepIndex)}
        onSubmit={() => void submit()}
        steps={STEPS.map(({ title, description, help, Content }) => ({
          title,
          description,
          info: <InfoLink topic={help} />,
          content: (
            <SpaceBetween size="l">
              {tried && problem !== undefined && (
                <Alert type="error" statusIconAriaLabel="Error">
                  {problem}
                </Alert>
              )}
              <FaultAlert fault={fault} />
              <Content draft={shown} change={change} />
            </SpaceBetween>
          ),
        }))}
      />
    </>
  );
}
