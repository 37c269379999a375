import { Button, Container, FormField, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type {
  CognitoIdentityProvider,
  GetIdentityPoolRolesResponse,
  IdentityPool,
} from '../../../shared/aws/types/cognito-identity.ts';
import { useAction, useCall } from '../../engine/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { described, mappingFor, mappingKey, userPoolOf } from './mapping.ts';
import { mappingComplete, MappingEditor, type MappingDraft } from './mapping-editor.tsx';
import { RoleSelect } from './role-select.tsx';

/** Which roles the pool hands out, and how it chooses for each provider. */
export function UserAccess({ pool }: { readonly pool: IdentityPool }) {
  const roles = useCall('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: pool.IdentityPoolId });
  const providers = pool.CognitoIdentityProviders ?? [];
  return (
    <SpaceBetween size="l">
      <FaultAlert fault={roles.fault} />
      {roles.output !== undefined && <DefaultRoles pool={pool} current={roles.output} />}
      {roles.output !== undefined &&
        providers.map((provider) => (
          <ProviderAccess
            key={mappingKey(provider.ProviderName ?? '', provider.ClientId ?? '')}
            poolId={pool.IdentityPoolId}
            provider={provider}
            current={roles.output as GetIdentityPoolRolesResponse}
          />
        ))}
      {providers.length === 0 && (
        <Container>
          <Empty
            title="No identity providers"
            text="Only guests can get credentials. Add a user pool under Settings."
          />
        </Container>
      )}
    </SpaceBetween>
  );
}

const NAME = /\/([^/]+)$/;

function RoleLink({ arn }: { readonly arn: string | undefined }) {
  const name = arn === undefined ? undefined : NAME.exec(arn)?.[1];
  return name === undefined ? <>-</> : <Go to={`/roles/${encodeURIComponent(name)}`}>{name}</Go>;
}

function DefaultRoles({
  pool,
  current,
}: {
  readonly pool: IdentityPool;
  readonly current: GetIdentityPoolRolesResponse;
}) {
  const [draft, setDraft] = useState<Record<string, string>>();
  const save = useAction('cognito-identity', 'SetIdentityPoolRoles', { showsFault: true, done: 'Roles saved.' });
  const roles = current.Roles ?? {};
  // SetIdentityPoolRoles replaces everything: what is not being edited is sent along.
  const input = {
    IdentityPoolId: pool.IdentityPoolId,
    Roles: Object.fromEntries(Object.entries({ ...roles, ...draft }).filter(([, arn]) => arn !== '')),
    ...(current.RoleMappings === undefined ? {} : { RoleMappings: current.RoleMappings }),
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What signed-in users and guests may do unless a mapping decides otherwise."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {draft === undefined ? (
                <Button onClick={() => setDraft({})}>Edit</Button>
              ) : (
                <>
                  <CopyAsCli calls={[cli('cognito-identity', 'SetIdentityPoolRoles', input)]} />
                  <Button onClick={() => setDraft(undefined)}>Cancel</Button>
                  <Button
                    variant="primary"
                    loading={save.running}
                    onClick={() => void save.run(input).then((done) => done !== undefined && setDraft(undefined))}
                  >
                    Save
                  </Button>
                </>
              )}
            </SpaceBetween>
          }
        >
          Default roles
        </Header>
      }
    >
      <UnsavedGuard dirty={draft !== undefined && Object.keys(draft).length > 0} what="roles" />
      <SpaceBetween size="m">
        <FaultAlert fault={save.fault} />
        {draft === undefined ? (
          <KeyValues
            columns={2}
            items={[
              { label: 'Authenticated role', value: <RoleLink arn={roles['authenticated']} /> },
              {
                label: 'Guest role',
                value: pool.AllowUnauthenticatedIdentities ? (
                  <RoleLink arn={roles['unauthenticated']} />
                ) : (
                  'Guests are not allowed'
                ),
              },
            ]}
          />
        ) : (
          <>
            <FormField label="Authenticated role">
              <RoleSelect
                label="Authenticated role"
                optional
                value={draft['authenticated'] ?? roles['authenticated'] ?? ''}
                onChange={(authenticated) => setDraft({ ...draft, authenticated })}
              />
            </FormField>
            <FormField label="Guest role">
              <RoleSelect
                label="Guest role"
                optional
                value={draft['unauthenticated'] ?? roles['unauthenticated'] ?? ''}
                onChange={(unauthenticated) => setDraft({ ...draft, unauthenticated })}
              />
            </FormField>
          </>
        )}
      </SpaceBetween>
    </Container>
  );
}

function ProviderAccess({
  poolId,
  provider,
  current,
}: {
  readonly poolId: string;
  readonly provider: CognitoIdentityProvider;
  readonly current: GetIdentityPoolRolesResponse;
}) {
  const { ProviderName = '', ClientId = '' } = provider;
  const key = mappingKey(ProviderName, ClientId);
  const mapping = current.RoleMappings?.[key];
  const [draft, setDraft] = useState<MappingDraft>();
  const save = useAction('cognito-identity', 'SetIdentityPoolRoles', { showsFault: true, done: 'Role mapping saved.' });
  const { [key]: _replaced, ...others } = current.RoleMappings ?? {};
  const next = draft === undefined ? mapping : mappingFor(draft.way, draft.ambiguous, draft.rules);
  const input = {
    IdentityPoolId: poolId,
    Roles: current.Roles ?? {},
    RoleMappings: { ...others, ...(next === undefined ? {} : { [key]: next }) },
  };
  const edit = (): void =>
    setDraft({
      way: mapping?.Type ?? 'default',
      ambiguous: mapping?.AmbiguousRoleResolution ?? 'AuthenticatedRole',
      rules: mapping?.RulesConfiguration?.Rules ?? [],
    });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              User pool <Go to={`/user-pools/${userPoolOf(ProviderName)}`}>{userPoolOf(ProviderName)}</Go>, app client{' '}
              {ClientId}
            </>
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {draft === undefined ? (
                <Button onClick={edit}>Edit</Button>
              ) : (
                <>
                  <CopyAsCli calls={[cli('cognito-identity', 'SetIdentityPoolRoles', input)]} />
                  <Button onClick={() => setDraft(undefined)}>Cancel</Button>
                  <Button
                    variant="primary"
                    loading={save.running}
                    disabled={!mappingComplete(draft)}
                    onClick={() => void save.run(input).then((done) => done !== undefined && setDraft(undefined))}
                  >
                    Save
                  </Button>
                </>
              )}
            </SpaceBetween>
          }
        >
          Role mapping
        </Header>
      }
    >
      <UnsavedGuard dirty={draft !== undefined} what="role mapping" />
      <SpaceBetween size="m">
        <FaultAlert fault={save.fault} />
        {draft === undefined ? (
          <Mapping mapping={mapping} provider={provider} />
        ) : (
          <MappingEditor draft={draft} onChange={setDraft} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function Mapping({
  mapping,
  provider,
}: {
  readonly mapping: NonNullable<GetIdentityPoolRolesResponse['RoleMappings']>[string] | undefined;
  readonly provider: CognitoIdentityProvider;
}) {
  return (
    <SpaceBetween size="m">
      <KeyValues
        columns={2}
        items={[
          { label: 'Which role', value: described(mapping) },
          {
            label: 'Still signed in?',
            value:
              provider.ServerSideTokenCheck === true ? 'The user pool is asked' : 'Not asked: the token alone counts',
          },
        ]}
      />
      {mapping?.RulesConfiguration?.Rules.map((rule, index) => (
        <div key={index}>
          {index + 1}. <span className="pk-mono">{rule.Claim}</span> {rule.MatchType}{' '}
          <span className="pk-mono">{rule.Value}</span>
          {' → '}
          <RoleLink arn={rule.RoleARN} />
        </div>
      ))}
    </SpaceBetween>
  );
}
