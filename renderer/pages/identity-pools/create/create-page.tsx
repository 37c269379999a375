import { Alert, SpaceBetween, Wizard } from '@cloudscape-design/components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { useCall } from '../../../client/hooks.ts';
import { queryClient } from '../../../client/queries.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton } from '../../../parts/go.tsx';
import type { HelpTopic } from '../../../lib/help.ts';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { flash } from '../../../state/flash.ts';
import { FRESH, problemOf, type Draft } from './create-draft.ts';
import { create, type Made } from './create-plan.ts';
import { Review } from './create-review.tsx';
import { MappingStep, RolesStep, SignInStep, TagMapStep, TagsStep, type StepProps } from './create-steps.tsx';
import { ACCESS_HELP, IDENTITY_POOLS_HELP, PROVIDERS_HELP, SETTINGS_HELP, TAGS_HELP } from '../help.ts';
import { pagePath, listCrumb, listPath } from '../../../../shared/resources.ts';

type Step = {
  readonly title: string;
  readonly description: string;
  readonly help: HelpTopic;
  readonly optional?: true;
  readonly Content: (props: StepProps) => ReactNode;
};

const STEPS: readonly Step[] = [
  {
    title: 'Name and sign-in',
    description: 'Whose tokens the pool takes, and whether it takes guests.',
    help: PROVIDERS_HELP,
    Content: SignInStep,
  },
  { title: 'Roles', description: 'What signed-in users and guests may do.', help: ACCESS_HELP, Content: RolesStep },
  {
    title: 'Role mapping',
    description: 'How the role of a signed-in user is chosen.',
    help: ACCESS_HELP,
    optional: true,
    Content: MappingStep,
  },
  {
    title: 'Principal tags',
    description: 'Which claims become session tags, for policies to compare.',
    help: TAGS_HELP,
    optional: true,
    Content: TagMapStep,
  },
  {
    title: 'ID and tags',
    description: 'A fixed ID, and tags of the pool itself.',
    help: SETTINGS_HELP,
    optional: true,
    Content: TagsStep,
  },
];

/** Creates an identity pool step by step: who may come in, which role each gets, which tags their session carries. */
export function CreateIdentityPoolPage() {
  usePageFrame('Create identity pool', [listCrumb('identity-pool')], IDENTITY_POOLS_HELP);
  const navigate = useNavigate();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const [draft, setDraft] = useState(FRESH);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [created, setCreated] = useState<string>();
  const made = useRef<Made>({ roles: new Set() });
  /** The pool of an attempt that was refused half way. */
  const [stands, setStands] = useState<string>();
  const change = (changed: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changed }));
  const problem = problemOf(step, draft);
  const place = {
    region: workspace.output?.settings.region ?? 'us-east-1',
    account: workspace.output?.settings.account ?? '000000000000',
  };

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (created !== undefined) void navigate(pagePath('identity-pool', created));
  }, [created, navigate]);

  const submit = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      const poolId = await create(draft, place, made.current);
      flash.success(`Identity pool ${draft.name} created.`);
      setCreated(poolId);
    } catch (error) {
      setFault(asFault(error));
      setStands(made.current.poolId);
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['cognito-identity'] });
      void queryClient.invalidateQueries({ queryKey: ['iam'] });
      setRunning(false);
    }
  };

  return (
    <>
      <UnsavedGuard dirty={created === undefined && draft !== FRESH} what="identity pool" />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={running}
        submitButtonText="Create identity pool"
        onCancel={() => void navigate(listPath('identity-pool'))}
        onSubmit={() => void submit()}
        onNavigate={({ detail }) => {
          const forward = detail.requestedStepIndex > step;
          setTried(forward && problem !== undefined);
          if (!forward || problem === undefined) setStep(detail.requestedStepIndex);
        }}
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          navigationAriaLabel: 'Steps',
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          optional: 'optional',
        }}
        steps={[
          ...STEPS.map(({ title, description, help, optional, Content }) => ({
            title,
            description,
            info: <InfoLink topic={help} />,
            ...(optional === undefined ? {} : { isOptional: true }),
            content: (
              <SpaceBetween size="l">
                {tried && problem !== undefined && (
                  <Alert type="error" statusIconAriaLabel="Error">
                    {problem}
                  </Alert>
                )}
                <Content draft={draft} change={change} />
              </SpaceBetween>
            ),
          })),
          {
            title: 'Review and create',
            content: (
              <SpaceBetween size="l">
                <FaultAlert fault={fault}>
                  {fault !== undefined && stands !== undefined && (
                    <GoButton to={pagePath('identity-pool', stands)}>Open the pool</GoButton>
                  )}
                </FaultAlert>
                {fault !== undefined && stands !== undefined && (
                  <Alert type="info" statusIconAriaLabel="Info" header="The pool itself stands">
                    What comes after it was refused. Mend it in the steps and create again: the same pool is finished.
                  </Alert>
                )}
                <Review draft={draft} place={place} edit={setStep} />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </>
  );
}
