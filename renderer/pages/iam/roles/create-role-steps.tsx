import { rangeWords, textRule } from '../../../lib/limits.ts';
import { limitsOf, POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import {
  Button,
  Container,
  ExpandableSection,
  FormField,
  Header,
  Input,
  SpaceBetween,
} from '@cloudscape-design/components';
import { CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { TagsEditor } from '../../../parts/tags-editor.tsx';
import { ROLE_NAME, roleCalls, SESSION_HOURS, trustOf, type RoleDraft } from './create-role-draft.ts';
import { ChoosePolicies, policyName, PolicySelect } from '../policies/managed.tsx';
import { TrustFields } from './trust-fields.tsx';

export type StepProps = { readonly draft: RoleDraft; readonly change: (changes: Partial<RoleDraft>) => void };

/** Who may take the role: answers, and the policy that follows from them. */
export function TrustStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Who may take it</Header>}>
        <TrustFields
          trust={draft.trust}
          change={(changes) => change({ trust: { ...draft.trust, ...changes }, trustText: undefined })}
        />
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            description={
              draft.trustText === undefined
                ? 'Follows from the answers above; it can be edited.'
                : 'Edited by hand. An answer above makes it anew.'
            }
            {...(draft.trustText === undefined
              ? {}
              : {
                  actions: (
                    <Button formAction="none" onClick={() => change({ trustText: undefined })}>
                      Undo edits
                    </Button>
                  ),
                })}
          >
            Trust policy
          </Header>
        }
      >
        <PolicyField
          label="Trust policy"
          kind="trust"
          quota={POLICY_CHARACTERS.trust}
          value={trustOf(draft)}
          onChange={(text) => text !== trustOf(draft) && change({ trustText: text })}
        />
      </Container>
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
      <Container
        header={
          <Header variant="h2" description="A policy that belongs to this role alone. Without a name none is made.">
            Inline policy
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FormField label="Policy name" constraintText={textRule(limitsOf('iam', 'PutRolePolicy', 'PolicyName'))}>
            <Input value={draft.inlineName} onChange={({ detail }) => change({ inlineName: detail.value.trim() })} />
          </FormField>
          <PolicyField
            label="Inline policy"
            kind="identity"
            quota={POLICY_CHARACTERS.inlineOfRole}
            value={draft.inlineText}
            onChange={(inlineText) => change({ inlineText })}
          />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

/** Name, path, limits and tags. */
export function DetailsStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Name</Header>}>
        <SpaceBetween size="l">
          <FormField label="Role name" constraintText={textRule(ROLE_NAME)}>
            <Input value={draft.name} onChange={({ detail }) => change({ name: detail.value.trim() })} />
          </FormField>
          <FormField label="Description">
            <Input value={draft.description} onChange={({ detail }) => change({ description: detail.value })} />
          </FormField>
          <FormField label="Path" description="Orders roles, for example by team: /films/. It is part of the ARN.">
            <Input value={draft.path} onChange={({ detail }) => change({ path: detail.value.trim() })} />
          </FormField>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Limits</Header>}>
        <SpaceBetween size="l">
          <FormField
            label="Longest session, in hours"
            description={`${rangeWords(SESSION_HOURS)}. Credentials of an identity pool’s enhanced flow always last an hour.`}
          >
            <Input
              value={draft.hours}
              inputMode="decimal"
              onChange={({ detail }) => change({ hours: detail.value.trim() })}
            />
          </FormField>
          <FormField
            label="Permissions boundary"
            description="A managed policy that bounds what any policy of the role can allow. It allows nothing by itself."
          >
            <PolicySelect
              label="Permissions boundary"
              value={draft.boundary}
              onChange={(boundary) => change({ boundary })}
            />
          </FormField>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Tags</Header>}>
        <TagsEditor tags={draft.tags} onChange={(tags) => change({ tags })} />
      </Container>
    </SpaceBetween>
  );
}

/** Everything once more. */
export function ReviewStep({ draft }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" actions={<CopyAsCli calls={roleCalls(draft)} />}>
            Role
          </Header>
        }
      >
        <KeyValues
          columns={3}
          items={[
            { label: 'Role name', value: draft.name },
            { label: 'Path', value: draft.path },
            { label: 'Description', value: draft.description },
            { label: 'Longest session', value: `${draft.hours} h` },
            { label: 'Permissions boundary', value: draft.boundary === '' ? 'None' : policyName(draft.boundary) },
            { label: 'Attached policies', value: draft.attached.map(policyName).join(', ') || 'None' },
            { label: 'Inline policy', value: draft.inlineName || 'None' },
            { label: 'Tags', value: draft.tags.map(({ key, value }) => `${key}=${value}`).join(', ') || 'None' },
          ]}
        />
      </Container>
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
