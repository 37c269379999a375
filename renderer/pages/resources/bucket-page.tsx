import { Button, ContentLayout, SpaceBetween } from '@cloudscape-design/components';
import { useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { S3Object } from '../../../shared/aws/types/s3.ts';
import { useCall, usePages } from '../../engine/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { explainerPath } from '../../parts/explainer-path.ts';
import { GoButton } from '../../parts/go.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { startProgress } from '../../state/flash.ts';
import { call } from '../../engine/client.ts';
import { asFault } from '../../engine/fault.ts';
import { BucketPolicy } from './bucket-policy.tsx';
import { RESOURCES_HELP } from './help.ts';
import { download, upload as transfer } from './transfer.ts';

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** `312 bytes`, `4.2 MB`. */
export function size(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  return power === 0 ? `${bytes} bytes` : `${(bytes / 2 ** (10 * power)).toFixed(1)} ${UNITS[power] ?? ''}`;
}

/** The objects of one bucket. */
export function BucketPage() {
  const { bucket = '' } = useParams();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const objects = usePages(
    's3',
    'ListObjectsV2',
    { Bucket: bucket },
    {
      token: 'ContinuationToken',
      items: (output) => output.Contents ?? [],
      next: (output) => output.NextContinuationToken,
    },
  );
  const [chosen, choose] = useState<S3Object[]>([]);
  const [deleting, setDeleting] = useState(false);
  const upload = `aws s3 cp FILE s3://${bucket}/FOLDER/ --endpoint-url ${workspace.output?.endpoint ?? ''}`;

  const picker = useRef<HTMLInputElement>(null);

  const remove = async (): Promise<void> => {
    setDeleting(false);
    const progress = startProgress(`Deleting ${chosen.length} objects`, chosen.length);
    let done = 0;
    for (const { Key } of chosen) {
      if (progress.signal.aborted) break;
      try {
        await call('s3', 'DeleteObject', { Bucket: bucket, Key });
      } catch (error) {
        progress.fail(asFault(error));
        return;
      }
      progress.step(++done, Key);
    }
    choose([]);
    progress.succeed(`${done} of ${chosen.length} objects deleted.`);
  };

  const put = async (files: readonly File[]): Promise<void> => {
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const progress = startProgress(`Uploading ${files.length === 1 ? files[0]?.name : `${files.length} files`}`, total);
    let [before, done] = [0, 0];
    try {
      for (const file of files) {
        const sent = (bytes: number): void => progress.step(before + bytes, file.name);
        if (!(await transfer({ Bucket: bucket, Key: file.name }, file, progress.signal, sent))) break;
        before += file.size;
        done++;
      }
      progress.succeed(`${done} of ${files.length} files uploaded.`);
    } catch (error) {
      progress.fail(asFault(error));
    }
  };

  const fetchObject = async ({ Key, Size }: S3Object): Promise<void> => {
    const progress = startProgress(`Downloading ${Key}`, Size);
    try {
      await download({ Bucket: bucket, Key }, Size, progress.signal, (bytes) => progress.step(bytes));
      progress.succeed(`${Key} downloaded.`);
    } catch (error) {
      progress.fail(asFault(error));
    }
  };

  return (
    <ContentLayout
      header={
        <PageHeader
          title={bucket}
          crumbs={[{ text: 'Resources', href: '/resources' }]}
          description="Objects of the bucket, and who may have them."
          help={RESOURCES_HELP}
        />
      }
    >
      <SpaceBetween size="l">
        <Code label="Upload command" text={upload} copy />
        <ResourceTable<S3Object>
          id="objects"
          title="Objects"
          items={objects.items}
          loading={objects.loading}
          fault={objects.fault}
          more={objects.more}
          loadingMore={objects.loadingMore}
          onMore={objects.loadMore}
          keyOf={({ Key }) => Key}
          selectionType="multi"
          selected={chosen}
          onSelect={choose}
          columns={[
            {
              id: 'key',
              header: 'Key',
              value: ({ Key }) => Key,
              cell: ({ Key }) => <Copy value={Key} what="object key" />,
              isRowHeader: true,
              minWidth: 320,
            },
            { id: 'size', header: 'Size', value: ({ Size }) => Size, cell: ({ Size }) => size(Size) },
            {
              id: 'modified',
              header: 'Last modified',
              value: ({ LastModified }) => LastModified,
              cell: ({ LastModified }) => <Time seconds={LastModified} />,
              filter: false,
            },
            { id: 'etag', header: 'ETag', value: ({ ETag }) => ETag, hidden: true },
          ]}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={chosen.length !== 1}
                onClick={() => chosen[0] !== undefined && void fetchObject(chosen[0])}
              >
                Download
              </Button>
              <GoButton
                to={explainerPath({
                  tab: 'who',
                  action: 's3:GetObject',
                  resource: `arn:aws:s3:::${bucket}/${chosen[0]?.Key ?? ''}`,
                })}
                disabled={chosen.length !== 1}
              >
                Who can read it?
              </GoButton>
              <Button disabled={chosen.length === 0} onClick={() => setDeleting(true)}>
                Delete
              </Button>
              <Button variant="primary" onClick={() => picker.current?.click()}>
                Upload
              </Button>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                aria-label="Files to upload"
                onChange={({ target }) => {
                  void put([...(target.files ?? [])]);
                  target.value = '';
                }}
              />
            </SpaceBetween>
          }
          empty={{ title: 'No objects', text: 'Upload one, or put it in with the command above or any S3 client.' }}
        />
        <BucketPolicy key={bucket} bucket={bucket} />
      </SpaceBetween>
      <ConfirmDelete
        visible={deleting}
        title={`Delete ${chosen.length === 1 ? chosen[0]?.Key : `${chosen.length} objects`}`}
        consequences="The objects are removed from the disk. This cannot be undone."
        onCancel={() => setDeleting(false)}
        onConfirm={() => void remove()}
      />
    </ContentLayout>
  );
}
