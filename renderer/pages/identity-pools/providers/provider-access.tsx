import { Box, SpaceBetween } from '@cloudscape-design/components';
import { z } from 'zod';
import type { RoleMapping } from '../../../../shared/aws/types/cognito-identity.ts';
import type { RolePreview } from '../../../../shared/poolkeeper/operations.ts';
import { whole } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { WholeField } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';
import type { Preview } from '../preview/preview.tsx';
import { Judged } from '../preview/judged.tsx';
import type { AccessProps } from '../user-access.tsx';
import { edited, rolesInput } from './access-draft.ts';
import { GroupRoles } from './group-roles.tsx';
import { described, draftOf, MATCHES, mappingProblem, rolesOf, type MappingDraft } from './mapping.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { detailOf, mappingKeyOf, titleOf, type Provider } from './providers.ts';
import { UserPoolLink } from './providers-table.tsx';
import { RoleLink, RoleTrust } from './role-trust.tsx';
import { usersOf } from './trust.ts';

type ProviderProps = AccessProps & {
  readonly provider: Provider;
  /** Its answer may be about a user of another provider. */
  readonly preview: Preview;
};

/** How the role of one provider's users is chosen. */
export function ProviderAccess(props: ProviderProps) {
  const key = mappingKeyOf(props.provider);
  return key === undefined ? (
    <DeveloperAccess provider={props.provider} />
  ) : (
    <MappedAccess {...props} mappingKey={key} />
  );
}

const SCHEMA = z.object({ mapping: whole<MappingDraft>(mappingProblem) });

function MappedAccess({
  pool,
  saved,
  draft,
  setDraft,
  provider,
  preview,
  mappingKey: key,
}: ProviderProps & { readonly mappingKey: string }) {
  const start = { mapping: draftOf(saved.RoleMappings?.[key]) };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-identity',
    operation: 'SetIdentityPoolRoles',
    input: ({ mapping }: typeof start) => rolesInput(pool.IdentityPoolId, saved, { mappings: { [key]: mapping } }),
    done: 'Role mapping saved.',
  });
  const mapping = edited(saved, draft).RoleMappings[key];
  // Rules are judged one by one; other answers speak of claims.
  const judged =
    preview.answer?.mappingKey === key && mapping?.Type === 'Rules' ? preview.answer.considered : undefined;
  const shown = judged?.length === mapping?.RulesConfiguration?.Rules.length ? judged : undefined;
  const trusts = (
    <>
      {[...new Set(rolesOf(mapping))].map((arn) => (
        <RoleTrust key={arn} poolId={pool.IdentityPoolId} arn={arn} trustee={usersOf(provider)} />
      ))}
      {mapping?.Type === 'Token' && provider.kind === 'user-pool' && (
        <GroupRoles
          identityPoolId={pool.IdentityPoolId}
          userPoolId={provider.userPoolId}
          trustee={usersOf(provider)}
          judged={[draft.roles?.authenticated ?? saved.Roles?.['authenticated'] ?? '']}
        />
      )}
    </>
  );
  return (
    <EditSection
      title={titleOf(provider)}
      name={`role mapping of ${titleOf(provider)}`}
      description={
        provider.kind === 'user-pool' ? (
          <>
            Role mapping for users of <UserPoolLink provider={provider} />
          </>
        ) : (
          `Role mapping for users of ${detailOf(provider)}`
        )
      }
      form={form}
      start={start}
      saving={saving}
      onDraft={(changed) => {
        if (changed !== undefined && draft.mappings[key] === undefined) preview.turnTo(provider);
        setDraft((before) => ({ ...before, mappings: { ...before.mappings, [key]: changed?.mapping } }));
      }}
      view={
        <>
          <Mapping mapping={mapping} provider={provider} judged={shown} />
          {trusts}
        </>
      }
    >
      <WholeField form={form} name="mapping">
        {({ value, onChange }) => (
          <MappingEditor kind={provider.kind} draft={value} judged={shown} onChange={onChange} />
        )}
      </WholeField>
      {trusts}
    </EditSection>
  );
}

function Mapping({
  mapping,
  provider,
  judged,
}: {
  readonly mapping: RoleMapping | undefined;
  readonly provider: Provider;
  readonly judged: RolePreview['considered'] | undefined;
}) {
  const decides = judged?.findIndex(({ matched }) => matched);
  return (
    <SpaceBetween size="m">
      <KeyValues
        columns={2}
        items={[
          { label: 'Which role', value: described(mapping) },
          ...(provider.kind === 'user-pool'
            ? [
                {
                  label: 'Still signed in?',
                  value: provider.serverSideCheck ? 'The user pool is asked' : 'Not asked: the token alone counts',
                },
              ]
            : []),
        ]}
      />
      {mapping?.RulesConfiguration !== undefined && (
        <ol className="pk-considered">
          {mapping.RulesConfiguration.Rules.map((rule, index) => (
            <li key={index}>
              <span className="pk-mono">{rule.Claim}</span>{' '}
              {MATCHES.find(({ value }) => value === rule.MatchType)?.label}{' '}
              <span className="pk-mono">{rule.Value}</span>
              {' → '}
              <RoleLink arn={rule.RoleARN} />
              {judged?.[index] !== undefined && <Judged considered={judged[index]} decides={index === decides} />}
            </li>
          ))}
        </ol>
      )}
    </SpaceBetween>
  );
}

function DeveloperAccess({ provider }: { readonly provider: Provider }) {
  return (
    <Section title={titleOf(provider)} description="No role mapping">
      <Box>
        Users of a developer provider get the authenticated role: their tokens carry no claims that rules could look at.
        Your back end may give them session tags by GetOpenIdTokenForDeveloperIdentity.
      </Box>
    </Section>
  );
}
