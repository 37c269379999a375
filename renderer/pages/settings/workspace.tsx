import {
  Box,
  Button,
  Container,
  Form,
  FormField,
  Header,
  Input,
  RadioGroup,
  SpaceBetween,
  Toggle,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type { WorkspaceSettings as Settings } from '../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';

/** The members of a form that differ from what is stored. */
export function changesOf(stored: Settings, edited: Settings): Partial<Settings> {
  return Object.fromEntries(Object.entries(edited).filter(([name, value]) => stored[name as keyof Settings] !== value));
}

/** Region, account, issuer and strictness. They hold at once, for what is made and called from then on. */
export function WorkspaceSettings({ stored }: { readonly stored: Settings }) {
  const [edits, setEdits] = useState<Partial<Settings>>({});
  const edited = { ...stored, ...edits };
  const changes = changesOf(stored, edited);
  const dirty = Object.keys(changes).length > 0;
  const edit = (change: Partial<Settings>): void => setEdits({ ...edits, ...change });
  const save = useAction('poolkeeper', 'UpdateWorkspaceSettings', {
    done: 'The workspace settings are saved.',
    showsFault: true,
    onDone: () => setEdits({}),
  });
  const badRegion = /^[a-z]{2}(-[a-z]+)+-\d$/.test(edited.region) ? '' : 'A region looks like us-east-1.';
  const badAccount = /^\d{12}$/.test(edited.account) ? '' : 'An account number has 12 digits.';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && badRegion === '' && badAccount === '') void save.run(changes);
      }}
    >
      <UnsavedGuard dirty={dirty} what="workspace settings" />
      <Container header={<Header variant="h2">Workspace</Header>}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" disabled={!dirty} onClick={() => setEdits({})}>
                Undo changes
              </Button>
              <Button
                variant="primary"
                disabled={!dirty || badRegion !== '' || badAccount !== ''}
                loading={save.running}
              >
                Save changes
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={save.fault} onDismiss={save.reset} />
            <FormField
              label="Region"
              description="Of everything the console makes, and of calls without a signature. A signed call keeps the region it was signed for."
              errorText={badRegion}
            >
              <Input value={edited.region} onChange={({ detail }) => edit({ region: detail.value })} />
            </FormField>
            <FormField
              label="Account number"
              description="Stands in ARNs that are made from now on."
              errorText={badAccount}
            >
              <Input
                value={edited.account}
                inputMode="numeric"
                onChange={({ detail }) => edit({ account: detail.value })}
              />
            </FormField>
            <FormField
              label="Issuer of tokens"
              description="The iss claim. Tokens that were issued before keep theirs."
            >
              <RadioGroup
                value={edited.issuer}
                onChange={({ detail }) => edit({ issuer: detail.value as Settings['issuer'] })}
                items={[
                  {
                    value: 'local',
                    label: 'Local address',
                    description: 'Verifiers fetch the keys from this engine, with nothing to configure but the issuer.',
                  },
                  {
                    value: 'aws',
                    label: "AWS's own address",
                    description:
                      'For verifiers that insist on cognito-idp.<region>.amazonaws.com. They need the keys given to them.',
                  },
                ]}
              />
            </FormField>
            <FormField
              label="Mail catcher"
              description="Gets the e-mails of the outbox by SMTP, from now on. Empty: they stay in the outbox."
              constraintText="host:port, for example localhost:1025"
            >
              <Input
                value={edited.smtp}
                placeholder="localhost:1025"
                onChange={({ detail }) => edit({ smtp: detail.value.trim() })}
              />
            </FormField>
            <FormField label="Access keys that the engine did not issue">
              <Toggle
                checked={edited.strict}
                onChange={({ detail }) => edit({ strict: detail.checked })}
                description="When off, any keys on this machine act as the account root, so that clients need no set-up."
              >
                Refuse them (strict)
              </Toggle>
            </FormField>
            {edited.strict && !stored.strict && (
              <Box color="text-status-warning">
                Clients with made-up keys will be refused with UnrecognizedClientException. The console itself stays
                signed in.
              </Box>
            )}
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
