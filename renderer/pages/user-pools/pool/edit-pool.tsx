import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { useDraft, useSubmission, type DraftForm } from '../../../parts/form.tsx';
import { safePoolUpdate, type PoolEdits } from './merge.ts';

/**
 * A group of pool settings: shown, and edited in place through the safe update.
 *
 * `start` is what the pool has, as a draft; `edits` is what a draft means as UpdateUserPool's members.
 */
export function PoolSection<T extends FieldValues>({
  pool,
  title,
  description,
  schema,
  start,
  edits,
  view,
  fields,
}: {
  readonly pool: UserPoolType;
  readonly title: string;
  readonly description?: ReactNode;
  readonly schema: z.ZodType<T, T>;
  readonly start: T;
  readonly edits: (draft: T) => PoolEdits;
  readonly view: ReactNode;
  readonly fields: (form: DraftForm<T>) => ReactNode;
}) {
  const form = useDraft(schema, start);
  const update = (draft: T) => safePoolUpdate(pool, edits(draft));
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'UpdateUserPool',
    input: (draft: T) => update(draft).request,
    done: `${title} of ${pool.Name ?? 'the pool'} was updated.`,
  });
  return (
    <EditSection
      title={title}
      description={description}
      form={form}
      start={start}
      saving={saving}
      review={update}
      view={view}
    >
      {fields(form)}
    </EditSection>
  );
}
