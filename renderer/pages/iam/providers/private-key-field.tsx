import type { FieldPathByValue, FieldValues } from 'react-hook-form';
import { TextAreaField } from '../../../parts/fields.tsx';
import type { DraftForm } from '../../../parts/form.tsx';

/** Takes the private key that opens encrypted assertions. */
export function PrivateKeyField<T extends FieldValues>(bound: {
  readonly form: DraftForm<T>;
  readonly name: FieldPathByValue<T, string>;
}) {
  return (
    <TextAreaField
      {...bound}
      label="Private key"
      description="RSA, as PEM without a password. The provider encrypts with the certificate that belongs to it; AES-GCM and AES-CBC are taken."
      rows={4}
      placeholder="-----BEGIN PRIVATE KEY-----"
      spellcheck={false}
      stretch
    />
  );
}
