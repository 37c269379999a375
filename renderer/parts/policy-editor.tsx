import { Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import type { PolicyKind } from '../../shared/poolkeeper/operations.ts';
import type { EngineFault } from '../lib/fault.ts';
import { ActionDialog } from './action-dialog.tsx';
import { CopyAsCli, type CliCall } from './copy-as-cli.tsx';
import { DiffView } from './diff-view.tsx';
import { FaultAlert } from './fault-alert.tsx';
import { jsonProblem } from './json-editor.tsx';
import { PolicyField } from './policy/policy-field.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

/**
 * One policy document: read, edited in place, compared with what was there, saved.
 *
 * `save` answers true when the engine took the document; a refusal (`fault`) names what IAM found wrong. Problems
 * are shown while one writes, but only the engine refuses: what it says on saving counts.
 */
export function PolicyEditor({
  title,
  description,
  document,
  draft: first,
  label,
  kind = 'resource',
  quota,
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
  /** Where the document stands: it decides what is offered and what is wrong. */
  readonly kind?: PolicyKind;
  /** How many characters IAM takes, white space left out. */
  readonly quota?: number;
  readonly fault: EngineFault | undefined;
  readonly running: boolean;
  readonly save: (document: string) => Promise<boolean>;
  readonly asCli: (document: string) => CliCall;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const [draft, setDraft] = useState<string>();
  const [reviewing, review] = useState(false);
  const editing = draft !== undefined;
  const changed = editing && draft !== document;
  const problem = editing ? jsonProblem(draft) : undefined;
  const submit = async (): Promise<void> => {
    if (draft === undefined) return;
    const taken = await save(draft);
    review(false);
    if (taken) setDraft(undefined);
  };
  return (
    <Container
      header={
        <Header
          variant="h3"
          description={description}
          actions={
            editing ? (
              <SpaceBetween direction="horizontal" size="xs">
                <CopyAsCli calls={[asCli(draft)]} />
                <Button onClick={() => setDraft(undefined)}>Cancel</Button>
                <Button
                  variant="primary"
                  disabled={!changed || problem !== undefined}
                  loading={running}
                  // A policy that is new has nothing to be compared with.
                  onClick={() => (document === '' ? void submit() : review(true))}
                >
                  {document === '' ? 'Save' : 'Review and save'}
                </Button>
              </SpaceBetween>
            ) : (
              <SpaceBetween direction="horizontal" size="xs">
                {actions}
                <Button onClick={() => setDraft(first ?? document)}>
                  {first === undefined ? 'Edit' : 'Add policy'}
                </Button>
              </SpaceBetween>
            )
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
        {(editing || document !== '') && (
          <PolicyField
            label={label}
            kind={kind}
            quota={quota}
            value={draft ?? document}
            readOnly={!editing}
            onChange={(text) => editing && setDraft(text)}
            lines={6}
          />
        )}
      </SpaceBetween>
      {reviewing && draft !== undefined && (
        <ActionDialog
          title={`Changes to ${title}`}
          action="Save changes"
          leave="Go on editing"
          size="large"
          running={running}
          onAct={() => void submit()}
          onClose={() => review(false)}
        >
          <DiffView before={document} after={draft} label={`Changes to ${label}`} />
        </ActionDialog>
      )}
    </Container>
  );
}
