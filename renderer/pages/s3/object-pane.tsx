import { objectArn } from '../../../shared/aws/arn.ts';
import { Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { TestCaller } from '../../../shared/poolkeeper/operations.ts';
import type { Output } from '../../../shared/contract.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { cliLine } from '../../lib/cli.ts';
import { Code } from '../../parts/code.tsx';
import { Copy } from '../../parts/copy.tsx';
import { explainerPath } from '../../lib/explainer-path.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { Time } from '../../parts/time.tsx';
import { CallerPicker, callerOf, EMPTY_CALLER, usePools } from '../../parts/caller-picker.tsx';
import { size } from './folder.ts';
import { Preview } from './preview.tsx';
import { downloadOne } from './work.ts';
import { LabelledSelect } from '../../parts/labelled.tsx';

type Place = { readonly bucket: string; readonly object: string };

/** One object: what is known of it, a look at it, an address for somebody else, and who may read it. */
export function ObjectPane({ bucket, object, onClose }: Place & { readonly onClose: () => void }) {
  const at = { Bucket: bucket, Key: object };
  const { output, fault } = useCall('s3', 'HeadObject', { ...at, ChecksumMode: 'ENABLED' });
  return (
    <SplitPane header={object.split('/').at(-1) || object} onClose={onClose}>
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {output !== undefined && <Facts bucket={bucket} object={object} head={output} />}
        {output !== undefined && (
          <Preview bucket={bucket} object={object} type={output.ContentType ?? ''} bytes={output.ContentLength} />
        )}
        {output !== undefined && <Address bucket={bucket} object={object} />}
      </SpaceBetween>
    </SplitPane>
  );
}

function Facts({ bucket, object, head }: Place & { readonly head: Output<'s3', 'HeadObject'> }) {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const tags = useCall('s3', 'GetObjectTagging', { Bucket: bucket, Key: object });
  const endpoint = workspace.output?.endpoint ?? '';
  const region = workspace.output?.settings.region ?? 'us-east-1';
  const arn = objectArn(bucket, object);
  const sums = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
  const sum = sums.find((name) => head[`Checksum${name}`] !== undefined);
  const command = cliLine('s3', 'GetObject', { Bucket: bucket, Key: object }, { endpoint, region });
  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Button onClick={() => void downloadOne(bucket, object, head.ContentLength)}>Download</Button>
        <Copy value={`${command} FILE`} what="CLI command" variant="button" />
        <Go to={explainerPath({ tab: 'who', action: 's3:GetObject', resource: arn })}>Who can read it?</Go>
      </SpaceBetween>
      <KeyValues
        columns={2}
        items={[
          { label: 'Key', value: object, copy: true },
          { label: 'ARN', value: arn, copy: true },
          { label: 'URL', value: `${endpoint}/${bucket}/${encodeURI(object)}`, copy: true },
          { label: 'Size', value: size(head.ContentLength) },
          { label: 'Type', value: head.ContentType },
          { label: 'Last modified', value: <Time seconds={head.LastModified} /> },
          { label: 'ETag', value: head.ETag, copy: true },
          {
            label: sum === undefined ? 'Checksum' : `Checksum (${sum})`,
            value: sum === undefined ? '' : head[`Checksum${sum}`],
          },
          ...Object.entries(head.Metadata ?? {}).map(([name, value]) => ({ label: `x-amz-meta-${name}`, value })),
          ...(tags.output?.TagSet ?? []).map(({ Key, Value }) => ({ label: `Tag ${Key}`, value: Value })),
        ]}
      />
    </SpaceBetween>
  );
}

const HOLDS = [
  { value: '60', label: '1 minute' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '604800', label: '7 days' },
];

/** An address that reads the object as somebody, until it expires. */
function Address({ bucket, object }: Place) {
  const pools = usePools();
  const [draft, setDraft] = useState({ ...EMPTY_CALLER, kind: 'root' as TestCaller['kind'] });
  const [holds, setHolds] = useState('900');
  const sign = useAction('poolkeeper', 'PresignObject', { showsFault: true });
  const [made, setMade] = useState<Output<'poolkeeper', 'PresignObject'>>();
  const caller = callerOf(draft, pools);
  const submit = async (): Promise<void> => {
    if (caller === undefined) return;
    setMade(await sign.run({ Bucket: bucket, Key: object, Expires: Number(holds), As: caller }));
  };
  return (
    <section aria-label="Presigned address">
      <SpaceBetween size="m">
        <Box variant="h3">Presigned address</Box>
        <CallerPicker draft={draft} onChange={setDraft} pools={pools} kinds={['root', 'user', 'role']} />
        <LabelledSelect
          label="Holds for"
          value={holds}
          options={HOLDS}
          onChange={(chosen) => setHolds(chosen ?? '900')}
        />
        <Button loading={sign.running} disabled={caller === undefined} onClick={() => void submit()}>
          Make address
        </Button>
        <FaultAlert fault={sign.fault} />
        {made !== undefined && (
          <>
            <Code label="Presigned address" text={made.url} wrap copy />
            <Box variant="p">
              Reads as {made.caller} until <Time at={made.expiresAt} absolute />.
            </Box>
          </>
        )}
      </SpaceBetween>
    </section>
  );
}
