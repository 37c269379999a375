import { Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import type { EngineFault } from '../engine/fault.ts';
import { FaultAlert } from './fault-alert.tsx';
import { JsonEditor, jsonProblem } from './json-editor.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { CopyAsCli, type CliCall } from './copy-as-cli.tsx';

/**
 * One policy document: read, then edited in place.
 *
 * `save` answers true when the engine took the document; a refusal (`fault`) names what IAM found wrong.
 */
export function PolicyEditor({
  title,
  description,
  document,
  draft: first,
  label,
  fault,
  running,
  save,
  asCli,
  actions,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly document: string;
  /** What editing begins with, where there is no document yet. */
  readonly draft?: string | undefined;
  readonly label: string;
  readonly fault: EngineFault | undefined;
  readonly running: boolean;
  readonly save: (document: string) => Promise<boolean>;
  readonly asCli: (document: string) => CliCall;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const [draft, setDraft] = useState<string>();
  const editing = draft !== undefined;
  const changed = editing && draft !== document;
  const problem = editing ? jsonProblem(draft) : undefined;
  return (
    <Container
      header={
        <Header
          variant="h3"
          {...(description === undefined ? {} : { description })}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {editing ? (
                <>
                  <CopyAsCli calls={[asCli(draft)]} />
                  <Button onClick={() => setDraft(undefined)}>Cancel</Button>
                  <Button
                    variant="primary"
                    disabled={!changed || problem !== undefined}
                    loading={running}
                    onClick={() => void save(draft).then((taken) => taken && setDraft(undefined))}
                  >
                    Save
                  </Button>
                </>
              ) : (
                <>
                  {actions}
                  <Button onClick={() => setDraft(first ?? document)}>
                    {first === undefined ? 'Edit' : 'Add policy'}
                  </Button>
                </>
              )}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
    >
      <UnsavedGuard dirty={changed} what={`changes to ${title}`} />
      <SpaceBetween size="m">
        {children}
        <FaultAlert fault={fault} />
        <JsonEditor
          label={label}
          value={draft ?? document}
          readOnly={!editing}
          onChange={(text) => editing && setDraft(text)}
          lines={6}
        />
      </SpaceBetween>
    </Container>
  );
}
