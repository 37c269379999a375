import { Alert, SpaceBetween } from '@cloudscape-design/components';
import { useRef, useState } from 'react';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { CreateWizard } from '../../../parts/create-wizard.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { flash } from '../../../state/flash.ts';
import { FRESH, problemOf, type Draft } from './create-draft.ts';
import { create, type Made } from './create-plan.ts';
import { Review } from './create-review.tsx';
import { MappingStep, RolesStep, SignInStep, TagMapStep, TagsStep } from './create-steps.tsx';
import { ACCESS_HELP, IDENTITY_POOLS_HELP, PROVIDERS_HELP, SETTINGS_HELP, TAGS_HELP } from '../help.ts';

const STEPS = [
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
] as const;

/** Creates an identity pool step by step: who may come in, which role each gets, which tags their session carries. */
export function CreateIdentityPoolPage() {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const [draft, setDraft] = useState(FRESH);
  const made = useRef<Made>({ roles: new Set() });
  /** The pool of an attempt that was refused half way. */
  const [stands, setStands] = useState<string>();
  const change = (changed: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changed }));
  const place = {
    region: workspace.output?.settings.region ?? 'us-east-1',
    account: workspace.output?.settings.account ?? '000000000000',
  };
  const submit = async (): Promise<string> => {
    try {
      const poolId = await create(draft, place, made.current);
      flash.success(`Identity pool ${draft.name} created.`);
      return pagePath('identity-pool', poolId);
    } catch (error) {
      setStands(made.current.poolId);
      throw error;
    }
  };
  return (
    <CreateWizard
      kind="identity-pool"
      crumbs={[listCrumb('identity-pool')]}
      help={IDENTITY_POOLS_HELP}
      dirty={draft !== FRESH}
      submit={submit}
      wayOut={() => stands !== undefined && <GoButton to={pagePath('identity-pool', stands)}>Open the pool</GoButton>}
      steps={[
        ...STEPS.map(({ Content, ...step }, index) => ({
          ...step,
          problem: problemOf(index, draft),
          content: () => <Content draft={draft} change={change} />,
        })),
        {
          title: 'Review and create',
          content: ({ goTo }) => (
            <SpaceBetween size="l">
              {stands !== undefined && (
                <Alert type="info" statusIconAriaLabel="Info" header="The pool itself stands">
                  What comes after it was refused. Mend it in the steps and create again: the same pool is finished.
                </Alert>
              )}
              <Review draft={draft} place={place} edit={goTo} />
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}
