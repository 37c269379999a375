import { FormField, Textarea } from '@cloudscape-design/components';

/** Takes the private key that opens encrypted assertions. */
export function PrivateKeyField({
  pem,
  label,
  onChange,
}: {
  readonly pem: string;
  readonly label: string;
  readonly onChange: (pem: string) => void;
}) {
  return (
    <FormField
      label={label}
      description="RSA, as PEM without a password. The provider encrypts with the certificate that belongs to it; AES-GCM and AES-CBC are taken."
      stretch
    >
      <Textarea
        rows={4}
        value={pem}
        placeholder="-----BEGIN PRIVATE KEY-----"
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
