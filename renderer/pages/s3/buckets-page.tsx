import { limitsOf } from '../../../shared/aws/limits.ts';
import { pagePath } from '../../../shared/resources.ts';
import { useList } from '../../client/lists.ts';
import { textRule } from '../../lib/limits.ts';
import { DeleteDialog } from '../../parts/confirm-delete.tsx';
import { cli } from '../../parts/copy-as-cli.tsx';
import { filled } from '../../parts/draft.ts';
import { TextField } from '../../parts/fields.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useDraft } from '../../parts/form.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';
import { z } from 'zod';
import { BUCKETS_HELP } from './help.ts';

/** The buckets on this machine. */
export function BucketsPage() {
  return (
    <ResourceList
      kind="bucket"
      id="buckets"
      title="Buckets"
      page={{ title: 'Resources' }}
      help={BUCKETS_HELP}
      description="Objects that users’ credentials are for, kept on this machine."
      list={useList('s3', 'ListBuckets', {}, 'Buckets')}
      keyOf={({ Name }) => Name}
      link={({ Name }) => pagePath('bucket', Name)}
      columns={[
        { id: 'name', header: 'Bucket', value: ({ Name }) => Name, isRowHeader: true },
        {
          id: 'created',
          header: 'Created',
          value: ({ CreationDate }) => CreationDate,
          cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
          filter: false,
        },
      ]}
      create={{ text: 'Create bucket', dialog: (close) => <CreateBucket onClose={close} /> }}
      remove={([bucket], close) =>
        bucket && (
          <DeleteDialog
            title={`Delete bucket ${bucket.Name}`}
            consequences="Only an empty bucket can be deleted."
            calls={[cli('s3', 'DeleteBucket', { Bucket: bucket.Name })]}
            done={`Bucket ${bucket.Name} deleted.`}
            onClose={close}
          />
        )
      }
      empty={{ title: 'No buckets', text: 'A bucket holds objects that a role’s policy allows or refuses.' }}
    />
  );
}

// What a bucket may be called is the engine's to say: S3's rules are more than a pattern.
const SCHEMA = z.object({ name: filled('Type a name.') });

function CreateBucket({ onClose }: { readonly onClose: () => void }) {
  const form = useDraft(SCHEMA, { name: '' });
  return (
    <FormDialog
      title="Create bucket"
      action="Create bucket"
      form={form}
      service="s3"
      operation="CreateBucket"
      input={({ name }) => ({ Bucket: name })}
      done={(_, { Bucket }) => `Bucket ${Bucket} created.`}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="name"
        label="Bucket name"
        constraint={`${textRule(limitsOf('s3', 'CreateBucket', 'Bucket'))}.`}
        trim
      />
    </FormDialog>
  );
}
