import { Alert, SpaceBetween, Wizard } from '@cloudscape-design/components';
import { useEffect, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { kindWords, type ResourceKind } from '../../shared/resources.ts';
import { asFault, type EngineFault } from '../lib/fault.ts';
import type { HelpTopic } from '../lib/help.ts';
import type { Crumb } from '../state/frame.ts';
import { FaultAlert } from './fault-alert.tsx';
import { InfoLink } from './help.tsx';
import { usePageFrame } from './page-header.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

/** How a step is drawn: whether its problems are to be shown, and the way to another step. */
type StepView = { readonly tried: boolean; readonly goTo: (step: number) => void };

/** One step of a wizard. */
export type WizardStep = {
  readonly title: string;
  readonly description?: string;
  readonly help?: HelpTopic;
  readonly optional?: boolean;
  /** What keeps the step from being left, in words: shown above the step once it was tried. */
  readonly problem?: string | undefined;
  /** True: the step cannot be left, and its own fields say why. */
  readonly invalid?: boolean;
  readonly content: (view: StepView) => ReactNode;
};

/**
 * A page that makes a resource in steps: problems keep a step from being left, the last step sends everything.
 *
 * ```tsx
 * <CreateWizard kind="role" crumbs={[listCrumb('role')]} help={ROLES_HELP} dirty={draft !== START}
 *   steps={[{ title: 'Trusted entity', problem: trustProblem(draft), content: () => <TrustStep … /> }, …]}
 *   submit={async () => { await createRole(draft); return pagePath('role', draft.name); }} />
 * ```
 * `submit` gives the address of what was made. What it throws stands in the last step; the draft stays.
 */
export function CreateWizard({
  kind,
  crumbs,
  help,
  dirty,
  steps,
  submit,
  wayOut,
}: {
  readonly kind: ResourceKind;
  /** From the area to the list of the resource, where `Cancel` leads. */
  readonly crumbs: readonly Crumb[];
  readonly help: HelpTopic;
  /** Whether something would be lost. */
  readonly dirty: boolean;
  readonly steps: readonly WizardStep[];
  readonly submit: () => Promise<string>;
  /** What the page can offer beside a refusal. */
  readonly wayOut?: (fault: EngineFault) => ReactNode;
}) {
  const title = `Create ${kindWords(kind)}`;
  usePageFrame(title, crumbs, help);
  const navigate = useNavigate();
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [made, setMade] = useState<string>();

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (made !== undefined) void navigate(made);
  }, [made, navigate]);

  /** The first step from `from` on, before `to`, that cannot be left. */
  const stuckAt = (from: number, to: number): number =>
    steps.findIndex(
      ({ problem, invalid }, index) => index >= from && index < to && (problem !== undefined || invalid === true),
    );
  const goFrom = (from: number, to: number): boolean => {
    const stuck = stuckAt(from, to);
    setTried(stuck !== -1);
    setStep(stuck === -1 ? to : stuck);
    return stuck === -1;
  };
  const goTo = (to: number): void => void goFrom(step, to);
  const send = async (): Promise<void> => {
    if (!goFrom(0, steps.length - 1)) return;
    setRunning(true);
    setFault(undefined);
    try {
      setMade(await submit());
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <UnsavedGuard dirty={dirty && made === undefined} what={kindWords(kind)} />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={running}
        submitButtonText={title}
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          skipToButtonLabel: ({ title: name }) => `Skip to ${name}`,
          navigationAriaLabel: 'Steps',
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          optional: 'optional',
          nextButtonLoadingAnnouncement: 'Working',
          submitButtonLoadingAnnouncement: 'Working',
        }}
        onCancel={() => void navigate(crumbs.at(-1)?.href ?? '/')}
        onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
        onSubmit={() => void send()}
        steps={steps.map(({ title: name, description, help: about, optional, problem, content }, index) => ({
          title: name,
          ...(description === undefined ? {} : { description }),
          ...(about === undefined ? {} : { info: <InfoLink topic={about} /> }),
          ...(optional === undefined ? {} : { isOptional: optional }),
          content: (
            <SpaceBetween size="l">
              {tried && problem !== undefined && (
                <Alert type="error" statusIconAriaLabel="Error">
                  {problem}
                </Alert>
              )}
              {index === steps.length - 1 && <FaultAlert fault={fault}>{fault && wayOut?.(fault)}</FaultAlert>}
              {content({ tried, goTo })}
            </SpaceBetween>
          ),
        }))}
      />
    </>
  );
}
