import { Alert, Button, Container, SpaceBetween } from '@cloudscape-design/components';
import { useState, type Dispatch, type SetStateAction } from 'react';
import type { GetIdentityPoolRolesResponse, IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { changes, edited, NOTHING_EDITED, type AccessDraft } from './providers/access-draft.ts';
import { DefaultRoles } from './providers/default-roles.tsx';
import './identity-pools.css';
import { PreviewPanel, usePreview } from './preview/preview.tsx';
import { ProviderAccess } from './providers/provider-access.tsx';
import { keyOf, providersOf, strayMappings } from './providers/providers.ts';

/** Which roles the pool hands out, how it chooses for each provider, and beside it what that means for somebody. */
export function UserAccess({ pool }: { readonly pool: IdentityPool }) {
  const roles = useCall('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: pool.IdentityPoolId });
  return (
    <SpaceBetween size="l">
      <FaultAlert fault={roles.fault} />
      {roles.output !== undefined && <Access pool={pool} saved={roles.output} />}
    </SpaceBetween>
  );
}

/** What the parts of the page share: what is saved, and what is being edited. */
export type AccessProps = {
  readonly pool: IdentityPool;
  readonly saved: GetIdentityPoolRolesResponse;
  readonly draft: AccessDraft;
  readonly setDraft: Dispatch<SetStateAction<AccessDraft>>;
};

function Access({ pool, saved }: { readonly pool: IdentityPool; readonly saved: GetIdentityPoolRolesResponse }) {
  const providers = providersOf(pool);
  const [draft, setDraft] = useState<AccessDraft>(NOTHING_EDITED);
  const unsaved = changes(saved, draft);
  const { Roles, RoleMappings } = edited(saved, draft);
  const preview = usePreview(pool, providers, () => (unsaved ? { Roles, RoleMappings: complete(RoleMappings) } : {}));
  const shared = { pool, saved, draft, setDraft };
  return (
    <div className="pk-with-preview">
      <SpaceBetween size="l">
        <DefaultRoles {...shared} />
        {providers.map((provider) => (
          <ProviderAccess key={keyOf(provider)} {...shared} provider={provider} preview={preview} />
        ))}
        {providers.length === 0 && (
          <Container>
            <Empty title="No identity providers" text="Only guests can get credentials. Add one under Providers." />
          </Container>
        )}
        <Stray {...shared} keys={strayMappings(saved.RoleMappings, providers)} />
      </SpaceBetween>
      <PreviewPanel pool={pool} providers={providers} preview={preview} unsaved={unsaved} />
    </div>
  );
}

/** Rules that lack something are not asked about: the engine would refuse the question. */
function complete(mappings: ReturnType<typeof edited>['RoleMappings']): typeof mappings {
  return Object.fromEntries(
    Object.entries(mappings).map(([key, mapping]) => [
      key,
      mapping.RulesConfiguration === undefined
        ? mapping
        : {
            ...mapping,
            RulesConfiguration: {
              Rules: mapping.RulesConfiguration.Rules.filter(
                ({ Claim, Value, RoleARN }) => Claim !== '' && Value !== '' && RoleARN !== '',
              ),
            },
          },
    ]),
  );
}

/** Mappings of providers that are gone, and the way to be rid of them. */
function Stray({ pool, saved, keys }: AccessProps & { readonly keys: readonly string[] }) {
  const save = useAction('cognito-identity', 'SetIdentityPoolRoles', {
    showsFault: true,
    done: 'Unused role mappings removed.',
  });
  if (keys.length === 0) return null;
  const kept = Object.entries(saved.RoleMappings ?? {}).filter(([key]) => !keys.includes(key));
  const input = {
    IdentityPoolId: pool.IdentityPoolId,
    Roles: saved.Roles ?? {},
    RoleMappings: Object.fromEntries(kept),
  };
  return (
    <Alert
      type="info"
      statusIconAriaLabel="Info"
      header={keys.length === 1 ? 'A role mapping is not used' : `${keys.length} role mappings are not used`}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <CopyAsCli calls={[cli('cognito-identity', 'SetIdentityPoolRoles', input)]} />
          <Button loading={save.running} onClick={() => void save.run(input)}>
            Remove
          </Button>
        </SpaceBetween>
      }
    >
      <FaultAlert fault={save.fault} />
      The pool has no provider {keys.join(', ')} any more. Should it be added again, its mapping would be in force at
      once.
    </Alert>
  );
}
