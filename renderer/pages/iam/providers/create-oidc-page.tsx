import {
  Button,
  Container,
  ContentLayout,
  Form,
  FormField,
  Header,
  Input,
  SpaceBetween,
  Textarea,
  Tiles,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useAction } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { TagsEditor, tagsProblem, type TagRow } from '../../../parts/tags-editor.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { PROVIDERS_HELP } from '../help.ts';
import { iamPaths } from '../../../lib/iam-paths.ts';
import { tagList } from '../../../parts/tags-section.tsx';
import { OwnPool, type PoolIssuer } from './own-pool.tsx';

const listed = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];

/** Creates an OpenID Connect provider: of any issuer, or of a user pool of this workspace. */
export function CreateOidcPage() {
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [from, setFrom] = useState<'issuer' | 'pool'>(parameters.has('pool') ? 'pool' : 'issuer');
  const [url, setUrl] = useState('');
  const [clients, setClients] = useState('');
  const [thumbprints, setThumbprints] = useState('');
  const [pool, setPool] = useState<PoolIssuer>();
  const [tags, setTags] = useState<readonly TagRow[]>([]);
  const [made, setMade] = useState<string>();
  const create = useAction('iam', 'CreateOpenIDConnectProvider', {
    showsFault: true,
    done: 'Identity provider created.',
    onDone: ({ OpenIDConnectProviderArn = '' }) => setMade(OpenIDConnectProviderArn),
  });
  const [Url, ClientIDList] = from === 'pool' ? [pool?.issuer ?? '', pool?.clients ?? []] : [url, listed(clients)];
  const ThumbprintList = from === 'pool' ? [] : listed(thumbprints);
  const input = {
    Url,
    ...(ClientIDList.length === 0 ? {} : { ClientIDList: [...ClientIDList] }),
    ...(ThumbprintList.length === 0 ? {} : { ThumbprintList }),
    ...(tags.length === 0 ? {} : { Tags: tagList(tags) }),
  };
  const ready = Url !== '' && tagsProblem(tags) === undefined;

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (made !== undefined) void navigate(iamPaths.provider(made));
  }, [made, navigate]);

  return (
    <ContentLayout
      header={
        <PageHeader
          title="Add OpenID Connect provider"
          crumbs={[{ text: 'Identity providers', href: iamPaths.providers }]}
          description="ID tokens of the issuer are believed, by its keys, for the clients that you name."
          help={PROVIDERS_HELP}
        />
      }
    >
      <UnsavedGuard dirty={made === undefined && (url !== '' || clients !== '')} what="identity provider" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void create.run(input);
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {ready && <CopyAsCli calls={[cli('iam', 'CreateOpenIDConnectProvider', input)]} />}
              <GoButton to={iamPaths.providers} variant="link" formAction="none">
                Cancel
              </GoButton>
              <Button variant="primary" disabled={!ready} loading={create.running}>
                Add provider
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault} />
            <Container header={<Header variant="h2">Issuer</Header>}>
              <SpaceBetween size="l">
                <Tiles
                  ariaLabel="Whose tokens"
                  value={from}
                  onChange={({ detail }) => setFrom(detail.value === 'pool' ? 'pool' : 'issuer')}
                  items={[
                    {
                      value: 'issuer',
                      label: 'Another issuer',
                      description:
                        'Okta, Auth0, Keycloak, GitHub Actions, your own: its keys are fetched or pasted next.',
                    },
                    {
                      value: 'pool',
                      label: 'A user pool of this workspace',
                      description: 'Its issuer and keys are known here: nothing is fetched.',
                    },
                  ]}
                />
                {from === 'pool' ? (
                  <OwnPool first={parameters.get('pool') ?? ''} onChange={setPool} />
                ) : (
                  <SpaceBetween size="l">
                    <FormField
                      label="Provider URL"
                      description="What the tokens say as iss."
                      constraintText="https://, or http:// on this machine. It cannot be changed later."
                    >
                      <Input
                        type="url"
                        placeholder="https://example.okta.com"
                        value={url}
                        onChange={({ detail }) => setUrl(detail.value.trim())}
                      />
                    </FormField>
                    <FormField
                      label="Audiences"
                      description="The client IDs whose tokens are taken (aud or azp). More can be added later."
                      constraintText="One a line, or separated by commas."
                    >
                      <Textarea rows={3} value={clients} onChange={({ detail }) => setClients(detail.value)} />
                    </FormField>
                    <FormField
                      label={
                        <span>
                          Thumbprints <i>- optional</i>
                        </span>
                      }
                      description="Of the certificate of the issuer’s server. Kept as on AWS, and not needed: tokens are checked by the issuer’s keys."
                      constraintText="40 hexadecimal digits each, one a line."
                    >
                      <Textarea rows={2} value={thumbprints} onChange={({ detail }) => setThumbprints(detail.value)} />
                    </FormField>
                  </SpaceBetween>
                )}
              </SpaceBetween>
            </Container>
            <Container header={<Header variant="h2">Tags</Header>}>
              <TagsEditor tags={tags} onChange={setTags} />
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
