import { FormField, SpaceBetween } from '@cloudscape-design/components';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { changes, rolesInput, withoutRoles, type AccessDraft } from './access-draft.ts';
import { Editable } from '../editable.tsx';
import { providersOf } from './providers.ts';
import { RoleLink, RoleTrust } from './role-trust.tsx';
import { RoleSelect } from '../../../parts/role-select.tsx';
import { usersOf } from './trust.ts';
import type { AccessProps } from '../user-access.tsx';

/** The roles of signed-in users and of guests, and whether they trust the pool. */
export function DefaultRoles({ pool, saved, draft, setDraft }: AccessProps) {
  const save = useAction('cognito-identity', 'SetIdentityPoolRoles', { showsFault: true, done: 'Roles saved.' });
  const now = {
    authenticated: saved.Roles?.['authenticated'] ?? '',
    unauthenticated: saved.Roles?.['unauthenticated'] ?? '',
  };
  const mine: AccessDraft = { mappings: {}, ...(draft.roles === undefined ? {} : { roles: draft.roles }) };
  const input = rolesInput(pool.IdentityPoolId, saved, mine);
  const roles = draft.roles ?? now;
  const set = (changed: Partial<typeof now>): void => setDraft({ ...draft, roles: { ...roles, ...changed } });
  return (
    <Editable
      title="Default roles"
      description="What signed-in users and guests may do unless a mapping decides otherwise."
      editing={draft.roles !== undefined}
      dirty={changes(saved, mine)}
      running={save.running}
      fault={save.fault}
      calls={[cli('cognito-identity', 'SetIdentityPoolRoles', input)]}
      onEdit={() => {
        save.reset();
        setDraft({ ...draft, roles: now });
      }}
      onCancel={() => setDraft(withoutRoles(draft))}
      onSave={() => void save.run(input).then((done) => done !== undefined && setDraft(withoutRoles(draft)))}
    >
      {draft.roles === undefined ? (
        <KeyValues
          columns={2}
          items={[
            { label: 'Authenticated role', value: <RoleLink arn={now.authenticated} /> },
            {
              label: 'Guest role',
              value: pool.AllowUnauthenticatedIdentities ? (
                <RoleLink arn={now.unauthenticated} />
              ) : (
                'Guests are not allowed'
              ),
            },
          ]}
        />
      ) : (
        <SpaceBetween size="m">
          <FormField label="Authenticated role">
            <RoleSelect
              label="Authenticated role"
              optional
              value={roles.authenticated}
              onChange={(authenticated) => set({ authenticated })}
            />
          </FormField>
          <FormField label="Guest role">
            <RoleSelect
              label="Guest role"
              optional
              value={roles.unauthenticated}
              onChange={(unauthenticated) => set({ unauthenticated })}
            />
          </FormField>
        </SpaceBetween>
      )}
      <Trusts pool={pool} roles={roles} />
    </Editable>
  );
}

/** Both default roles beside the pool: whether each of them trusts it. */
function Trusts({ pool, roles }: { readonly pool: AccessProps['pool']; readonly roles: Record<string, string> }) {
  const provider = providersOf(pool).find(({ kind }) => kind !== 'developer');
  return (
    <>
      {provider !== undefined && (
        <RoleTrust poolId={pool.IdentityPoolId} arn={roles['authenticated'] ?? ''} trustee={usersOf(provider)} />
      )}
      {pool.AllowUnauthenticatedIdentities && (
        <RoleTrust poolId={pool.IdentityPoolId} arn={roles['unauthenticated'] ?? ''} trustee={{ guest: true }} />
      )}
    </>
  );
}
