import { Box, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import type { RoleMapping } from '../../../../shared/aws/types/cognito-identity.ts';
import type { RolePreview } from '../../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { changes, edited, rolesInput, withoutMapping, type AccessDraft } from './access-draft.ts';
import { Editable } from '../editable.tsx';
import { GroupRoles } from './group-roles.tsx';
import { Judged } from '../preview/judged.tsx';
import { described, draftOf, MATCHES, mappingProblem, rolesOf } from './mapping.ts';
import { MappingEditor } from './mapping-editor.tsx';
import type { Preview } from '../preview/preview.tsx';
import { detailOf, mappingKeyOf, titleOf, type Provider } from './providers.ts';
import { UserPoolLink } from './providers-table.tsx';
import { RoleLink, RoleTrust } from './role-trust.tsx';
import { usersOf } from './trust.ts';
import type { AccessProps } from '../user-access.tsx';

/** How the role of one provider's users is chosen. */
export function ProviderAccess({
  pool,
  saved,
  draft,
  setDraft,
  provider,
  preview,
}: AccessProps & {
  readonly provider: Provider;
  /** Its answer may be about a user of another provider. */
  readonly preview: Preview;
}) {
  const save = useAction('cognito-identity', 'SetIdentityPoolRoles', { showsFault: true, done: 'Role mapping saved.' });
  const key = mappingKeyOf(provider);
  if (key === undefined) return <DeveloperAccess provider={provider} />;
  const editing = draft.mappings[key];
  const mine: AccessDraft = { mappings: editing === undefined ? {} : { [key]: editing } };
  const input = rolesInput(pool.IdentityPoolId, saved, mine);
  const mapping = edited(saved, mine).RoleMappings[key];
  // Rules are judged one by one; other answers speak of claims.
  const judged =
    preview.answer?.mappingKey === key && mapping?.Type === 'Rules' ? preview.answer.considered : undefined;
  const shown = judged?.length === mapping?.RulesConfiguration?.Rules.length ? judged : undefined;
  return (
    <Editable
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
      editing={editing !== undefined}
      dirty={changes(saved, mine)}
      problem={editing === undefined ? undefined : mappingProblem(editing)}
      running={save.running}
      fault={save.fault}
      calls={[cli('cognito-identity', 'SetIdentityPoolRoles', input)]}
      onEdit={() => {
        save.reset();
        preview.turnTo(provider);
        setDraft({ ...draft, mappings: { ...draft.mappings, [key]: draftOf(mapping) } });
      }}
      onCancel={() => setDraft(withoutMapping(draft, key))}
      onSave={() => void save.run(input).then((done) => done !== undefined && setDraft(withoutMapping(draft, key)))}
    >
      {editing === undefined ? (
        <Mapping mapping={mapping} provider={provider} judged={shown} />
      ) : (
        <MappingEditor
          kind={provider.kind}
          draft={editing}
          judged={shown}
          onChange={(changed) => setDraft({ ...draft, mappings: { ...draft.mappings, [key]: changed } })}
        />
      )}
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
    </Editable>
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
    <Container
      header={
        <Header variant="h2" description="No role mapping">
          {titleOf(provider)}
        </Header>
      }
    >
      <Box>
        Users of a developer provider get the authenticated role: their tokens carry no claims that rules could look at.
        Your back end may give them session tags by GetOpenIdTokenForDeveloperIdentity.
      </Box>
    </Container>
  );
}
