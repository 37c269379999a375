import { Box, Button, Container, Form, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { safePoolUpdate, type PoolEdits } from './merge.ts';
import { UpdateReview } from '../../../parts/update-review.tsx';

/**
 * A group of pool settings: shown, and edited in place through the safe update.
 *
 * `edits` is what the form holds as UpdateUserPool's members; `problem` keeps a faulty form from the
 * review. `reset` puts the form back to what the pool has; it runs when editing begins and when it is given up.
 */
export function PoolSection({
  pool,
  title,
  description,
  view,
  form,
  edits,
  invalid = false,
  reset,
}: {
  readonly pool: UserPoolType;
  readonly title: string;
  readonly description?: ReactNode;
  readonly view: ReactNode;
  readonly form: ReactNode;
  readonly edits: () => PoolEdits;
  readonly invalid?: boolean;
  readonly reset: () => void;
}) {
  const [editing, setEditing] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const update = safePoolUpdate(pool, editing && !invalid ? edits() : {});
  const changed = update.differences.length > 0;
  const action = useAction('cognito-idp', 'UpdateUserPool', {
    done: `${title} of ${pool.Name ?? 'the pool'} was updated.`,
    showsFault: true,
    onDone: () => {
      setReviewing(false);
      setEditing(false);
    },
  });
  const begin = (): void => {
    reset();
    action.reset();
    setEditing(true);
  };
  if (!editing) {
    return (
      <Container
        header={
          <Header
            variant="h2"
            {...(description === undefined ? {} : { description })}
            actions={
              <Button ariaLabel={`Edit ${title.toLowerCase()}`} onClick={begin}>
                Edit
              </Button>
            }
          >
            {title}
          </Header>
        }
      >
        {view}
      </Container>
    );
  }
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !invalid) setReviewing(true);
      }}
    >
      <UnsavedGuard dirty={changed} />
      <Container header={<Header variant="h2">{title}</Header>}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              {!changed && !invalid && <Box color="text-body-secondary">Nothing changed yet</Box>}
              <Button variant="link" formAction="none" onClick={() => setEditing(false)}>
                Cancel
              </Button>
              <Button variant="primary" disabled={!changed || invalid}>
                Review changes
              </Button>
            </SpaceBetween>
          }
        >
          {form}
        </Form>
      </Container>
      <UpdateReview
        visible={reviewing}
        operation="UpdateUserPool"
        differences={update.differences}
        rescued={update.rescued}
        calls={[cli('cognito-idp', 'UpdateUserPool', update.request)]}
        running={action.running}
        fault={action.fault}
        onApply={() => void action.run(update.request)}
        onCancel={() => setReviewing(false)}
      />
    </form>
  );
}
