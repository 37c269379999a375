import { Alert, Badge, Box, ExpandableSection, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import type { Input } from '../../../../shared/contract.ts';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { RolePreview } from '../../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { JsonView } from '../../../parts/json-view.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';
import { ExplainLink } from './explain-link.tsx';
import { PREVIEW_HELP } from '../help.ts';
import '../identity-pools.css';
import { Judged } from './judged.tsx';
import { RoleLink, RoleTrust } from '../providers/role-trust.tsx';
import type { Provider } from '../providers/providers.ts';
import { firstSubject, providerFor, subjectOf, turnedTo, type SubjectForm } from './subject.ts';
import { SubjectFields } from './subject-fields.tsx';
import { usersOf } from '../providers/trust.ts';

/** Roles, mappings and tags that are not saved yet. */
type PreviewDraft = Pick<Input<'poolkeeper', 'PreviewRole'>, 'Roles' | 'RoleMappings' | 'PrincipalTags'>;

/** The question of a preview, its answer as it follows every edit, and how it is drawn. */
export type Preview = {
  readonly form: SubjectForm;
  readonly change: (changed: Partial<SubjectForm>) => void;
  /** Asks about somebody of a provider, unless that is asked already. */
  readonly turnTo: (provider: Provider) => void;
  readonly answer: RolePreview | undefined;
  readonly lacks: string | undefined;
  readonly fault: ReturnType<typeof useCall>['fault'];
};

/** Which role somebody would get of a pool with the drafts of a form in place of what is saved. */
export function usePreview(
  pool: IdentityPool,
  providers: readonly Provider[],
  draftFor: (form: SubjectForm) => PreviewDraft,
): Preview {
  const [form, setForm] = useState(() => firstSubject(providers));
  const asked = useDeferredValue({ form, draft: draftFor(form) });
  const question = subjectOf(asked.form, providers);
  const subject = 'subject' in question ? question.subject : undefined;
  const { output, fault } = useCall(
    'poolkeeper',
    'PreviewRole',
    {
      IdentityPoolId: pool.IdentityPoolId,
      Subject: subject ?? { Guest: true },
      ...(asked.form.customRole === '' || asked.form.way === 'guest' ? {} : { CustomRoleArn: asked.form.customRole }),
      ...asked.draft,
    },
    { enabled: subject !== undefined, keepPrevious: true },
  );
  return {
    form,
    change: (changed) => setForm((before) => ({ ...before, ...changed })),
    turnTo: (provider) => setForm((before) => ({ ...before, ...turnedTo(before, provider, providers) })),
    answer: subject === undefined || fault !== undefined ? undefined : output,
    lacks: 'lacks' in question ? question.lacks : undefined,
    fault: subject === undefined ? undefined : fault,
  };
}

/** The preview beside a form: who comes, which role they get, and why. */
export function PreviewPanel({
  pool,
  providers,
  preview,
  unsaved,
  about = 'role',
}: {
  readonly pool: IdentityPool;
  readonly providers: readonly Provider[];
  readonly preview: Preview;
  /** The answer is that of edits which are not saved. */
  readonly unsaved: boolean;
  /** What the question is about, which the answer begins with. */
  readonly about?: 'role' | 'tags';
}) {
  const { form, answer } = preview;
  return (
    <div className="pk-preview">
      <Section
        title={about === 'role' ? 'Which role would this user get?' : 'Which session tags would this user get?'}
        help={PREVIEW_HELP}
        actions={unsaved && <Badge color="blue">As edited</Badge>}
      >
        <SubjectFields form={form} providers={providers} onChange={preview.change} />
        <FaultAlert fault={preview.fault} />
        <section aria-label="Answer" aria-live="polite">
          {preview.lacks !== undefined ? (
            <Box color="text-body-secondary">{preview.lacks}</Box>
          ) : (
            answer !== undefined && (
              <Answer pool={pool} providers={providers} form={form} answer={answer} about={about} />
            )
          )}
        </section>
      </Section>
    </div>
  );
}

const OUTCOMES = {
  role: { type: 'success', text: 'Gets credentials' },
  denied: { type: 'error', text: 'Denied by the mapping' },
  'no role': { type: 'error', text: 'No role to give' },
  'no login': { type: 'error', text: 'The sign-in is not taken' },
  'not trusted': { type: 'error', text: 'The role does not trust the pool' },
} as const;

function Answer({
  pool,
  providers,
  form,
  answer,
  about,
}: {
  readonly pool: IdentityPool;
  readonly providers: readonly Provider[];
  readonly form: SubjectForm;
  readonly answer: RolePreview;
  readonly about: 'role' | 'tags';
}) {
  const { type, text } = OUTCOMES[answer.outcome];
  const tags = Object.entries(answer.tags);
  const provider = providerFor(form, providers);
  const decides = answer.considered.findIndex(({ matched }) => matched);
  return (
    <SpaceBetween size="m">
      <KeyValues
        columns={2}
        items={[
          { label: 'Outcome', value: <StatusIndicator type={type}>{text}</StatusIndicator> },
          { label: 'Role', value: answer.roleArn === undefined ? undefined : <RoleLink arn={answer.roleArn} /> },
        ]}
      />
      {about === 'tags' && <SessionTags tags={tags} />}
      <Box>
        <strong>Why: </strong>
        {answer.reason}
      </Box>
      {answer.considered.length > 0 && (
        <div>
          <Box variant="awsui-key-label">What was looked at, in order</Box>
          <ol className="pk-considered">
            {answer.considered.map((considered, index) => (
              <li key={index}>
                <span className="pk-mono">{considered.what}</span>
                {considered.roleArn !== undefined && (
                  <>
                    {' → '}
                    <RoleLink arn={considered.roleArn} />
                  </>
                )}
                <Judged considered={considered} decides={index === decides} />
              </li>
            ))}
          </ol>
        </div>
      )}
      {answer.trust !== undefined && (
        <div>
          <Box variant="awsui-key-label">Trust of the role</Box>
          <StatusIndicator type={answer.trust.passed ? 'success' : 'error'}>
            {answer.trust.passed ? 'Trusts the pool' : 'Does not trust the pool'}
          </StatusIndicator>{' '}
          {answer.trust.reason}
        </div>
      )}
      {answer.trust?.passed === false && answer.roleArn !== undefined && form.way === 'guest' && (
        <RoleTrust
          poolId={pool.IdentityPoolId}
          arn={answer.roleArn}
          trustee={{ guest: true }}
          place=", in the preview"
        />
      )}
      {answer.trust?.passed === false && answer.roleArn !== undefined && provider !== undefined && (
        <RoleTrust
          poolId={pool.IdentityPoolId}
          arn={answer.roleArn}
          trustee={usersOf(provider)}
          tagged={tags.length > 0}
          place=", in the preview"
        />
      )}
      {about === 'role' && <SessionTags tags={tags} />}
      {Object.keys(answer.claims).length > 0 && (
        <ExpandableSection headerText="Claims that the pool sees">
          <JsonView label="Claims" value={answer.claims} />
        </ExpandableSection>
      )}
      {answer.outcome === 'role' && <ExplainLink pool={pool} providers={providers} form={form} />}
      {answer.outcome === 'no login' && form.way === 'guest' && !pool.AllowUnauthenticatedIdentities && (
        <Alert type="info" statusIconAriaLabel="Info">
          Guest access is off. It is switched on under Settings.
        </Alert>
      )}
    </SpaceBetween>
  );
}

function SessionTags({ tags }: { readonly tags: readonly [string, string][] }) {
  return (
    <div>
      <Box variant="awsui-key-label">Session tags</Box>
      {tags.length === 0 ? (
        <Box color="text-body-secondary">None</Box>
      ) : (
        <KeyValues columns={2} items={tags.map(([label, value]) => ({ label, value }))} />
      )}
    </div>
  );
}
