import { resourceName } from '../../../../shared/aws/arn.ts';
import { rangeWords, textRule } from '../../../lib/limits.ts';
import { limitsOf, POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { Button, Container, ExpandableSection, FormField, SpaceBetween } from '@cloudscape-design/components';
import { CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { TagsEditor } from '../../../parts/tags-editor.tsx';
import { ROLE_NAME, roleCalls, SESSION_HOURS, trustOf, type RoleDraft } from './create-role-draft.ts';
import { ManagedPolicySelect } from '../../../parts/managed-policy-select.tsx';
import { Section } from '../../../parts/section.tsx';
import { ChoosePolicies } from '../policies/managed.tsx';
import { TrustFields } from './trust-fields.tsx';
import { LabelledInput } from '../../../parts/labelled.tsx';

type StepProps = { readonly draft: RoleDraft; readonly change: (changes: Partial<RoleDraft>) => void };

/** Who may take the role: answers, and the policy that follows from them. */
export function TrustStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Section title="Who may take it">
        <TrustFields
          trust={draft.trust}
          change={(changes) => change({ trust: { ...draft.trust, ...changes }, trustText: undefined })}
        />
      </Section>
      <Section
        title="Trust policy"
        description={
          draft.trustText === undefined
            ? 'Follows from the answers above; it can be edited.'
            : 'Edited by hand. An answer above makes it anew.'
        }
        actions={
          draft.trustText !== undefined && (
            <Button formAction="none" onClick={() => change({ trustText: undefined })}>
              Undo edits
            </Button>
          )
        }
      >
        <PolicyField
          label="Trust policy"
          kind="trust"
          quota={POLICY_CHARACTERS.trust}
          value={trustOf(draft)}
          onChange={(text) => text !== trustOf(draft) && change({ trustText: text })}
        />
      </Section>
    </SpaceBetween>
  );
}

/** Managed policies to attach, and one of the role's own. */
export function PermissionsStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Container>
        <ChoosePolicies
          id="choose-first-policies"
          chosen={draft.attached}
          onChoose={(attached) => change({ attached })}
        />
      </Container>
      <Section
        title="Inline policy"
        description="A policy that belongs to this role alone. Without a name none is made."
      >
        <LabelledInput
          label="Policy name"
          constraint={textRule(limitsOf('iam', 'PutRolePolicy', 'PolicyName'))}
          value={draft.inlineName}
          onChange={(inlineName) => change({ inlineName })}
          trim
        />
        <PolicyField
          label="Inline policy"
          kind="identity"
          quota={POLICY_CHARACTERS.inlineOfRole}
          value={draft.inlineText}
          onChange={(inlineText) => change({ inlineText })}
        />
      </Section>
    </SpaceBetween>
  );
}

/** Name, path, limits and tags. */
export function DetailsStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Section title="Name">
        <LabelledInput
          label="Role name"
          constraint={textRule(ROLE_NAME)}
          value={draft.name}
          onChange={(name) => change({ name })}
          trim
        />
        <LabelledInput
          label="Description"
          value={draft.description}
          onChange={(description) => change({ description })}
        />
        <LabelledInput
          label="Path"
          description="Orders roles, for example by team: /films/. It is part of the ARN."
          value={draft.path}
          onChange={(path) => change({ path })}
          trim
        />
      </Section>
      <Section title="Limits">
        <LabelledInput
          label="Longest session, in hours"
          description={`${rangeWords(SESSION_HOURS)}. Credentials of an identity pool’s enhanced flow always last an hour.`}
          value={draft.hours}
          inputMode="decimal"
          onChange={(hours) => change({ hours })}
          trim
        />
        <FormField
          label="Permissions boundary"
          description="A managed policy that bounds what any policy of the role can allow. It allows nothing by itself."
        >
          <ManagedPolicySelect
            label="Permissions boundary"
            none="No boundary"
            arn={draft.boundary}
            onChange={(boundary) => change({ boundary })}
          />
        </FormField>
      </Section>
      <Section title="Tags">
        <TagsEditor tags={draft.tags} onChange={(tags) => change({ tags })} />
      </Section>
    </SpaceBetween>
  );
}

/** Everything once more. */
export function ReviewStep({ draft }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Section title="Role" actions={<CopyAsCli calls={roleCalls(draft)} />}>
        <KeyValues
          columns={3}
          items={[
            { label: 'Role name', value: draft.name },
            { label: 'Path', value: draft.path },
            { label: 'Description', value: draft.description },
            { label: 'Longest session', value: `${draft.hours} h` },
            { label: 'Permissions boundary', value: draft.boundary === '' ? 'None' : resourceName(draft.boundary) },
            { label: 'Attached policies', value: draft.attached.map(resourceName).join(', ') || 'None' },
            { label: 'Inline policy', value: draft.inlineName || 'None' },
            { label: 'Tags', value: draft.tags.map(({ key, value }) => `${key}=${value}`).join(', ') || 'None' },
          ]}
        />
      </Section>
      <ExpandableSection variant="container" headerText="Trust policy" defaultExpanded>
        <PolicyField label="Trust policy" kind="trust" value={trustOf(draft)} readOnly lines={4} />
      </ExpandableSection>
      {draft.inlineName !== '' && (
        <ExpandableSection variant="container" headerText={`Inline policy ${draft.inlineName}`} defaultExpanded>
          <PolicyField label="Inline policy" kind="identity" value={draft.inlineText} readOnly lines={4} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
