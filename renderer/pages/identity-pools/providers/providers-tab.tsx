import { Alert, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { UpdateReview } from '../../../parts/update-review.tsx';
import { ProviderDialog } from './provider-dialog.tsx';
import { ProvidersTable } from './providers-table.tsx';
import { keyOf, mappingKeyOf, providersOf, settingsOf, titleOf, type Provider } from './providers.ts';
import { safeIdentityPoolUpdate } from '../update.ts';

/** The pool's providers: what is added, edited or removed goes through the safe update. */
export function ProvidersTab({ pool }: { readonly pool: IdentityPool }) {
  const providers = providersOf(pool);
  const roles = useCall('cognito-identity', 'GetIdentityPoolRoles', { IdentityPoolId: pool.IdentityPoolId });
  const [dialog, setDialog] = useState<{ readonly editing: Provider | undefined }>();
  const [proposal, propose] = useState<{ readonly providers: readonly Provider[]; readonly done: string }>();
  const update = safeIdentityPoolUpdate(pool, proposal === undefined ? {} : settingsOf(proposal.providers));
  const save = useAction('cognito-identity', 'UpdateIdentityPool', {
    showsFault: true,
    done: proposal?.done ?? '',
    onDone: () => propose(undefined),
  });
  const review = (next: readonly Provider[], done: string): void => {
    save.reset();
    setDialog(undefined);
    propose({ providers: next, done });
  };
  const accept = (provider: Provider): void => {
    const editing = dialog?.editing;
    if (editing === undefined) review([...providers, provider], `${titleOf(provider)} added.`);
    else
      review(
        providers.map((other) => (keyOf(other) === keyOf(editing) ? provider : other)),
        `${titleOf(provider)} saved.`,
      );
  };
  const mapped = (provider: Provider): boolean =>
    roles.output?.RoleMappings?.[mappingKeyOf(provider) ?? ''] !== undefined;
  const lost = proposal === undefined ? [] : providers.filter((one) => mapped(one) && !holds(proposal.providers, one));
  return (
    <SpaceBetween size="l">
      <ProvidersTable
        id="identity-pool-providers"
        providers={providers}
        empty={{
          title: 'No identity providers',
          text: 'A provider says who a user is: a user pool, Google, an issuer that IAM knows, your own back end. Without one only guests can come.',
        }}
        onAdd={() => setDialog({ editing: undefined })}
        onEdit={(editing) => setDialog({ editing })}
        onRemove={(provider) =>
          review(
            providers.filter((other) => keyOf(other) !== keyOf(provider)),
            `${titleOf(provider)} removed.`,
          )
        }
      />
      {dialog !== undefined && (
        <ProviderDialog
          editing={dialog.editing}
          providers={providers}
          action="Review changes"
          onDone={accept}
          onClose={() => setDialog(undefined)}
        />
      )}
      <UpdateReview
        visible={proposal !== undefined}
        operation="UpdateIdentityPool"
        differences={update.differences}
        rescued={update.rescued}
        calls={[cli('cognito-identity', 'UpdateIdentityPool', update.request)]}
        running={save.running}
        fault={save.fault}
        onApply={() => void save.run(update.request)}
        onCancel={() => propose(undefined)}
      >
        {lost.length > 0 && (
          <Alert type="warning" statusIconAriaLabel="Warning" header="A role mapping stays behind">
            {lost.map(titleOf).join(', ')} {lost.length === 1 ? 'has' : 'have'} a role mapping. AWS keeps it, unused,
            until it is removed under User access.
          </Alert>
        )}
      </UpdateReview>
    </SpaceBetween>
  );
}

const holds = (providers: readonly Provider[], provider: Provider): boolean =>
  providers.some((other) => keyOf(other) === keyOf(provider));
