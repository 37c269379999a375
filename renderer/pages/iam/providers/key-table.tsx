import { Badge, Table } from '@cloudscape-design/components';
import type { PublicKey } from '../../../../shared/poolkeeper/operations.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Empty } from '../../../parts/empty.tsx';

const text = (key: PublicKey, name: string): string | undefined =>
  typeof key[name] === 'string' ? key[name] : undefined;

/** What kind of key it is: `RSA, 2048 bits`, `EC, P-256`. */
function kindOf(key: PublicKey): string {
  const kty = text(key, 'kty') ?? '?';
  const n = text(key, 'n');
  // Six bits a character of base64url; the first byte of a modulus has its highest bit set.
  if (n !== undefined) return `${kty}, ${Math.floor((n.length * 6) / 8) * 8} bits`;
  const curve = text(key, 'crv');
  return curve === undefined ? kty : `${kty}, ${curve}`;
}

/** Public keys of an issuer, one a row. */
export function KeyTable({ keys }: { readonly keys: readonly PublicKey[] }) {
  return (
    <Table<PublicKey>
      variant="embedded"
      items={keys}
      ariaLabels={{ tableLabel: 'Issuer keys' }}
      empty={<Empty title="No keys" text="Until there are keys no token of the issuer is accepted." />}
      columnDefinitions={[
        {
          id: 'kid',
          header: 'Key ID (kid)',
          isRowHeader: true,
          cell: (key) => {
            const kid = text(key, 'kid');
            return kid === undefined ? 'None' : <Copy value={kid} what="key ID" />;
          },
        },
        { id: 'alg', header: 'Algorithm (alg)', cell: (key) => text(key, 'alg') ?? 'Any that fits' },
        { id: 'kty', header: 'Type (kty)', cell: kindOf },
        {
          id: 'use',
          header: 'Use',
          cell: (key) =>
            text(key, 'use') === 'enc' ? <Badge>Encryption, not used</Badge> : (text(key, 'use') ?? 'Not said'),
        },
      ]}
    />
  );
}
