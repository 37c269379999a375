import { Button, ExpandableSection, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { LabelledInput, LabelledSelect, LabelledTextarea } from '../../../parts/labelled.tsx';

type Kind = 'oidc' | 'saml';

const WORDS = {
  oidc: {
    label: 'IAM OpenID Connect provider',
    none: 'IAM has no OpenID Connect provider',
    create: 'Create an OpenID Connect provider in IAM',
  },
  saml: { label: 'IAM SAML provider', none: 'IAM has no SAML provider', create: 'Create a SAML provider in IAM' },
} as const;

/** Chooses an identity provider that IAM knows, or makes one there first. */
export function IamProviderField({
  kind,
  arn,
  problem,
  onChange,
}: {
  readonly kind: Kind;
  readonly arn: string;
  readonly problem: string | undefined;
  readonly onChange: (arn: string) => void;
}) {
  const oidc = useCall('iam', 'ListOpenIDConnectProviders', {}, { enabled: kind === 'oidc' });
  const saml = useCall('iam', 'ListSAMLProviders', {}, { enabled: kind === 'saml' });
  const list = kind === 'oidc' ? oidc.output?.OpenIDConnectProviderList : saml.output?.SAMLProviderList;
  const options = (list ?? []).map(({ Arn = '' }) => ({ value: Arn, label: nameOf(Arn), description: Arn }));
  return (
    <SpaceBetween size="m">
      <LabelledSelect
        label={WORDS[kind].label}
        description={
          kind === 'oidc'
            ? 'It holds the issuer’s address, the clients whose tokens are taken, and the keys they are checked by.'
            : 'It holds the metadata by which assertions are checked.'
        }
        problem={problem}
        placeholder="Choose a provider"
        empty={WORDS[kind].none}
        loading={(kind === 'oidc' ? oidc : saml).loading}
        expandToViewport
        value={arn}
        unlisted={nameOf(arn)}
        options={options}
        onChange={onChange}
      />
      <ExpandableSection headerText={WORDS[kind].create}>
        {kind === 'oidc' ? <CreateOidc onCreated={onChange} /> : <CreateSaml onCreated={onChange} />}
      </ExpandableSection>
    </SpaceBetween>
  );
}

const nameOf = (arn: string): string => arn.split(/:(?:oidc|saml)-provider\//)[1] ?? arn;

type CreateProps = { readonly onCreated: (arn: string) => void };

function CreateOidc({ onCreated }: CreateProps) {
  const [url, setUrl] = useState('');
  const [clients, setClients] = useState('');
  const create = useAction('iam', 'CreateOpenIDConnectProvider', {
    showsFault: true,
    done: ({ OpenIDConnectProviderArn = '' }) => `Provider ${nameOf(OpenIDConnectProviderArn)} created in IAM.`,
    onDone: ({ OpenIDConnectProviderArn = '' }) => onCreated(OpenIDConnectProviderArn),
  });
  const ClientIDList = clients.split(/[\s,]+/).filter((id) => id !== '');
  const input = { Url: url, ...(ClientIDList.length === 0 ? {} : { ClientIDList }) };
  return (
    <SpaceBetween size="m">
      <FaultAlert fault={create.fault} />
      <LabelledInput
        label="Issuer"
        description="The iss of its tokens."
        constraint="https://… or http://localhost:PORT/…"
        value={url}
        placeholder="https://accounts.example.com"
        onChange={setUrl}
        trim
      />
      <LabelledInput
        label="Client IDs"
        description="The aud of the tokens that are taken, separated by spaces."
        value={clients}
        onChange={setClients}
      />
      <SpaceBetween direction="horizontal" size="xs">
        <Button formAction="none" disabled={url === ''} loading={create.running} onClick={() => void create.run(input)}>
          Create provider
        </Button>
        <CopyAsCli calls={[cli('iam', 'CreateOpenIDConnectProvider', input)]} />
      </SpaceBetween>
    </SpaceBetween>
  );
}

function CreateSaml({ onCreated }: CreateProps) {
  const [name, setName] = useState('');
  const [metadata, setMetadata] = useState('');
  const create = useAction('iam', 'CreateSAMLProvider', {
    showsFault: true,
    done: `Provider ${name} created in IAM.`,
    onDone: ({ SAMLProviderArn = '' }) => onCreated(SAMLProviderArn),
  });
  const input = { Name: name, SAMLMetadataDocument: metadata };
  return (
    <SpaceBetween size="m">
      <FaultAlert fault={create.fault} />
      <LabelledInput label="Provider name" value={name} onChange={setName} trim />
      <LabelledTextarea
        label="Metadata"
        description="The identity provider’s XML document."
        stretch
        value={metadata}
        rows={5}
        spellcheck={false}
        placeholder="<EntityDescriptor …"
        onChange={setMetadata}
      />
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          formAction="none"
          disabled={name === '' || metadata === ''}
          loading={create.running}
          onClick={() => void create.run(input)}
        >
          Create provider
        </Button>
        <CopyAsCli calls={[cli('iam', 'CreateSAMLProvider', input)]} />
      </SpaceBetween>
    </SpaceBetween>
  );
}
