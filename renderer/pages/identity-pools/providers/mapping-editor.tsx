import { QUOTAS } from '../../../../shared/aws/limits.ts';
import {
  Autosuggest,
  Box,
  Button,
  FormField,
  Input,
  List,
  RadioGroup,
  Select,
  SpaceBetween,
  Tiles,
} from '@cloudscape-design/components';
import type { ConsideredRole } from '../../../../shared/poolkeeper/operations.ts';
import type { MappingRule } from '../../../../shared/aws/types/cognito-identity.ts';
import '../identity-pools.css';
import { Judged } from '../preview/judged.tsx';
import { MATCHES, newRule, WAYS, type MappingDraft, type RuleDraft, type Way } from './mapping.ts';
import { claimsOf, type ProviderKind } from './providers.ts';
import { RoleSelect } from '../../../parts/role-select.tsx';

/** How the role of a provider's users is chosen: the default, the token, or rules in order. */
export function MappingEditor({
  kind,
  draft,
  onChange,
  judged,
}: {
  readonly kind: ProviderKind;
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
  /** What became of each rule in the preview, in the rules' order. */
  readonly judged?: readonly ConsideredRole[] | undefined;
}) {
  // Only user pools put roles into their tokens; what is set already stays choosable.
  const ways = WAYS.filter(({ value }) => value !== 'Token' || kind === 'user-pool' || draft.way === 'Token');
  return (
    <SpaceBetween size="l">
      <FormField label="Role of signed-in users" stretch>
        <Tiles
          ariaLabel="Role of signed-in users"
          columns={ways.length}
          value={draft.way}
          items={ways.map(({ value, label, description }) => ({ value, label, description }))}
          onChange={({ detail }) => {
            const way = detail.value as Way;
            const rules = way === 'Rules' && draft.rules.length === 0 ? [firstRule(kind)] : draft.rules;
            onChange({ ...draft, way, rules });
          }}
        />
      </FormField>
      {draft.way === 'Rules' && <Rules kind={kind} draft={draft} onChange={onChange} judged={judged} />}
      {draft.way !== 'default' && (
        <FormField
          label={draft.way === 'Token' ? 'When the token names no single role' : 'When no rule fits'}
          description="AmbiguousRoleResolution"
        >
          <RadioGroup
            ariaLabel="When the role is not clear"
            value={draft.ambiguous}
            onChange={({ detail }) => onChange({ ...draft, ambiguous: detail.value as MappingDraft['ambiguous'] })}
            items={[
              { value: 'AuthenticatedRole', label: 'Use the authenticated role' },
              { value: 'Deny', label: 'Deny the request' },
            ]}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

const firstRule = (kind: ProviderKind): RuleDraft => newRule(claimsOf(kind)[0] ?? '');

function Rules({
  kind,
  draft,
  onChange,
  judged,
}: {
  readonly kind: ProviderKind;
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
  readonly judged: readonly ConsideredRole[] | undefined;
}) {
  const { rules } = draft;
  const set = (changed: readonly RuleDraft[]): void => onChange({ ...draft, rules: changed });
  const first = judged?.findIndex(({ matched }) => matched);
  return (
    // No form field: its label would be every control's, in place of their own.
    <div>
      <Box variant="awsui-key-label">Rules</Box>
      <Box variant="small" color="text-body-secondary">
        Tried in this order; the first that fits decides. Drag a rule, or focus its handle and press Space and the arrow
        keys. At most {QUOTAS.RulesPerMapping}.
      </Box>
      <SpaceBetween size="s">
        <List<RuleDraft>
          ariaLabel="Rules in order"
          sortable
          items={rules}
          onSortingChange={({ detail }) => set(detail.items)}
          i18nStrings={{
            dragHandleAriaLabel: 'Move rule',
            dragHandleAriaDescription: 'Press Space to pick the rule up, the arrow keys to move it, Space to drop it.',
            liveAnnouncementDndStarted: (position, total) => `Rule picked up at position ${position} of ${total}`,
            liveAnnouncementDndDiscarded: 'The rule is where it was',
            liveAnnouncementDndItemReordered: (_from, to, total) => `Rule at position ${to} of ${total}`,
            liveAnnouncementDndItemCommitted: (from, to) => `Rule moved from position ${from} to ${to}`,
          }}
          renderItem={(rule) => {
            const index = rules.indexOf(rule);
            const said = judged?.[index];
            return {
              id: String(rule.key),
              announcementLabel: `Rule ${index + 1}: ${rule.Claim} ${rule.MatchType} ${rule.Value}`,
              content: (
                <RuleFields
                  kind={kind}
                  number={index + 1}
                  rule={rule}
                  onChange={(changed) => set(rules.map((one) => (one === rule ? { ...one, ...changed } : one)))}
                />
              ),
              ...(said === undefined
                ? {}
                : { secondaryContent: <Judged considered={said} decides={index === first} /> }),
              actions: (
                <Button
                  variant="icon"
                  iconName="remove"
                  formAction="none"
                  ariaLabel={`Remove rule ${index + 1}`}
                  onClick={() => set(rules.filter((one) => one !== rule))}
                />
              ),
            };
          }}
        />
        <Button
          formAction="none"
          iconName="add-plus"
          disabled={rules.length >= QUOTAS.RulesPerMapping}
          onClick={() => set([...rules, firstRule(kind)])}
        >
          Add rule
        </Button>
      </SpaceBetween>
    </div>
  );
}

function RuleFields({
  kind,
  number,
  rule,
  onChange,
}: {
  readonly kind: ProviderKind;
  readonly number: number;
  readonly rule: RuleDraft;
  readonly onChange: (changed: Partial<MappingRule>) => void;
}) {
  return (
    <div className="pk-rule">
      <Autosuggest
        ariaLabel={`Claim of rule ${number}`}
        placeholder="Claim"
        value={rule.Claim}
        options={claimsOf(kind).map((value) => ({ value }))}
        enteredTextLabel={(value) => `Use ${value}`}
        empty="Type the name of a claim"
        onChange={({ detail }) => onChange({ Claim: detail.value })}
      />
      <Select
        ariaLabel={`Match of rule ${number}`}
        options={MATCHES}
        selectedOption={MATCHES.find(({ value }) => value === rule.MatchType) ?? null}
        onChange={({ detail }) => onChange({ MatchType: detail.selectedOption.value as MappingRule['MatchType'] })}
      />
      <Input
        ariaLabel={`Value of rule ${number}`}
        placeholder="Value"
        value={rule.Value}
        onChange={({ detail }) => onChange({ Value: detail.value })}
      />
      <RoleSelect label={`Role of rule ${number}`} value={rule.RoleARN} onChange={(RoleARN) => onChange({ RoleARN })} />
    </div>
  );
}
