import { Box, SpaceBetween, StatusIndicator, Table } from '@cloudscape-design/components';
import type { SamlMetadataSummary } from '../../../../shared/poolkeeper/operations.ts';
import { Copy } from '../../../parts/copy.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Time, useNow } from '../../../parts/time.tsx';

type Certificate = SamlMetadataSummary['certificates'][number];

/** What metadata says: who the provider is, where it signs people in, and by which certificates it signs. */
export function MetadataSummary({ summary }: { readonly summary: SamlMetadataSummary }) {
  const { entityId, signIn, validUntil, certificates } = summary;
  return (
    <SpaceBetween size="m">
      <KeyValues
        columns={3}
        items={[
          { label: 'Entity ID', value: entityId, copy: true },
          {
            label: 'Sign-in address',
            value:
              signIn.length === 0 ? undefined : (
                <SpaceBetween size="xxs">
                  {signIn.map(({ binding, url }) => (
                    <span key={`${binding} ${url}`}>
                      <Copy value={url} what="sign-in address" /> <Box variant="small">{binding}</Box>
                    </span>
                  ))}
                </SpaceBetween>
              ),
          },
          {
            label: 'Metadata holds until',
            value: validUntil === undefined ? 'Not said' : <Time at={validUntil} absolute />,
          },
        ]}
      />
      <Certificates certificates={certificates} />
    </SpaceBetween>
  );
}

function Certificates({ certificates }: { readonly certificates: readonly Certificate[] }) {
  return (
    <Table<Certificate>
      variant="embedded"
      items={certificates}
      ariaLabels={{ tableLabel: 'Signing certificates' }}
      columnDefinitions={[
        { id: 'subject', header: 'Signing certificate', isRowHeader: true, cell: ({ subject }) => subject || '-' },
        { id: 'expiry', header: 'Expires', cell: (certificate) => <Expiry certificate={certificate} /> },
        {
          id: 'fingerprint',
          header: 'SHA-256 fingerprint',
          cell: ({ fingerprint }) => (
            <Copy value={fingerprint} what="fingerprint" shown={`${fingerprint.slice(0, 23)}…`} />
          ),
        },
      ]}
    />
  );
}

const SOON = 30 * 86_400_000;

/** IAM takes no notice of an expired certificate; the provider's people want to know in time. */
function Expiry({ certificate: { validFrom, validTo } }: { readonly certificate: Certificate }) {
  const now = useNow();
  const [type, word] =
    validTo <= now
      ? (['warning', 'Expired'] as const)
      : validFrom > now
        ? (['pending', 'Not valid yet, expires'] as const)
        : validTo - now < SOON
          ? (['warning', 'Expires'] as const)
          : (['success', 'Expires'] as const);
  return (
    <StatusIndicator type={type}>
      {word} <Time at={validTo} />
    </StatusIndicator>
  );
}
