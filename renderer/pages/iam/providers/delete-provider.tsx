import { useAction } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { isSaml, providerName } from '../../../lib/iam-paths.ts';
import { UsedBy } from './used-by.tsx';

/** Asks, then deletes an identity provider; what uses it is listed, for IAM deletes it all the same. */
export function DeleteProvider({
  arn,
  visible,
  onClose,
  onDeleted,
}: {
  readonly arn: string;
  readonly visible: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const options = {
    showsFault: true,
    done: `Identity provider ${providerName(arn)} deleted.`,
    onDone: () => {
      onClose();
      onDeleted();
    },
  };
  const oidc = useAction('iam', 'DeleteOpenIDConnectProvider', options);
  const saml = useAction('iam', 'DeleteSAMLProvider', options);
  return (
    <ConfirmDelete
      visible={visible}
      title={`Delete identity provider ${providerName(arn)}`}
      consequences="Its sign-ins are no longer believed. Identity pools and trust policies that name it stay as they are and refuse its users."
      running={oidc.running || saml.running}
      fault={oidc.fault ?? saml.fault}
      onConfirm={() =>
        void (isSaml(arn) ? saml.run({ SAMLProviderArn: arn }) : oidc.run({ OpenIDConnectProviderArn: arn }))
      }
      onCancel={onClose}
    >
      <UsedBy arn={arn} />
      <CopyAsCli
        calls={[
          isSaml(arn)
            ? cli('iam', 'DeleteSAMLProvider', { SAMLProviderArn: arn })
            : cli('iam', 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: arn }),
        ]}
      />
    </ConfirmDelete>
  );
}
