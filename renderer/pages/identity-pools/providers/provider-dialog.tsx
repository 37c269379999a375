import { useState } from 'react';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { ProviderFields } from './provider-fields.tsx';
import {
  keyOf,
  newProvider,
  providerProblem,
  SOCIAL_KINDS,
  titleOf,
  type Provider,
  type ProviderKind,
} from './providers.ts';

/** Adds a provider to those of a pool, or edits one. Mount it while it is open. */
export function ProviderDialog({
  editing,
  providers,
  action,
  onDone,
  onClose,
}: {
  /** Undefined: a new one. */
  readonly editing: Provider | undefined;
  readonly providers: readonly Provider[];
  /** What the button says: the caller decides what comes next. */
  readonly action: string;
  readonly onDone: (provider: Provider) => void;
  readonly onClose: () => void;
}) {
  const [provider, setProvider] = useState<Provider>(editing ?? newProvider('user-pool'));
  const [tried, setTried] = useState(false);
  const others = providers.filter((other) => editing === undefined || keyOf(other) !== keyOf(editing));
  const problem = providerProblem(provider, others);
  const one: readonly ProviderKind[] = [...SOCIAL_KINDS, 'developer'];
  return (
    <ActionDialog
      title={editing === undefined ? 'Add identity provider' : `Edit ${titleOf(editing)}`}
      action={action}
      onAct={() => (problem === undefined ? onDone(provider) : setTried(true))}
      onClose={onClose}
    >
      <ProviderFields
        provider={provider}
        problem={tried ? problem : undefined}
        isNew={editing === undefined}
        absent={one.filter((kind) => others.some((other) => other.kind === kind))}
        onChange={(changed) => {
          setProvider(changed);
          setTried(false);
        }}
      />
    </ActionDialog>
  );
}
