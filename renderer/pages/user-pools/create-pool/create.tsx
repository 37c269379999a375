import { Alert, SpaceBetween, Wizard } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { usePageFrame } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { flash, startProgress } from '../../../state/flash.ts';
import { AttributesStep } from './create-attributes.tsx';
import { ClientStep } from './create-client-step.tsx';
import { ReviewStep } from './create-review.tsx';
import { MessagesStep, PasswordStep, SignInStep, type StepProps } from './create-steps.tsx';
import { help } from '../help.ts';
import {
  createClientRequest,
  createPoolRequest,
  STARTING_POOL,
  stepProblems,
  type NewPool,
  type Problems,
} from './new-pool.ts';
import { listPath, listCrumb, pagePath } from '../../../../shared/resources.ts';

/** How creating ended: the pool, and what went wrong after it was there. */
type Ending = { readonly poolId: string };

/**
 * Makes the pool and what belongs to it, one call after the other, with progress in the flashbar.
 *
 * Rejects only when the pool itself was refused; a client that was refused is flashed, for the pool is there.
 */
async function create(pool: NewPool): Promise<Ending> {
  const withMfa = pool.mfa !== 'OFF';
  const progress = startProgress(`Creating user pool ${pool.name}`, 1 + Number(withMfa) + Number(pool.withClient));
  let done = 0;
  let poolId: string | undefined;
  try {
    progress.step(done, 'user pool');
    const { UserPool } = await call('cognito-idp', 'CreateUserPool', createPoolRequest({ ...pool, mfa: 'OFF' }));
    poolId = UserPool?.Id ?? '';
    progress.step((done += 1), withMfa ? 'MFA' : 'app client');
    if (withMfa) {
      await call('cognito-idp', 'SetUserPoolMfaConfig', {
        UserPoolId: poolId,
        SoftwareTokenMfaConfiguration: { Enabled: true },
        MfaConfiguration: pool.mfa,
      });
      progress.step((done += 1), 'app client');
    }
    if (pool.withClient) await call('cognito-idp', 'CreateUserPoolClient', createClientRequest(pool, poolId));
    progress.succeed(`User pool ${pool.name} was created.`);
    return { poolId };
  } catch (error) {
    progress.fail(asFault(error));
    if (poolId === undefined) throw error;
    flash.warning(`The user pool ${pool.name} was created, but not everything that should come with it.`);
    return { poolId };
  }
}

/** The wizard that creates a user pool with its first app client. */
export function CreatePoolPage() {
  const navigate = useNavigate();
  const [pool, setPool] = useState<NewPool>(STARTING_POOL);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState<number | undefined>();
  const [creating, setCreating] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [ending, setEnding] = useState<Ending>();
  usePageFrame('Create user pool', [listCrumb('user-pool')], help.create);

  useEffect(() => {
    if (ending !== undefined) void navigate(pagePath('user-pool', ending.poolId));
  }, [ending, navigate]);

  const problems: Problems = tried === step ? (stepProblems[step]?.(pool) ?? {}) : {};
  const props: StepProps = { pool, problems, change: (changes) => setPool((before) => ({ ...before, ...changes })) };

  const go = (to: number): void => {
    const stuck = stepProblems.findIndex(
      (check, index) => index >= step && index < to && Object.keys(check(pool)).length > 0,
    );
    setTried(stuck === -1 ? undefined : stuck);
    setStep(stuck === -1 ? to : stuck);
  };
  const submit = async (): Promise<void> => {
    const stuck = stepProblems.findIndex((check) => Object.keys(check(pool)).length > 0);
    if (stuck !== -1) {
      setTried(stuck);
      setStep(stuck);
      return;
    }
    setCreating(true);
    setFault(undefined);
    try {
      setEnding(await create(pool));
    } catch (error) {
      setFault(asFault(error));
      setCreating(false);
    }
  };

  return (
    <>
      <UnsavedGuard dirty={pool !== STARTING_POOL && ending === undefined} what="choices" />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={creating}
        submitButtonText="Create user pool"
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          skipToButtonLabel: ({ title }) => `Skip to ${title}`,
          navigationAriaLabel: 'Steps',
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          optional: 'optional',
          nextButtonLoadingAnnouncement: 'Working',
          submitButtonLoadingAnnouncement: 'Creating the user pool',
        }}
        onNavigate={({ detail }) => go(detail.requestedStepIndex)}
        onCancel={() => void navigate(listPath('user-pool'))}
        onSubmit={() => void submit()}
        steps={[
          { title: 'Sign-in', info: <InfoLink topic={help.create} />, content: <SignInStep {...props} /> },
          { title: 'Password and MFA', content: <PasswordStep {...props} /> },
          { title: 'Attributes', isOptional: true, content: <AttributesStep {...props} /> },
          {
            title: 'Messages',
            isOptional: true,
            content: <MessagesStep {...props} />,
          },
          { title: 'App client', isOptional: true, content: <ClientStep {...props} /> },
          {
            title: 'Review and create',
            content: (
              <SpaceBetween size="l">
                <FaultAlert fault={fault} />
                {!pool.withClient && (
                  <Alert type="info" statusIconAriaLabel="Info">
                    Without an app client nobody can sign in. You can create one later.
                  </Alert>
                )}
                <ReviewStep {...props} goTo={go} />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </>
  );
}
