import { isSaml, providerName } from '../../../lib/iam-names.ts';
import { DeleteDialog, type Closing } from '../../../parts/confirm-delete.tsx';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { UsedBy } from './used-by.tsx';

/** Asks, then deletes an identity provider; what uses it is listed, for IAM deletes it all the same. */
export function DeleteProvider({ arn, onClose, onDone }: Closing & { readonly arn: string }) {
  return (
    <DeleteDialog
      title={`Delete identity provider ${providerName(arn)}`}
      consequences="Its sign-ins are no longer accepted. Identity pools and trust policies that name it stay as they are and refuse its users."
      calls={[
        isSaml(arn)
          ? cli('iam', 'DeleteSAMLProvider', { SAMLProviderArn: arn })
          : cli('iam', 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: arn }),
      ]}
      done={`Identity provider ${providerName(arn)} deleted.`}
      onClose={onClose}
      onDone={onDone}
    >
      <UsedBy arn={arn} />
    </DeleteDialog>
  );
}
