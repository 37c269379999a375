import { useState, type ReactNode } from 'react';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { useAction } from '../../client/hooks.ts';
import { cli } from '../../parts/copy-as-cli.tsx';
import { UpdateReview } from '../../parts/update-review.tsx';
import { Editable } from './editable.tsx';
import { safeIdentityPoolUpdate, type IdentityPoolEdits } from './update.ts';

/** A group of identity pool settings: shown, and edited in place through the safe update. */
export function PoolSection({
  pool,
  title,
  description,
  view,
  form,
  edits,
  problem,
  reset,
}: {
  readonly pool: IdentityPool;
  readonly title: string;
  readonly description?: string;
  readonly view: ReactNode;
  readonly form: ReactNode;
  /** What the form holds. */
  readonly edits: IdentityPoolEdits;
  readonly problem?: string | undefined;
  /** Puts the form back to what the pool has. */
  readonly reset: () => void;
}) {
  const [state, setState] = useState<'shown' | 'editing' | 'reviewing'>('shown');
  const update = safeIdentityPoolUpdate(pool, edits);
  const calls = [cli('cognito-identity', 'UpdateIdentityPool', update.request)];
  const save = useAction('cognito-identity', 'UpdateIdentityPool', {
    showsFault: true,
    done: `${title} of ${pool.IdentityPoolName} saved.`,
    onDone: () => setState('shown'),
  });
  return (
    <>
      <Editable
        title={title}
        {...(description === undefined ? {} : { description })}
        editing={state !== 'shown'}
        dirty={update.differences.length > 0}
        problem={problem}
        running={false}
        fault={undefined}
        calls={calls}
        action="Review changes"
        onEdit={() => {
          reset();
          setState('editing');
        }}
        onCancel={() => setState('shown')}
        onSave={() => {
          save.reset();
          setState('reviewing');
        }}
      >
        {state === 'shown' ? view : form}
      </Editable>
      <UpdateReview
        visible={state === 'reviewing'}
        operation="UpdateIdentityPool"
        differences={update.differences}
        rescued={update.rescued}
        calls={calls}
        running={save.running}
        fault={save.fault}
        onApply={() => void save.run(update.request)}
        onCancel={() => setState('editing')}
      />
    </>
  );
}
