import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { CreatePage } from '../../../parts/create-page.tsx';
import { tags } from '../../../parts/draft.ts';
import { TagsField, TextAreaField, TextField, TilesField } from '../../../parts/fields.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { newTags } from '../../../parts/tags-section.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { OwnPool, type PoolIssuer } from './own-pool.tsx';

const SCHEMA = z
  .object({
    from: z.string(),
    url: z.string(),
    clients: z.string(),
    thumbprints: z.string(),
    pool: z.custom<PoolIssuer | undefined>(),
    tags: tags(),
  })
  .refine(({ from, url }) => from === 'pool' || url !== '', { path: ['url'], message: 'Type the issuer’s address.' });

const ISSUERS = [
  {
    value: 'issuer',
    label: 'Another issuer',
    description: 'Okta, Auth0, Keycloak, GitHub Actions, your own: its keys are fetched or pasted next.',
  },
  {
    value: 'pool',
    label: 'A user pool of this workspace',
    description: 'Its issuer and keys are known here: nothing is fetched.',
  },
] as const;

const listed = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];

/** What CreateOpenIDConnectProvider takes for the draft; empty lists are left out. */
function inputOf({ from, url, clients, thumbprints, pool, tags: rows }: z.infer<typeof SCHEMA>) {
  const own = from === 'pool';
  const ClientIDList = own ? [...(pool?.clients ?? [])] : listed(clients);
  const ThumbprintList = own ? [] : listed(thumbprints);
  return {
    Url: own ? (pool?.issuer ?? '') : url,
    ...(ClientIDList.length === 0 ? {} : { ClientIDList }),
    ...(ThumbprintList.length === 0 ? {} : { ThumbprintList }),
    ...newTags(rows),
  };
}

/** Creates an OpenID Connect provider: of any issuer, or of a user pool of this workspace. */
export function CreateOidcPage() {
  const [parameters] = useSearchParams();
  const form = useDraft(SCHEMA, {
    from: parameters.has('pool') ? 'pool' : 'issuer',
    url: '',
    clients: '',
    thumbprints: '',
    pool: undefined,
    tags: [],
  });
  const { setValue } = form;
  const choosePool = useCallback((pool: PoolIssuer | undefined) => setValue('pool', pool), [setValue]);
  const [from, pool] = form.watch(['from', 'pool']);
  return (
    <CreatePage
      kind="oidc-provider"
      title="Add OpenID Connect provider"
      action="Add provider"
      crumbs={[listCrumb('oidc-provider')]}
      description="ID tokens of the issuer are accepted, by its keys, for the clients that you name."
      help={PROVIDERS_HELP}
      form={form}
      blocked={from === 'pool' && pool === undefined ? 'The issuer of the user pool is not known yet.' : undefined}
      service="iam"
      operation="CreateOpenIDConnectProvider"
      input={inputOf}
      done="Identity provider created."
      to={({ OpenIDConnectProviderArn = '' }) => pagePath('oidc-provider', OpenIDConnectProviderArn)}
    >
      <Section title="Issuer">
        <TilesField form={form} name="from" label="Whose tokens" options={ISSUERS} />
        {from === 'pool' ? (
          <OwnPool first={parameters.get('pool') ?? ''} onChange={choosePool} />
        ) : (
          <>
            <TextField
              form={form}
              name="url"
              label="Provider URL"
              description="What the tokens say as iss."
              constraint="https://, or http:// on this machine. It cannot be changed later."
              type="url"
              placeholder="https://example.okta.com"
              trim
            />
            <TextAreaField
              form={form}
              name="clients"
              label="Audiences"
              description="The client IDs whose tokens are taken (aud or azp). More can be added later."
              constraint="One a line, or separated by commas."
              rows={3}
            />
            <TextAreaField
              form={form}
              name="thumbprints"
              label="Thumbprints"
              optional
              description="Of the certificate of the issuer’s server. Kept as on AWS, and not needed: tokens are checked by the issuer’s keys."
              constraint="40 hexadecimal digits each, one a line."
              rows={2}
            />
          </>
        )}
      </Section>
      <Section title="Tags">
        <TagsField form={form} name="tags" />
      </Section>
    </CreatePage>
  );
}
