import { Box, Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { CORSRule } from '../../../shared/aws/types/s3.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';

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

/** Which web pages may use a bucket: its CORS rules, or that all may. */
export function BucketCors({ bucket }: { readonly bucket: string }) {
  const { output } = useCall('s3', 'GetBucketCors', { Bucket: bucket });
  const [draft, setDraft] = useState<string>();
  const put = useAction('s3', 'PutBucketCors', { showsFault: true, done: 'CORS rules saved.' });
  const remove = useAction('s3', 'DeleteBucketCors', { done: 'CORS rules removed.' });
  const rules = output?.CORSRules;
  const problem = draft === undefined ? undefined : jsonProblem(draft);
  const input = (text: string) => ({
    Bucket: bucket,
    CORSConfiguration: { CORSRules: JSON.parse(text) as CORSRule[] },
  });
  const save = async (text: string): Promise<void> => {
    if ((await put.run(input(text))) !== undefined) setDraft(undefined);
  };
  return (
    <Container
      header={
        <Header
          variant="h3"
          description={
            rules === undefined
              ? 'This bucket has no rules: any page may read what its requests are answered.'
              : 'The rules alone say which pages may use the bucket.'
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {draft === undefined ? (
                <>
                  {rules !== undefined && (
                    <Button loading={remove.running} onClick={() => void remove.run({ Bucket: bucket })}>
                      Remove rules
                    </Button>
                  )}
                  <Button onClick={() => setDraft(printed(rules ?? EXAMPLE))}>
                    {rules === undefined ? 'Add rules' : 'Edit rules'}
                  </Button>
                </>
              ) : (
                <>
                  {problem === undefined && <CopyAsCli calls={[cli('s3', 'PutBucketCors', input(draft))]} />}
                  <Button onClick={() => setDraft(undefined)}>Cancel</Button>
                  <Button
                    variant="primary"
                    disabled={problem !== undefined}
                    loading={put.running}
                    onClick={() => void save(draft)}
                  >
                    Save rules
                  </Button>
                </>
              )}
            </SpaceBetween>
          }
        >
          Cross-origin resource sharing (CORS)
        </Header>
      }
    >
      <SpaceBetween size="s">
        <UnsavedGuard dirty={draft !== undefined && !put.running} what="CORS rules" />
        <FaultAlert fault={draft === undefined ? undefined : put.fault} />
        {draft !== undefined ? (
          <JsonEditor label="CORS rules" value={draft} onChange={setDraft} lines={12} />
        ) : rules === undefined ? (
          <Box color="text-body-secondary">
            Who may read an object is decided by signatures and policies either way.
          </Box>
        ) : (
          <Code label="CORS rules" text={printed(rules)} copy />
        )}
      </SpaceBetween>
    </Container>
  );
}
