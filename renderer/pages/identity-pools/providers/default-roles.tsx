import { z } from 'zod';
import { EditSection } from '../../../parts/edit-section.tsx';
import { Field } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { RoleSelect } from '../../../parts/role-select.tsx';
import type { AccessProps } from '../user-access.tsx';
import { rolesInput } from './access-draft.ts';
import { providersOf } from './providers.ts';
import { RoleLink, RoleTrust } from './role-trust.tsx';
import { usersOf } from './trust.ts';

const SCHEMA = z.object({ authenticated: z.string(), unauthenticated: z.string() });
const FIELDS = [
  { name: 'authenticated', label: 'Authenticated role' },
  { name: 'unauthenticated', label: 'Guest role' },
] as const;

/** The roles of signed-in users and of guests, and whether they trust the pool. */
export function DefaultRoles({ pool, saved, draft, setDraft }: AccessProps) {
  const start = {
    authenticated: saved.Roles?.['authenticated'] ?? '',
    unauthenticated: saved.Roles?.['unauthenticated'] ?? '',
  };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-identity',
    operation: 'SetIdentityPoolRoles',
    input: (roles: typeof start) => rolesInput(pool.IdentityPoolId, saved, { roles, mappings: {} }),
    done: 'Roles saved.',
  });
  const trusts = <Trusts pool={pool} roles={draft.roles ?? start} />;
  return (
    <EditSection
      title="Default roles"
      description="What signed-in users and guests may do unless a mapping decides otherwise."
      form={form}
      start={start}
      saving={saving}
      onDraft={(roles) => setDraft((before) => ({ ...before, roles }))}
      view={
        <>
          <KeyValues
            columns={2}
            items={[
              { label: 'Authenticated role', value: <RoleLink arn={start.authenticated} /> },
              {
                label: 'Guest role',
                value: pool.AllowUnauthenticatedIdentities ? (
                  <RoleLink arn={start.unauthenticated} />
                ) : (
                  'Guests are not allowed'
                ),
              },
            ]}
          />
          {trusts}
        </>
      }
    >
      {FIELDS.map(({ name, label }) => (
        <Field key={name} form={form} name={name} label={label}>
          {({ value, onChange }) => <RoleSelect label={label} optional value={value} onChange={onChange} />}
        </Field>
      ))}
      {trusts}
    </EditSection>
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
