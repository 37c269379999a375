import { Button, Container, FormField, Header, Input, Select } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { help } from '../help.ts';
import { ActionDialog } from '../../../parts/action-dialog.tsx';

const VERSIONS = [
  { value: '1', label: 'Hosted UI (classic)' },
  { value: '2', label: 'Managed login' },
] as const;
const versionName = (version: number | undefined): string =>
  VERSIONS.find(({ value }) => value === String(version ?? 1))?.label ?? '-';

/** The pool's prefix and its custom domain: at most one of each. */
export function DomainSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  const domains = [pool.Domain, pool.CustomDomain].filter((domain) => domain !== undefined);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Stored and returned. The pages of a domain are not served by this version."
          info={<InfoLink topic={help.branding} />}
          actions={
            <Button disabled={domains.length > 1} onClick={() => setCreating(true)}>
              Create domain
            </Button>
          }
        >
          Domain
        </Header>
      }
    >
      {domains.length === 0
        ? 'The pool has no domain. Hosted UI customisation needs one.'
        : domains.map((domain) => <OneDomain key={domain} domain={domain} onDelete={() => setDeleting(domain)} />)}
      {creating && <CreateDomain pool={pool} onClose={() => setCreating(false)} />}
      {deleting !== undefined && (
        <DeleteDomain poolId={poolId} domain={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </Container>
  );
}

function OneDomain({ domain, onDelete }: { readonly domain: string; readonly onDelete: () => void }) {
  const { output } = useCall('cognito-idp', 'DescribeUserPoolDomain', { Domain: domain });
  const about = output?.DomainDescription;
  return (
    <KeyValues
      columns={4}
      items={[
        { label: about?.CustomDomainConfig === undefined ? 'Prefix' : 'Custom domain', value: domain, copy: true },
        { label: 'Host', value: about?.CustomDomainConfig === undefined ? about?.CloudFrontDistribution : domain },
        { label: 'Login pages', value: versionName(about?.ManagedLoginVersion) },
        {
          label: 'Actions',
          value: (
            <Button variant="inline-link" ariaLabel={`Delete domain ${domain}`} onClick={onDelete}>
              Delete
            </Button>
          ),
        },
      ]}
    />
  );
}

function CreateDomain({ pool, onClose }: { readonly pool: UserPoolType; readonly onClose: () => void }) {
  const [form, setForm] = useState({ domain: '', certificate: '', version: '1' });
  const custom = form.domain.includes('.');
  const create = useAction('cognito-idp', 'CreateUserPoolDomain', {
    showsFault: true,
    done: `Domain ${form.domain} was created.`,
    onDone: onClose,
  });
  return (
    <ActionDialog
      title="Create domain"
      action="Create"
      ready={form.domain !== '' && (!custom || form.certificate !== '')}
      running={create.running}
      fault={create.fault}
      onAct={() =>
        void create.run({
          UserPoolId: pool.Id ?? '',
          Domain: form.domain,
          ManagedLoginVersion: Number(form.version),
          ...(custom ? { CustomDomainConfig: { CertificateArn: form.certificate } } : {}),
        })
      }
      onClose={onClose}
    >
      <FormField
        label="Prefix or custom domain"
        description="Lower-case letters, digits and hyphens; with a dot it is a domain of your own."
        stretch
      >
        <Input
          value={form.domain}
          placeholder="streaming"
          onChange={({ detail }) => setForm({ ...form, domain: detail.value })}
        />
      </FormField>
      {custom && (
        <FormField label="ARN of the certificate" stretch>
          <Input
            value={form.certificate}
            placeholder="arn:aws:acm:us-east-1:000000000000:certificate/…"
            onChange={({ detail }) => setForm({ ...form, certificate: detail.value })}
          />
        </FormField>
      )}
      <FormField label="Login pages" stretch>
        <Select
          selectedOption={VERSIONS.find(({ value }) => value === form.version) ?? VERSIONS[0]}
          options={VERSIONS}
          onChange={({ detail }) => setForm({ ...form, version: detail.selectedOption.value ?? '1' })}
        />
      </FormField>
    </ActionDialog>
  );
}

function DeleteDomain({
  poolId,
  domain,
  onClose,
}: {
  readonly poolId: string;
  readonly domain: string;
  readonly onClose: () => void;
}) {
  const remove = useAction('cognito-idp', 'DeleteUserPoolDomain', {
    showsFault: true,
    done: `Domain ${domain} was deleted.`,
    onDone: onClose,
  });
  return (
    <ConfirmDelete
      visible
      title={`Delete domain ${domain}`}
      consequences="The name is free for another pool at once."
      running={remove.running}
      fault={remove.fault}
      onConfirm={() => void remove.run({ UserPoolId: poolId, Domain: domain })}
      onCancel={onClose}
    />
  );
}
