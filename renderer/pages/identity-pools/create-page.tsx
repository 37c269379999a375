import { Alert, Box, Container, Header, SpaceBetween, Wizard } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { asFault, type EngineFault } from '../../engine/fault.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { flash } from '../../state/flash.ts';
import { IDENTITY_POOLS_HELP } from './help.ts';
import { create, FRESH, inputFor, problemOf, roleText, type Draft } from './create-draft.ts';
import { RolesStep, SignInStep } from './create-steps.tsx';
import { described, mappingFor } from './mapping.ts';
import { MappingEditor } from './mapping-editor.tsx';

/** Creates an identity pool step by step: who may come in, which role each gets. */
export function CreateIdentityPoolPage() {
  usePageFrame('Create identity pool', [{ text: 'Identity pools', href: '/identity-pools' }], IDENTITY_POOLS_HELP);
  const navigate = useNavigate();
  const [draft, setDraft] = useState(FRESH);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [made, setMade] = useState<string>();
  const change = (changed: Partial<Draft>): void => setDraft({ ...draft, ...changed });
  const problem = problemOf(step, draft);

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (made !== undefined) void navigate(`/identity-pools/${encodeURIComponent(made)}`);
  }, [made, navigate]);

  const submit = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      const poolId = await create(draft);
      flash.success(`Identity pool ${draft.name} created.`);
      setMade(poolId);
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };

  return (
    <>
      <UnsavedGuard dirty={made === undefined && draft !== FRESH} what="identity pool" />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={running}
        submitButtonText="Create identity pool"
        onCancel={() => void navigate('/identity-pools')}
        onSubmit={() => void submit()}
        onNavigate={({ detail }) => {
          const forward = detail.requestedStepIndex > step;
          if (forward && problem !== undefined) {
            setTried(true);
            return;
          }
          setTried(false);
          setStep(detail.requestedStepIndex);
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
          {
            title: 'Name and sign-in',
            description: 'Whose tokens the pool takes, and whether it takes guests.',
            content: <SignInStep draft={draft} change={change} problem={tried ? problem : undefined} />,
          },
          {
            title: 'Roles',
            description: 'What signed-in users and guests may do.',
            content: <RolesStep draft={draft} change={change} problem={tried ? problem : undefined} />,
          },
          {
            title: 'Role mapping',
            description: 'How the role of a signed-in user is chosen.',
            isOptional: true,
            content: (
              <SpaceBetween size="m">
                {tried && problem !== undefined && (
                  <Alert type="error" statusIconAriaLabel="Error">
                    {problem}
                  </Alert>
                )}
                <Container>
                  <MappingEditor draft={draft.mapping} onChange={(mapping) => change({ mapping })} />
                </Container>
              </SpaceBetween>
            ),
          },
          {
            title: 'Review and create',
            content: (
              <SpaceBetween size="l">
                <FaultAlert fault={fault} />
                <Review draft={draft} />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </>
  );
}

function Review({ draft }: { readonly draft: Draft }) {
  const signedIn = draft.userPoolId !== '';
  const mapping = mappingFor(draft.mapping.way, draft.mapping.ambiguous, draft.mapping.rules);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<CopyAsCli calls={[cli('cognito-identity', 'CreateIdentityPool', inputFor(draft))]} />}
        >
          What will be created
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValues
          columns={2}
          items={[
            { label: 'Name', value: draft.name },
            { label: 'User pool and client', value: signedIn ? `${draft.userPoolId}, ${draft.clientId}` : 'None' },
            { label: 'Guests', value: draft.guests ? 'Allowed' : 'Not allowed' },
            { label: 'Basic (classic) flow', value: draft.classic ? 'Allowed' : 'Not allowed' },
            { label: 'Authenticated role', value: signedIn ? roleText(draft.authenticated) : '' },
            { label: 'Guest role', value: draft.guests ? roleText(draft.guest) : '' },
            { label: 'Role mapping', value: signedIn ? described(mapping) : '' },
          ]}
        />
        <Box variant="small" color="text-body-secondary">
          The pool is created first, then the new roles with trust policies that name it, then the mapping.
        </Box>
      </SpaceBetween>
    </Container>
  );
}
