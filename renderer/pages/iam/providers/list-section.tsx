import { Box, Button, FormField, Input, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { CopyAsCli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { Section } from '../../../parts/section.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';

/**
 * A short list of values that are added and removed one by one: audiences, thumbprints.
 *
 * `add` answers true when the engine took the value.
 */
export function ListSection({
  title,
  one,
  description,
  constraint,
  empty,
  values,
  running,
  add,
  remove,
  asCli,
}: {
  readonly title: string;
  /** One of them: `audience`. */
  readonly one: string;
  readonly description: string;
  readonly constraint?: string;
  readonly empty: string;
  readonly values: readonly string[];
  readonly running: boolean;
  readonly add: (value: string) => Promise<boolean>;
  readonly remove: (value: string) => void;
  readonly asCli: (value: string) => CliCall;
}) {
  const [draft, setDraft] = useState('');
  const known = values.includes(draft);
  const submit = async (): Promise<void> => {
    if (draft !== '' && !known && (await add(draft))) setDraft('');
  };
  return (
    <Section title={title} count={values.length} description={description}>
      <UnsavedGuard dirty={draft !== ''} what={one} />
      {values.length === 0 ? (
        <Box color="text-body-secondary">{empty}</Box>
      ) : (
        <SpaceBetween size="xxs">
          {values.map((value) => (
            <SpaceBetween key={value} direction="horizontal" size="xs" alignItems="center">
              <Copy value={value} what={one} />
              <Button
                variant="inline-icon"
                iconName="remove"
                ariaLabel={`Remove ${one} ${value}`}
                onClick={() => remove(value)}
              />
            </SpaceBetween>
          ))}
        </SpaceBetween>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SpaceBetween direction="horizontal" size="xs" alignItems="end">
          <FormField
            label={`Add ${one}`}
            description={constraint}
            errorText={known ? `This ${one} is in the list.` : undefined}
          >
            <Input value={draft} onChange={({ detail }) => setDraft(detail.value.trim())} />
          </FormField>
          <Button disabled={draft === '' || known} loading={running}>
            Add
          </Button>
          {draft !== '' && <CopyAsCli calls={[asCli(draft)]} />}
        </SpaceBetween>
      </form>
    </Section>
  );
}
