import { Box, Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { TagListType } from '../../shared/aws/types/iam.ts';
import { CopyAsCli, type CliCall } from './copy-as-cli.tsx';
import { TagList, tagRecord, tagRows, TagsEditor, tagsProblem, type TagRow } from './tags-editor.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

/** What saving tags amounts to: those to set, and the keys to take away. */
export type TagChanges = { readonly set: TagListType; readonly remove: string[] };

const recordOf = (tags: TagListType = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** Tags as IAM takes them. */
export const tagList = (rows: readonly TagRow[]): TagListType =>
  Object.entries(tagRecord(rows)).map(([Key, Value]) => ({ Key, Value }));

function changesOf(before: Readonly<Record<string, string>>, rows: readonly TagRow[]): TagChanges {
  const after = tagRecord(rows);
  return {
    set: tagList(rows).filter(({ Key, Value }) => before[Key] !== Value),
    remove: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
  };
}

/**
 * The tags of a thing of IAM: shown, and edited in place.
 *
 * `save` answers true when the engine took them; `asCli` gives the calls that do the same.
 */
export function TagsSection({
  tags,
  running,
  save,
  asCli,
}: {
  readonly tags: TagListType | undefined;
  readonly running: boolean;
  readonly save: (changes: TagChanges) => Promise<boolean>;
  readonly asCli: (changes: TagChanges) => readonly CliCall[];
}) {
  const before = recordOf(tags);
  const [rows, setRows] = useState<readonly TagRow[]>();
  const changes = changesOf(before, rows ?? tagRows(before));
  const changed = changes.set.length + changes.remove.length > 0;
  const invalid = rows !== undefined && tagsProblem(rows) !== undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Names of your own. Conditions in policies can ask for them."
          actions={
            rows === undefined ? (
              <Button onClick={() => setRows(tagRows(before))}>Edit tags</Button>
            ) : (
              <SpaceBetween direction="horizontal" size="xs">
                {changed && !invalid && <CopyAsCli calls={asCli(changes)} />}
                <Button onClick={() => setRows(undefined)}>Cancel</Button>
                <Button
                  variant="primary"
                  disabled={!changed || invalid}
                  loading={running}
                  onClick={() => void save(changes).then((taken) => taken && setRows(undefined))}
                >
                  Save tags
                </Button>
              </SpaceBetween>
            )
          }
        >
          Tags
        </Header>
      }
    >
      <UnsavedGuard dirty={rows !== undefined && changed} what="tags" />
      {rows === undefined ? (
        <TagList tags={before} />
      ) : (
        <Box>
          <TagsEditor tags={rows} onChange={setRows} />
        </Box>
      )}
    </Container>
  );
}
