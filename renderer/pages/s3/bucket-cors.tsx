import { Box, Button } from '@cloudscape-design/components';
import { z } from 'zod';
import type { CORSRule } from '../../../shared/aws/types/s3.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { cli } from '../../parts/copy-as-cli.tsx';
import { jsonText } from '../../parts/draft.ts';
import { EditSection } from '../../parts/edit-section.tsx';
import { Field } from '../../parts/fields.tsx';
import { useDraft, usePlan } from '../../parts/form.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';

const EXAMPLE: readonly CORSRule[] = [
  {
    AllowedOrigins: ['http://localhost:3000'],
    AllowedMethods: ['GET', 'PUT', 'HEAD'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 3000,
  },
];

const printed = (rules: readonly CORSRule[]): string => JSON.stringify(rules, undefined, 2);

const SCHEMA = z.object({ rules: jsonText() });

/** Which web pages may use a bucket: its CORS rules, or that all may. */
export function BucketCors({ bucket: Bucket }: { readonly bucket: string }) {
  const rules = useCall('s3', 'GetBucketCors', { Bucket }).output?.CORSRules;
  const start = { rules: printed(rules ?? EXAMPLE) };
  const form = useDraft(SCHEMA, start);
  const saving = usePlan<typeof start>((draft) => {
    if (jsonProblem(draft.rules) !== undefined) return [];
    const CORSRules = JSON.parse(draft.rules) as CORSRule[];
    return [cli('s3', 'PutBucketCors', { Bucket, CORSConfiguration: { CORSRules } })];
  }, 'CORS rules saved.');
  const remove = useAction('s3', 'DeleteBucketCors', { done: 'CORS rules removed.' });
  return (
    <EditSection
      title="Cross-origin resource sharing (CORS)"
      name="CORS rules"
      description={
        rules === undefined
          ? 'This bucket has no rules: any page may read what its requests are answered.'
          : 'The rules alone say which pages may use the bucket.'
      }
      edit={rules === undefined ? 'Add rules' : 'Edit rules'}
      save="Save rules"
      actions={
        rules !== undefined && (
          <Button formAction="none" loading={remove.running} onClick={() => void remove.run({ Bucket })}>
            Remove rules
          </Button>
        )
      }
      view={
        rules === undefined ? (
          <Box color="text-body-secondary">
            Who may read an object is decided by signatures and policies either way.
          </Box>
        ) : (
          <Code label="CORS rules" text={printed(rules)} copy />
        )
      }
      form={form}
      start={start}
      proposed={rules === undefined}
      saving={saving}
    >
      <Field form={form} name="rules" label="CORS rules" stretch>
        {({ value, onChange }) => <JsonEditor label="CORS rules" value={value} onChange={onChange} lines={12} />}
      </Field>
    </EditSection>
  );
}
