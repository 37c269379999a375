import { Container, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import type {
  GetIdentityPoolRolesResponse,
  GetPrincipalTagAttributeMapResponse,
  IdentityPool,
} from '../../../../shared/aws/types/cognito-identity.ts';
import { useCall } from '../../../client/hooks.ts';
import { whole } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { WholeField } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { GroupRoles } from '../providers/group-roles.tsx';
import '../identity-pools.css';
import { rolesOf } from '../providers/mapping.ts';
import { PreviewPanel, usePreview } from '../preview/preview.tsx';
import { loginOf, mappingKeyOf, providersOf, titleOf, type Provider } from '../providers/providers.ts';
import { RoleTrust } from '../providers/role-trust.tsx';
import { providerFor } from '../preview/subject.ts';
import { tagDraftOf, tagInput, tagMapProblem, DEFAULT_TAGS, type TagMapDraft } from './tag-map.ts';
import { usersOf } from '../providers/trust.ts';
import { TagMapEditor } from './tag-map-editor.tsx';

type Drafts = Readonly<Record<string, TagMapDraft | undefined>>;

/** How claims become session tags, one map a provider, and beside it the tags that somebody would get. */
export function TagsTab({ pool }: { readonly pool: IdentityPool }) {
  const all = providersOf(pool).filter(({ kind }) => kind !== 'developer');
  // AWS keeps the map by provider: the clients of one user pool share theirs.
  const providers = all.filter((one, index) => all.findIndex((other) => loginOf(other) === loginOf(one)) === index);
  const roles = useCall('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: pool.IdentityPoolId });
  const [drafts, setDrafts] = useState<Drafts>({});
  const draftOf = (provider: Provider | undefined): TagMapDraft | undefined =>
    provider === undefined ? undefined : drafts[loginOf(provider)];
  const preview = usePreview(pool, providersOf(pool), (form) => {
    const draft = draftOf(providerFor(form, providersOf(pool)));
    if (draft === undefined) return {};
    const { UseDefaults, PrincipalTags } = tagInput(draft);
    return { PrincipalTags: { UseDefaults, Tags: PrincipalTags } };
  });
  if (providers.length === 0)
    return (
      <Container>
        <Empty
          title="No identity providers"
          text="Session tags are made of the claims of a provider’s tokens. Add one under Providers."
        />
      </Container>
    );
  return (
    <div className="pk-with-preview">
      <SpaceBetween size="l">
        {providers.map((provider) => (
          <ProviderTags
            key={loginOf(provider)}
            pool={pool}
            provider={provider}
            clients={all.filter((other) => loginOf(other) === loginOf(provider))}
            roles={roles.output}
            draft={draftOf(provider)}
            setDraft={(draft) => {
              if (draft !== undefined && draftOf(provider) === undefined) preview.turnTo(provider);
              setDrafts((before) => ({ ...before, [loginOf(provider)]: draft }));
            }}
          />
        ))}
      </SpaceBetween>
      <PreviewPanel
        pool={pool}
        providers={providersOf(pool)}
        preview={preview}
        unsaved={draftOf(providerFor(preview.form, providersOf(pool))) !== undefined}
        about="tags"
      />
    </div>
  );
}

type TagsProps = {
  readonly pool: IdentityPool;
  readonly provider: Provider;
  /** The pool's entries of this provider: one for each app client of a user pool. */
  readonly clients: readonly Provider[];
  readonly roles: GetIdentityPoolRolesResponse | undefined;
  readonly draft: TagMapDraft | undefined;
  readonly setDraft: (draft: TagMapDraft | undefined) => void;
};

function ProviderTags(props: TagsProps) {
  const map = useCall('cognito-identity', 'GetPrincipalTagAttributeMap', {
    IdentityPoolId: props.pool.IdentityPoolId,
    IdentityProviderName: loginOf(props.provider),
  });
  if (map.output === undefined) return <FaultAlert fault={map.fault} />;
  return <TagMap {...props} saved={map.output} />;
}

const SCHEMA = z.object({ map: whole<TagMapDraft>(tagMapProblem) });

function TagMap({
  pool,
  provider,
  clients,
  roles,
  draft,
  setDraft,
  saved,
}: TagsProps & { readonly saved: GetPrincipalTagAttributeMapResponse }) {
  const start = { map: tagDraftOf(saved) };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-identity',
    operation: 'SetPrincipalTagAttributeMap',
    input: ({ map }: typeof start) => ({
      IdentityPoolId: pool.IdentityPoolId,
      IdentityProviderName: loginOf(provider),
      ...tagInput(map),
    }),
    done: 'Principal tags saved.',
  });
  const tagged = (draft ?? start.map).mode !== 'inactive';
  const mappings = clients.map((client) => roles?.RoleMappings?.[mappingKeyOf(client) ?? '']);
  const given = [roles?.Roles?.['authenticated'] ?? '', ...mappings.flatMap(rolesOf)];
  const trusts = tagged && (
    <>
      {[...new Set(given)].map((arn) => (
        <RoleTrust key={arn} poolId={pool.IdentityPoolId} arn={arn} trustee={usersOf(provider)} tagged />
      ))}
      {provider.kind === 'user-pool' && mappings.some((mapping) => mapping?.Type === 'Token') && (
        <GroupRoles
          identityPoolId={pool.IdentityPoolId}
          userPoolId={provider.userPoolId}
          trustee={usersOf(provider)}
          judged={given}
          tagged
        />
      )}
    </>
  );
  return (
    <EditSection
      title={titleOf(provider)}
      name={`principal tags of ${titleOf(provider)}`}
      description={`Session tags from claims, for logins of ${loginOf(provider)}`}
      form={form}
      start={start}
      saving={saving}
      onDraft={(changed) => setDraft(changed?.map)}
      view={
        <>
          <TagList map={start.map} />
          {trusts}
        </>
      }
    >
      <WholeField form={form} name="map">
        {({ value, onChange }) => <TagMapEditor kind={provider.kind} draft={value} onChange={onChange} />}
      </WholeField>
      {trusts}
    </EditSection>
  );
}

function TagList({ map }: { readonly map: TagMapDraft }) {
  const tags = map.mode === 'default' ? Object.entries(DEFAULT_TAGS) : map.tags.map(({ tag, claim }) => [tag, claim]);
  if (map.mode === 'inactive') return <>Inactive: no claim becomes a session tag.</>;
  return (
    <KeyValues
      columns={2}
      items={tags.map(([tag = '', claim]) => ({
        label: `aws:PrincipalTag/${tag}`,
        value: (
          <>
            from the claim <span className="pk-mono">{claim}</span>
          </>
        ),
      }))}
    />
  );
}
