import { textRule } from '../../../lib/limits.ts';
import {
  Box,
  Button,
  Checkbox,
  Container,
  FormField,
  Input,
  RadioGroup,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import { useCall } from '../../../client/hooks.ts';
import { TagsEditor } from '../../../parts/tags-editor.tsx';
import {
  mappable,
  mappingOf,
  named,
  POOL_NAME,
  ROLE_NAME,
  taggable,
  tagMapOf,
  type Draft,
  type RoleChoice,
} from './create-draft.ts';
import { MappingEditor } from '../providers/mapping-editor.tsx';
import { ProviderDialog } from '../providers/provider-dialog.tsx';
import { ProvidersTable } from '../providers/providers-table.tsx';
import { detailOf, keyOf, loginOf, mappingKeyOf, titleOf, type Provider } from '../providers/providers.ts';
import { Section } from '../../../parts/section.tsx';
import { RoleSelect } from '../../../parts/role-select.tsx';
import { FlowBoxes } from '../flows.tsx';
import { TagMapEditor } from '../tags/tag-map-editor.tsx';
import { LabelledInput } from '../../../parts/labelled.tsx';

type StepProps = {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
};

/** The pool's name, whose tokens it takes, and whether it takes guests. */
export function SignInStep({ draft, change }: StepProps) {
  const { providers } = draft;
  const [dialog, setDialog] = useState<{ readonly editing: Provider | undefined }>();
  return (
    <SpaceBetween size="l">
      <Section title="Identity pool">
        <LabelledInput
          label="Name"
          constraint={textRule(POOL_NAME)}
          value={draft.name}
          onChange={(text) => change(named(draft, text))}
        />
      </Section>
      <ProvidersTable
        id="new-identity-pool-providers"
        providers={providers}
        empty={{
          title: 'No identity providers yet',
          text: 'Whose tokens does the pool take? Without a provider only guests can come.',
        }}
        onAdd={() => setDialog({ editing: undefined })}
        onEdit={(editing) => setDialog({ editing })}
        onRemove={(gone) => change({ providers: providers.filter((one) => keyOf(one) !== keyOf(gone)) })}
      />
      <Section title="Guests and flows">
        <FlowBoxes
          guests={draft.guests}
          classic={draft.classic}
          onGuests={(guests) => change({ guests })}
          onClassic={(classic) => change({ classic })}
        />
      </Section>
      {dialog !== undefined && (
        <ProviderDialog
          editing={dialog.editing}
          providers={providers}
          action={dialog.editing === undefined ? 'Add provider' : 'Save provider'}
          onClose={() => setDialog(undefined)}
          onDone={(provider) => {
            const { editing } = dialog;
            change({
              providers:
                editing === undefined
                  ? [...providers, provider]
                  : providers.map((one) => (keyOf(one) === keyOf(editing) ? provider : one)),
            });
            setDialog(undefined);
          }}
        />
      )}
    </SpaceBetween>
  );
}

/** What signed-in users and guests may do. */
export function RolesStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      {draft.providers.length > 0 && (
        <RoleChoiceBox
          title="Authenticated role"
          description="For users who bring a valid token, unless the mapping chooses another."
          choice={draft.authenticated}
          onChange={(authenticated) => change({ authenticated })}
        />
      )}
      {draft.guests && (
        <RoleChoiceBox
          title="Guest role"
          description="For everybody else. In the enhanced flow a scope-down policy limits it further to a list of services."
          choice={draft.guest}
          onChange={(guest) => change({ guest })}
        />
      )}
    </SpaceBetween>
  );
}

function RoleChoiceBox({
  title,
  description,
  choice,
  onChange,
}: {
  readonly title: string;
  readonly description: string;
  readonly choice: RoleChoice;
  readonly onChange: (choice: RoleChoice) => void;
}) {
  return (
    <Section title={title} description={description}>
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel={title}
          value={choice.way}
          onChange={({ detail }) => onChange({ ...choice, way: detail.value as RoleChoice['way'] })}
          items={[
            {
              value: 'new',
              label: 'Create a role',
              description:
                'Its trust policy names this pool (aud) and the kind of identity (amr); permissions are added afterwards.',
            },
            { value: 'existing', label: 'Use an existing role', description: 'Its trust policy must name this pool.' },
          ]}
        />
        {choice.way === 'new' ? (
          <LabelledInput
            label="Role name"
            constraint={textRule(ROLE_NAME)}
            value={choice.name}
            onChange={(name) => onChange({ ...choice, name })}
            trim
          />
        ) : (
          <SpaceBetween size="m">
            <FormField label="Role">
              <RoleSelect label={title} value={choice.arn} onChange={(arn) => onChange({ ...choice, arn })} />
            </FormField>
            <Checkbox
              checked={choice.extend}
              description="A statement that names the pool is added; the others stay as they are."
              onChange={({ detail }) => onChange({ ...choice, extend: detail.checked })}
            >
              Let the role’s trust policy trust this pool
            </Checkbox>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Section>
  );
}

const NO_MAPPING =
  'Nothing to choose: a mapping looks at the claims of a provider’s tokens, and the pool has no such provider.';

/** How the role of each provider's users is chosen. */
export function MappingStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      {mappable(draft).map((provider) => (
        <ProviderBox key={keyOf(provider)} provider={provider}>
          <MappingEditor
            kind={provider.kind}
            draft={mappingOf(draft, provider)}
            onChange={(mapping) => change({ mappings: { ...draft.mappings, [mappingKeyOf(provider) ?? '']: mapping } })}
          />
        </ProviderBox>
      ))}
      {mappable(draft).length === 0 && <Container>{NO_MAPPING}</Container>}
    </SpaceBetween>
  );
}

/** Which claims of each provider's tokens become session tags. */
export function TagMapStep({ draft, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      {taggable(draft).map((provider) => (
        <ProviderBox key={loginOf(provider)} provider={provider}>
          <TagMapEditor
            kind={provider.kind}
            draft={tagMapOf(draft, provider)}
            onChange={(map) => change({ tagMaps: { ...draft.tagMaps, [loginOf(provider)]: map } })}
          />
        </ProviderBox>
      ))}
      {taggable(draft).length === 0 && (
        <Container>{NO_MAPPING.replace('a mapping looks at', 'tags are made of')}</Container>
      )}
    </SpaceBetween>
  );
}

function ProviderBox({ provider, children }: { readonly provider: Provider; readonly children: ReactNode }) {
  return (
    <Section title={titleOf(provider)} description={detailOf(provider)}>
      {children}
    </Section>
  );
}

/** A random UUID; `crypto.randomUUID` is missing where the console is not served by a secure origin. */
function randomUuid(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}

/** The fixed id of the pool, and its tags. */
export function TagsStep({ draft, change }: StepProps) {
  const { output } = useCall('poolkeeper', 'DescribeWorkspace', {});
  return (
    <SpaceBetween size="l">
      <Section title="Identity pool ID">
        <FormField
          label="Fixed ID"
          description="So that the ID is the same in every workspace that is set up so. Empty: one is made up, as AWS does."
          constraintText="A UUID in lower case. Sent as the tag _custom_id_, which AWS does not know."
        >
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Box variant="code">{output?.settings.region ?? 'us-east-1'}:</Box>
            <div className="pk-uuid">
              <Input
                value={draft.customId}
                ariaLabel="Fixed ID"
                placeholder="11111111-2222-3333-4444-555555555555"
                onChange={({ detail }) => change({ customId: detail.value.trim() })}
              />
            </div>
            <Button formAction="none" onClick={() => change({ customId: randomUuid() })}>
              Make one up
            </Button>
          </SpaceBetween>
        </FormField>
      </Section>
      <Section title="Tags">
        <TagsEditor tags={draft.tags} onChange={(tags) => change({ tags })} />
      </Section>
    </SpaceBetween>
  );
}
