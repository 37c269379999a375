import { Alert, Box, Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import type { EngineFault } from '../../lib/fault.ts';
import { CopyAsCli, type CliCall } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';

/** A part of a page that is shown, and edited in place. The page holds what is edited, so that others can see it. */
export function Editable({
  title,
  name = title.charAt(0).toLowerCase() + title.slice(1),
  description,
  editing,
  dirty,
  problem,
  running,
  fault,
  calls,
  children,
  onEdit,
  onCancel,
  onSave,
  action = 'Save',
}: {
  readonly title: string;
  /** What is edited, where the title does not say it: `role mapping of Google`. */
  readonly name?: string;
  readonly description?: ReactNode;
  readonly editing: boolean;
  readonly dirty: boolean;
  /** What keeps it from being saved, shown once somebody tries. */
  readonly problem?: string | undefined;
  readonly running: boolean;
  readonly fault: EngineFault | undefined;
  /** What saving would send. */
  readonly calls: readonly CliCall[];
  readonly children: ReactNode;
  readonly onEdit: () => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
  /** `Review changes` where another step follows. */
  readonly action?: 'Save' | 'Review changes';
}) {
  const [tried, setTried] = useState(false);
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(description === undefined ? {} : { description })}
          actions={
            !editing && (
              <Button ariaLabel={`Edit ${name}`} onClick={onEdit}>
                Edit
              </Button>
            )
          }
        >
          {title}
        </Header>
      }
    >
      <UnsavedGuard dirty={editing && dirty} what={name} />
      <SpaceBetween size="l">
        <FaultAlert fault={editing ? fault : undefined} />
        {children}
        {editing && tried && problem !== undefined && (
          <Alert type="error" statusIconAriaLabel="Error">
            {problem}
          </Alert>
        )}
        {editing && (
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                variant="link"
                ariaLabel={`Cancel editing ${name}`}
                onClick={() => {
                  setTried(false);
                  onCancel();
                }}
              >
                Cancel
              </Button>
              <CopyAsCli calls={calls} />
              <Button
                variant="primary"
                ariaLabel={`${action === 'Save' ? 'Save' : 'Review changes of'} ${name}`}
                loading={running}
                disabled={!dirty}
                disabledReason="Nothing changed yet"
                onClick={() => {
                  setTried(problem !== undefined);
                  if (problem === undefined) onSave();
                }}
              >
                {action}
              </Button>
            </SpaceBetween>
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
