import { objectArn } from '../../../shared/aws/arn.ts';
import { BreadcrumbGroup, Button, ContentLayout, SpaceBetween } from '@cloudscape-design/components';
import { useRef, useState, type DragEvent } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useCall } from '../../client/hooks.ts';
import { useList } from '../../client/lists.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Code } from '../../parts/code.tsx';
import { explainerPath } from '../../lib/explainer-path.ts';
import { GoButton, useFollow } from '../../parts/go.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';
import { BucketCors } from './bucket-cors.tsx';
import { BucketPolicy } from './bucket-policy.tsx';
import { entriesOf, folderPath, size, wayTo, type Entry } from './folder.ts';
import { listCrumb } from '../../../shared/resources.ts';
import { BUCKETS_HELP } from './help.ts';
import { ObjectPane } from './object-pane.tsx';
import { deleteAll, downloadOne, uploadAll } from './work.ts';

const crumbs = [listCrumb('bucket')];

/** A bucket: its objects folder by folder, who may have them, and which web pages may ask. */
export function BucketPage() {
  const { bucket = '' } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const prefix = query.get('prefix') ?? '';
  const object = query.get('object');
  return (
    <ContentLayout
      header={
        <PageHeader
          title={bucket}
          crumbs={crumbs}
          description="Objects of the bucket, and who may have them."
          help={BUCKETS_HELP}
        />
      }
    >
      <SpaceBetween size="l">
        <Objects key={`${bucket} ${prefix}`} bucket={bucket} prefix={prefix} />
        <BucketPolicy key={bucket} bucket={bucket} />
        <BucketCors key={`cors ${bucket}`} bucket={bucket} />
      </SpaceBetween>
      {object !== null && (
        <ObjectPane
          key={object}
          bucket={bucket}
          object={object}
          onClose={() => void navigate(folderPath(bucket, prefix))}
        />
      )}
    </ContentLayout>
  );
}

function Objects({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }) {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const objects = useList('s3', 'ListObjectsV2', { Bucket: bucket, Prefix: prefix, Delimiter: '/' }, (output) =>
    entriesOf(output, prefix),
  );
  const [emptying, setEmptying] = useState(false);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void uploadAll(bucket, prefix, [...event.dataTransfer.files]);
  };
  const all: Entry = { kind: 'folder', key: prefix, name: prefix === '' ? bucket : prefix };
  return (
    <SpaceBetween size="s">
      {prefix !== '' && <Way bucket={bucket} prefix={prefix} />}
      <div
        className={over ? 'pk-drop pk-drop-over' : 'pk-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <ResourceList<Entry>
          id="objects"
          title="Objects"
          description="Drop files here to upload them."
          list={objects}
          keyOf={({ key }) => key}
          link={({ kind, key }) => (kind === 'folder' ? folderPath(bucket, key) : folderPath(bucket, prefix, key))}
          selection="multi"
          columns={[
            { id: 'key', header: 'Name', value: ({ name }) => name, isRowHeader: true, minWidth: 320 },
            {
              id: 'size',
              header: 'Size',
              value: (entry) => (entry.kind === 'folder' ? undefined : entry.Size),
              cell: (entry) => (entry.kind === 'folder' ? '–' : size(entry.Size)),
            },
            {
              id: 'modified',
              header: 'Last modified',
              value: (entry) => (entry.kind === 'folder' ? undefined : entry.LastModified),
              cell: (entry) => (entry.kind === 'folder' ? '–' : <Time seconds={entry.LastModified} />),
              filter: false,
            },
            {
              id: 'etag',
              header: 'ETag',
              value: (entry) => (entry.kind === 'folder' ? undefined : entry.ETag),
              hidden: true,
            },
          ]}
          actions={([only, ...more]) => (
            <>
              {only?.kind === 'object' && more.length === 0 && (
                <GoButton
                  to={explainerPath({ tab: 'who', action: 's3:GetObject', resource: objectArn(bucket, only.key) })}
                >
                  Who can read it?
                </GoButton>
              )}
              <Button disabled={(objects.items ?? []).length === 0} onClick={() => setEmptying(true)}>
                {prefix === '' ? 'Empty bucket' : 'Empty folder'}
              </Button>
            </>
          )}
          acts={[
            {
              text: 'Download',
              when: ([only, ...more]) => only?.kind === 'object' && more.length === 0,
              run: ([only]) => only?.kind === 'object' && void downloadOne(bucket, only.key, only.Size),
            },
          ]}
          remove={(chosen, close) => <DeleteEntries bucket={bucket} entries={chosen} onClose={close} />}
          create={{ text: 'Upload', run: () => picker.current?.click() }}
          empty={{
            title: 'No objects',
            text: 'Drop files here, or put them in with the command below or any S3 client.',
          }}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Files to upload"
          onChange={({ target }) => {
            void uploadAll(bucket, prefix, [...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </div>
      <Code
        label="Upload command"
        text={`aws s3 cp FILE s3://${bucket}/${prefix} --endpoint-url ${workspace.output?.endpoint ?? ''}`}
        copy
      />
      {emptying && <DeleteEntries bucket={bucket} entries={[all]} onClose={() => setEmptying(false)} />}
    </SpaceBetween>
  );
}

/** Asks, then deletes piece by piece with progress; a folder stands for all that is below it. */
function DeleteEntries({
  bucket,
  entries,
  onClose,
}: {
  readonly bucket: string;
  readonly entries: readonly Entry[];
  readonly onClose: () => void;
}) {
  return (
    <ConfirmDelete
      visible
      title={entries.length === 1 ? `Delete ${entries[0]?.name}` : `Delete ${entries.length} entries`}
      consequences={
        entries.some(({ kind }) => kind === 'folder')
          ? 'Everything below the folder is removed from the disk. This cannot be undone.'
          : 'The objects are removed from the disk. This cannot be undone.'
      }
      onCancel={onClose}
      onConfirm={() => {
        onClose();
        void deleteAll(bucket, entries);
      }}
    />
  );
}

/** The folders above, each a link. */
function Way({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }) {
  const follow = useFollow();
  return (
    <BreadcrumbGroup
      ariaLabel="Folder"
      onFollow={follow}
      items={[
        { text: bucket, href: `#${folderPath(bucket)}` },
        ...wayTo(prefix).map(({ text, prefix: at }) => ({ text, href: `#${folderPath(bucket, at)}` })),
      ]}
    />
  );
}
