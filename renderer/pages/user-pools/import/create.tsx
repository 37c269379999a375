import { Alert, ContentLayout, FileUpload, Input } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { roleArn } from '../../../../shared/aws/arn.ts';
import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli } from '../../../lib/cli.ts';
import { poolPath } from '../../../lib/paths.ts';
import { Field, SelectField, TextField } from '../../../parts/fields.tsx';
import { Form, useDraft } from '../../../parts/form.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Section } from '../../../parts/section.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { beginningOf } from './files.ts';
import { Preview } from './preview.tsx';

/** A larger file goes to the job's address: more than this does not fit into one call of the console. */
const LARGEST = 24 * 1024 * 1024;

const ALGORITHMS = [
  { value: 'none', label: 'No hashes', description: 'Every user sets a new password by “Forgot password”' },
  { value: 'BCRYPT', label: 'bcrypt', description: '$2b$cost$… with a cost of up to 12' },
  { value: 'SCRYPT', label: 'scrypt', description: 'N$r$p$salt$hash in hexadecimal, N up to 65536, r up to 8, p 1' },
  { value: 'ARGON2ID', label: 'Argon2id', description: '$argon2id$… with up to 19456 KiB, two passes, one lane' },
  { value: 'PBKDF2_SHA256', label: 'PBKDF2 with SHA-256', description: '$pbkdf2-sha256$… up to 600000 iterations' },
];

const tooLarge = (files: readonly File[]): boolean => files.some(({ size }) => size > LARGEST);

const SCHEMA = z.object({
  files: z
    .custom<readonly File[]>()
    .refine((files) => files.length > 0, 'Choose a CSV file.')
    .refine(
      (files) => !tooLarge(files),
      'The file is larger than 24 MB: create the job with the AWS CLI and send it to its address.',
    ),
  hashes: z.string(),
  name: z.string().refine((name) => name.trim() !== '', 'Give the job a name.'),
  /** Null: the usual one. */
  role: z.string().nullable(),
});
type ImportDraft = z.infer<typeof SCHEMA>;

const START: ImportDraft = { files: [], hashes: 'none', name: '', role: null };

/** The page that imports users: file, hashes, what would come of the first rows, start. */
export function CreateImportPage() {
  const { poolId, pool, read } = usePool();
  const navigate = useNavigate();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const form = useDraft(SCHEMA, START);
  const [beginning, setBeginning] = useState('');
  const [job, setJob] = useState<string>();
  const create = useAction('cognito-idp', 'CreateUserImportJob', { showsFault: true });
  const upload = useAction('poolkeeper', 'UploadImportFile', { showsFault: true });
  const start = useAction('cognito-idp', 'StartUserImportJob', { showsFault: true });
  useEffect(() => {
    if (job !== undefined) void navigate(pagePath('import', poolId, job));
  }, [job, navigate, poolId]);
  if (pool === undefined) return <PoolGate read={read} title="Import users" />;

  const account = workspace.output?.settings.account ?? '000000000000';
  const usualRole = roleArn({ account, name: 'CognitoUserImport' });
  const algorithmOf = ({ hashes }: ImportDraft) =>
    hashes === 'none' ? undefined : (hashes as PasswordHashingAlgorithmType);
  const requestOf = (draft: ImportDraft) => {
    const algorithm = algorithmOf(draft);
    return {
      UserPoolId: poolId,
      JobName: draft.name.trim(),
      CloudWatchLogsRoleArn: draft.role ?? usualRole,
      ...(algorithm === undefined ? {} : { PasswordHashingAlgorithm: algorithm }),
    };
  };
  const pick = (files: File[], onChange: (files: File[]) => void): void => {
    onChange(files);
    const [file] = files;
    if (file === undefined) return setBeginning('');
    void beginningOf(file).then(setBeginning);
    if (form.getValues('name') === '') form.setValue('name', nameFrom(file.name), { shouldDirty: true });
  };
  const submit = async (draft: ImportDraft): Promise<void> => {
    const [file] = draft.files;
    const JobId = (await create.run(requestOf(draft)))?.UserImportJob?.JobId;
    if (JobId === undefined || file === undefined) return;
    const sent = await upload.run({ JobId, Text: await file.text() });
    if (sent !== undefined) await start.run({ UserPoolId: poolId, JobId });
    setJob(JobId);
  };
  const draft = form.watch();
  const [file] = draft.files;
  const running = create.running || upload.running || start.running;
  return (
    <ContentLayout header={<PageHeader title="Import users" crumbs={poolCrumbs(pool, 'import')} help={help.import} />}>
      <UnsavedGuard dirty={form.formState.isDirty && job === undefined && !running} what="import" />
      <Form
        form={form}
        label="Import users"
        action="Start import"
        running={running}
        fault={create.fault ?? upload.fault ?? start.fault}
        calls={[cli('cognito-idp', 'CreateUserImportJob', requestOf(draft))]}
        cancel={poolPath(poolId, 'import')}
        onSubmit={submit}
      >
        <Section title="File">
          <Field
            form={form}
            name="files"
            label="CSV file"
            description="A header with the pool’s columns, then a row for each user. A comma within a value is written as \, and nothing is quoted."
          >
            {({ value, onChange, ref }) => (
              <FileUpload
                ref={ref}
                value={[...value]}
                onChange={({ detail }) => pick(detail.value, onChange)}
                accept=".csv,text/csv"
                showFileSize
                constraintText="UTF-8, up to 24 MB here; the job’s address takes up to 100 MB."
                i18nStrings={{
                  uploadButtonText: () => 'Choose file',
                  dropzoneText: () => 'Drop the file to import it',
                  removeFileAriaLabel: () => 'Remove file',
                  limitShowFewer: 'Show fewer files',
                  limitShowMore: 'Show more files',
                  errorIconAriaLabel: 'Error',
                }}
              />
            )}
          </Field>
          <SelectField
            form={form}
            name="hashes"
            label="Password hashes"
            description="How the column password_hash was made. One algorithm for the whole file; users without a hash set a new password."
            options={ALGORITHMS}
          />
        </Section>
        {file !== undefined && beginning !== '' && (
          <Preview
            poolId={poolId}
            text={beginning}
            whole={beginning.length >= file.size}
            algorithm={algorithmOf(draft)}
          />
        )}
        <Section title="Job">
          <TextField form={form} name="name" label="Job name" />
          <Field
            form={form}
            name="role"
            label="IAM role for the log"
            description="AWS writes the log to CloudWatch with it. Here the log is kept with the job, and the role need not exist."
          >
            {({ value, onChange, ref }) => (
              <Input ref={ref} value={value ?? usualRole} onChange={({ detail }) => onChange(detail.value)} />
            )}
          </Field>
        </Section>
        <Alert type="info" statusIconAriaLabel="Info">
          While users are imported the pool’s settings cannot be changed. Users who exist are skipped, functions are not
          run and no messages are sent.
        </Alert>
      </Form>
    </ContentLayout>
  );
}

/** A job's name from a file's: only what a name may have. */
const nameFrom = (file: string): string =>
  file
    .replace(/\.csv$/i, '')
    .replaceAll(/[^\w\s+=,.@-]/g, '-')
    .slice(0, 128);
