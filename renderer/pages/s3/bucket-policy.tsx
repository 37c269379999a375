import { objectArn } from '../../../shared/aws/arn.ts';
import { Button } from '@cloudscape-design/components';
import { useAction, useCall } from '../../client/hooks.ts';
import { cli } from '../../parts/copy-as-cli.tsx';
import { PolicyEditor } from '../../parts/policy-editor.tsx';

/** What stands in the editor of a bucket that has no policy yet: everyone may read one folder. */
const example = (bucket: string): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'EveryoneReads',
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: objectArn(bucket, 'public/*'),
        },
      ],
    },
    undefined,
    2,
  );

/** The policy of a bucket: read, edited, taken away. */
export function BucketPolicy({ bucket }: { readonly bucket: string }) {
  const { output } = useCall('s3', 'GetBucketPolicy', { Bucket: bucket });
  const put = useAction('s3', 'PutBucketPolicy', { showsFault: true, done: 'Bucket policy saved.' });
  const remove = useAction('s3', 'DeleteBucketPolicy', { done: 'Bucket policy removed.' });
  const policy = output?.Policy;
  return (
    <PolicyEditor
      key={policy ?? ''}
      title="Bucket policy"
      description={
        policy === undefined
          ? 'This bucket has none: the policies of roles alone decide.'
          : 'Has a say in every request: it can let in whom no role lets in, and shut out anyone.'
      }
      label="Bucket policy"
      document={policy ?? ''}
      draft={policy === undefined ? example(bucket) : undefined}
      fault={put.fault}
      running={put.running}
      save={async (text) => (await put.run({ Bucket: bucket, Policy: text })) !== undefined}
      asCli={(text) => cli('s3', 'PutBucketPolicy', { Bucket: bucket, Policy: text })}
      actions={
        policy !== undefined && (
          <Button loading={remove.running} onClick={() => void remove.run({ Bucket: bucket })}>
            Remove
          </Button>
        )
      }
    />
  );
}
