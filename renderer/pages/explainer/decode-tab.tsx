import { Button, Container, FormField, Header, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction } from '../../client/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonView } from '../../parts/json-view.tsx';

/** Opens an encoded authorization message, as a refusal of EC2 and others carries it. */
export function DecodeTab() {
  const [message, setMessage] = useState('');
  const [decoded, setDecoded] = useState<unknown>();
  const { run, running, fault, reset } = useAction('sts', 'DecodeAuthorizationMessage', {
    showsFault: true,
    onDone: ({ DecodedMessage = '{}' }) => setDecoded(JSON.parse(DecodedMessage)),
  });
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description="What a refusal that says “Encoded authorization failure message” means.">
            Encoded message
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FormField
            label="Message"
            description="One that this workspace encoded: the answer to Why? has it where access is refused."
            stretch
          >
            <Textarea
              value={message}
              rows={5}
              spellcheck={false}
              onChange={({ detail }) => {
                setMessage(detail.value.trim());
                setDecoded(undefined);
                reset();
              }}
            />
          </FormField>
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="primary"
              disabled={message === ''}
              loading={running}
              onClick={() => void run({ EncodedMessage: message })}
            >
              Decode
            </Button>
            <CopyAsCli calls={[cli('sts', 'DecodeAuthorizationMessage', { EncodedMessage: message })]} />
          </SpaceBetween>
        </SpaceBetween>
      </Container>
      <FaultAlert fault={fault} />
      {decoded !== undefined && (
        <Container header={<Header variant="h2">Decoded message</Header>}>
          <JsonView value={decoded} label="Decoded message" />
        </Container>
      )}
    </SpaceBetween>
  );
}
