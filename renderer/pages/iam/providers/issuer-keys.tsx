import { pagePath } from '../../../../shared/resources.ts';
import { Alert, Box, Button, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import type { IssuerKeys } from '../../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';
import { ISSUER_KEYS_HELP } from '../help.ts';
import { planned } from '../../../lib/cli.ts';
import { counted } from '../../../lib/words.ts';
import { KeyTable } from './key-table.tsx';
import { PasteKeys } from './paste-keys.tsx';

/** The keys by which tokens of an issuer are checked: where they are from, and how to get others. */
export function IssuerKeysSection({ arn }: { readonly arn: string }) {
  const { output, fault } = useCall('poolkeeper', 'GetIssuerKeys', { ProviderArn: arn });
  const [pasting, setPasting] = useState(false);
  const [removing, setRemoving] = useState(false);
  const fetchKeys = useAction('poolkeeper', 'PutIssuerKeys', {
    showsFault: true,
    done: ({ keys }) => `${counted(keys.length, 'key')} fetched from the issuer.`,
  });
  const own = output?.source === 'user pool' || output?.source === 'local-provider';
  return (
    <Section
      title="Issuer keys"
      count={output?.keys.length}
      description="A token is accepted if one of these keys verifies its signature."
      help={ISSUER_KEYS_HELP}
      actions={
        !own && (
          <SpaceBetween direction="horizontal" size="xs">
            {output?.source !== undefined && <Button onClick={() => setRemoving(true)}>Remove keys</Button>}
            <Button onClick={() => setPasting(true)}>Paste keys</Button>
            <Button
              iconName="download"
              loading={fetchKeys.running}
              loadingText="Asking the issuer"
              onClick={() => void fetchKeys.run({ ProviderArn: arn })}
            >
              Fetch now
            </Button>
          </SpaceBetween>
        )
      }
    >
      <FaultAlert fault={fault} />
      <FaultAlert fault={fetchKeys.fault} onDismiss={fetchKeys.reset}>
        <Button onClick={() => setPasting(true)}>Paste keys</Button>
      </FaultAlert>
      {output !== undefined && <Source keys={output} told={fetchKeys.fault !== undefined} />}
      {output !== undefined && <KeyTable keys={output.keys} />}
      {pasting && <PasteKeys arn={arn} onClose={() => setPasting(false)} />}
      {removing && (
        <DeleteDialog
          title="Remove issuer keys"
          consequences="Tokens of the issuer are not accepted until keys are pasted or fetched again."
          word="remove"
          action="Remove"
          calls={[planned('poolkeeper', 'DeleteIssuerKeys', { ProviderArn: arn })]}
          done="Keys removed."
          onClose={() => setRemoving(false)}
        />
      )}
    </Section>
  );
}

/** Where the keys are from and how old they are, in words. */
function Source({
  keys: { source, owner = '', storedAt, asked, refetched },
  told,
}: {
  readonly keys: IssuerKeys;
  /** Whether the page already says what went wrong when the issuer was asked. */
  readonly told: boolean;
}) {
  return (
    <SpaceBetween size="xs">
      {source === undefined && (
        <StatusIndicator type="warning">No keys: no token of this issuer is accepted</StatusIndicator>
      )}
      {source === 'user pool' && (
        <StatusIndicator type="success">
          Keys of the user pool <Go to={pagePath('user-pool', owner)}>{owner}</Go> of this workspace, always current
        </StatusIndicator>
      )}
      {source === 'local-provider' && (
        <StatusIndicator type="success">
          Keys of the local provider <Go to={pagePath('local-provider', owner)}>{owner}</Go>, always current
        </StatusIndicator>
      )}
      {(source === 'fetched' || source === 'pasted') && storedAt !== undefined && (
        <StatusIndicator type="success">
          {source === 'fetched' ? 'Fetched from the issuer' : 'Pasted'} <Time at={storedAt} />
        </StatusIndicator>
      )}
      {source !== 'user pool' && source !== 'local-provider' && (
        <Box variant="small" color="text-body-secondary">
          {refetched
            ? 'A login with a key that is not in the list makes Poolkeeper ask the issuer, at most once a minute.'
            : source === 'pasted'
              ? 'Pasted keys are never exchanged for others: paste again, or fetch, when the issuer changes its keys.'
              : 'The issuer is not asked unless you say so.'}
        </Box>
      )}
      {asked?.problem !== undefined && !told && (
        <Alert
          type="warning"
          statusIconAriaLabel="Warning"
          header={
            <>
              The issuer was last asked <Time at={asked.at} />
            </>
          }
        >
          {asked.problem}
        </Alert>
      )}
    </SpaceBetween>
  );
}
