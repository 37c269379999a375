import { Alert } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { call } from '../../../client/client.ts';
import { asFault } from '../../../lib/fault.ts';
import { CreateWizard, type WizardStep } from '../../../parts/create-wizard.tsx';
import { flash, startProgress } from '../../../state/flash.ts';
import { help } from '../help.ts';
import { AttributesStep } from './create-attributes.tsx';
import { ClientStep } from './create-client-step.tsx';
import { ReviewStep } from './create-review.tsx';
import { MessagesStep, PasswordStep, SignInStep, type StepProps } from './create-steps.tsx';
import { createClientRequest, createPoolRequest, STARTING_POOL, stepProblems, type NewPool } from './new-pool.ts';

/**
 * Makes the pool and what belongs to it, one call after the other, with progress in the flashbar.
 *
 * Gives the pool's id. Rejects only when the pool itself was refused; a client that was refused is flashed, for the pool is there.
 */
async function create(pool: NewPool): Promise<string> {
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
    return poolId;
  } catch (error) {
    progress.fail(asFault(error));
    if (poolId === undefined) throw error;
    flash.warning(`The user pool ${pool.name} was created, but not everything that should come with it.`);
    return poolId;
  }
}

type Step = Pick<WizardStep, 'title' | 'help' | 'optional'> & {
  readonly view: (props: StepProps, goTo: (step: number) => void) => ReactNode;
};

/** The steps, in the order of `stepProblems`. */
const STEPS: readonly Step[] = [
  { title: 'Sign-in', help: help.create, view: (props) => <SignInStep {...props} /> },
  { title: 'Password and MFA', view: (props) => <PasswordStep {...props} /> },
  { title: 'Attributes', optional: true, view: (props) => <AttributesStep {...props} /> },
  { title: 'Messages', optional: true, view: (props) => <MessagesStep {...props} /> },
  { title: 'App client', optional: true, view: (props) => <ClientStep {...props} /> },
  {
    title: 'Review and create',
    view: (props, goTo) => (
      <>
        {!props.pool.withClient && (
          <Alert type="info" statusIconAriaLabel="Info">
            Without an app client nobody can sign in. You can create one later.
          </Alert>
        )}
        <ReviewStep {...props} goTo={goTo} />
      </>
    ),
  },
];

/** The wizard that creates a user pool with its first app client. */
export function CreatePoolPage() {
  const [pool, setPool] = useState<NewPool>(STARTING_POOL);
  const change = (changes: Partial<NewPool>): void => setPool((before) => ({ ...before, ...changes }));
  return (
    <CreateWizard
      kind="user-pool"
      crumbs={[listCrumb('user-pool')]}
      help={help.create}
      dirty={pool !== STARTING_POOL}
      steps={STEPS.map(({ view, ...step }, index) => {
        const problems = stepProblems[index]?.(pool) ?? {};
        return {
          ...step,
          invalid: Object.keys(problems).length > 0,
          content: ({ tried, goTo }) => view({ pool, change, problems: tried ? problems : {} }, goTo),
        };
      })}
      submit={async () => pagePath('user-pool', await create(pool))}
    />
  );
}
