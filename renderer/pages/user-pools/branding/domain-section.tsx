import { Button } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { cli } from '../../../lib/cli.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { filled } from '../../../parts/draft.ts';
import { SelectField, TextField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';
import { help } from '../help.ts';

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
    <Section
      title="Domain"
      description="Stored and returned. The pages of a domain are not served by this version."
      help={help.branding}
      actions={
        <Button disabled={domains.length > 1} onClick={() => setCreating(true)}>
          Create domain
        </Button>
      }
    >
      {domains.length === 0
        ? 'The pool has no domain. Hosted UI customisation needs one.'
        : domains.map((domain) => <OneDomain key={domain} domain={domain} onDelete={() => setDeleting(domain)} />)}
      {creating && <CreateDomain poolId={poolId} onClose={() => setCreating(false)} />}
      {deleting !== undefined && (
        <DeleteDialog
          title={`Delete domain ${deleting}`}
          consequences="The name is free for another pool at once."
          calls={[cli('cognito-idp', 'DeleteUserPoolDomain', { UserPoolId: poolId, Domain: deleting })]}
          done={`Domain ${deleting} was deleted.`}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </Section>
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

/** A name with a dot is a domain of the user's own, and needs a certificate. */
const isCustom = (domain: string): boolean => domain.includes('.');

const DOMAIN = z
  .object({ domain: filled('Type a prefix or a domain.'), certificate: z.string(), version: z.string() })
  .refine(({ domain, certificate }) => !isCustom(domain) || certificate !== '', {
    path: ['certificate'],
    message: 'A domain of your own needs a certificate.',
  });

function CreateDomain({ poolId, onClose }: { readonly poolId: string; readonly onClose: () => void }) {
  const form = useDraft(DOMAIN, { domain: '', certificate: '', version: '1' });
  return (
    <FormDialog
      title="Create domain"
      action="Create"
      form={form}
      service="cognito-idp"
      operation="CreateUserPoolDomain"
      input={({ domain, certificate, version }) => ({
        UserPoolId: poolId,
        Domain: domain,
        ManagedLoginVersion: Number(version),
        ...(isCustom(domain) ? { CustomDomainConfig: { CertificateArn: certificate } } : {}),
      })}
      done={(_, { Domain }) => `Domain ${Domain} was created.`}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="domain"
        label="Prefix or custom domain"
        description="Lower-case letters, digits and hyphens; with a dot it is a domain of your own."
        placeholder="streaming"
        stretch
      />
      {isCustom(form.watch('domain')) && (
        <TextField
          form={form}
          name="certificate"
          label="ARN of the certificate"
          placeholder="arn:aws:acm:us-east-1:000000000000:certificate/…"
          stretch
        />
      )}
      <SelectField form={form} name="version" label="Login pages" options={VERSIONS} stretch />
    </FormDialog>
  );
}
