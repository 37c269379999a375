import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction } from '../../client/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { LabelledTextarea } from '../../parts/labelled.tsx';
import { Section } from '../../parts/section.tsx';

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
      <Section
        title="Encoded message"
        description="What a refusal that says “Encoded authorization failure message” means."
      >
        <LabelledTextarea
          label="Message"
          description="One that this workspace encoded: the answer to Why? has it where access is refused."
          stretch
          value={message}
          rows={5}
          spellcheck={false}
          onChange={(text) => {
            setMessage(text);
            setDecoded(undefined);
            reset();
          }}
          trim
        />
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
      </Section>
      <FaultAlert fault={fault} />
      {decoded !== undefined && (
        <Section title="Decoded message">
          <JsonView value={decoded} label="Decoded message" />
        </Section>
      )}
    </SpaceBetween>
  );
}
