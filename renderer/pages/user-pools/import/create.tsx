import { roleArn } from '../../../../shared/aws/arn.ts';
import {
  Alert,
  Button,
  Container,
  ContentLayout,
  FileUpload,
  Form,
  FormField,
  Header,
  Input,
  Select,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { beginningOf } from './files.ts';
import { Preview } from './preview.tsx';
import { pagePath } from '../../../../shared/resources.ts';
import { poolPath } from '../../../lib/paths.ts';

/** A larger file goes to the job's address: more than this does not fit into one call of the console. */
const LARGEST = 24 * 1024 * 1024;

const ALGORITHMS = [
  { value: 'none', label: 'No hashes', description: 'Every user sets a new password by “Forgot password”' },
  { value: 'BCRYPT', label: 'bcrypt', description: '$2b$cost$… with a cost of up to 12' },
  { value: 'SCRYPT', label: 'scrypt', description: 'N$r$p$salt$hash in hexadecimal, N up to 65536, r up to 8, p 1' },
  { value: 'ARGON2ID', label: 'Argon2id', description: '$argon2id$… with up to 19456 KiB, two passes, one lane' },
  { value: 'PBKDF2_SHA256', label: 'PBKDF2 with SHA-256', description: '$pbkdf2-sha256$… up to 600000 iterations' },
];

/** The page that imports users: file, hashes, what would come of the first rows, start. */
export function CreateImportPage() {
  const { poolId, pool, read } = usePool();
  const navigate = useNavigate();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>();
  const [files, setFiles] = useState<File[]>([]);
  const [beginning, setBeginning] = useState('');
  const [chosen, choose] = useState('none');
  const [tried, setTried] = useState(false);
  const [job, setJob] = useState<string>();
  const create = useAction('cognito-idp', 'CreateUserImportJob', { showsFault: true });
  const upload = useAction('poolkeeper', 'UploadImportFile', { showsFault: true });
  const start = useAction('cognito-idp', 'StartUserImportJob', { showsFault: true });
  useEffect(() => {
    if (job !== undefined) void navigate(pagePath('import', poolId, job));
  }, [job, navigate, poolId]);
  if (pool === undefined) return <PoolGate read={read} title="Import users" />;

  const [file] = files;
  const algorithm = chosen === 'none' ? undefined : (chosen as PasswordHashingAlgorithmType);
  const logRole =
    role ?? roleArn({ account: workspace.output?.settings.account ?? '000000000000', name: 'CognitoUserImport' });
  const problems = {
    name: name.trim() === '' ? 'Give the job a name.' : undefined,
    file: file === undefined ? 'Choose a CSV file.' : tooLarge(file),
  };
  const request = {
    UserPoolId: poolId,
    JobName: name.trim(),
    CloudWatchLogsRoleArn: logRole,
    ...(algorithm === undefined ? {} : { PasswordHashingAlgorithm: algorithm }),
  };
  const pick = async (value: File[]): Promise<void> => {
    setFiles(value);
    setBeginning(value[0] === undefined ? '' : await beginningOf(value[0]));
    if (name === '' && value[0] !== undefined) setName(nameFrom(value[0].name));
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (problems.name !== undefined || problems.file !== undefined || file === undefined) return;
    const made = await create.run(request);
    const JobId = made?.UserImportJob?.JobId;
    if (JobId === undefined) return;
    const sent = await upload.run({ JobId, Text: await file.text() });
    if (sent !== undefined) await start.run({ UserPoolId: poolId, JobId });
    setJob(JobId);
  };
  const running = create.running || upload.running || start.running;
  return (
    <ContentLayout header={<PageHeader title="Import users" crumbs={poolCrumbs(pool, 'import')} help={help.import} />}>
      <UnsavedGuard dirty={files.length > 0 && job === undefined && !running} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(poolPath(poolId, 'import'))}>
                Cancel
              </Button>
              <CopyAsCli calls={[cli('cognito-idp', 'CreateUserImportJob', request)]} />
              <Button variant="primary" loading={running} loadingText="Starting the import">
                Start import
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault ?? upload.fault ?? start.fault} />
            <Container header={<Header variant="h2">File</Header>}>
              <SpaceBetween size="l">
                <FormField
                  label="CSV file"
                  description="A header with the pool’s columns, then a row for each user. A comma within a value is written as \, and nothing is quoted."
                  errorText={tried ? problems.file : undefined}
                >
                  <FileUpload
                    value={files}
                    onChange={({ detail }) => void pick(detail.value)}
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
                </FormField>
                <FormField
                  label="Password hashes"
                  description="How the column password_hash was made. One algorithm for the whole file; users without a hash set a new password."
                >
                  <Select
                    options={ALGORITHMS}
                    selectedOption={ALGORITHMS.find(({ value }) => value === chosen) ?? null}
                    onChange={({ detail }) => choose(detail.selectedOption.value ?? 'none')}
                  />
                </FormField>
              </SpaceBetween>
            </Container>
            {file !== undefined && beginning !== '' && (
              <Preview poolId={poolId} text={beginning} whole={beginning.length >= file.size} algorithm={algorithm} />
            )}
            <Container header={<Header variant="h2">Job</Header>}>
              <SpaceBetween size="l">
                <FormField label="Job name" errorText={tried ? problems.name : undefined}>
                  <Input value={name} onChange={({ detail }) => setName(detail.value)} />
                </FormField>
                <FormField
                  label="IAM role for the log"
                  description="AWS writes the log to CloudWatch with it. Here the log is kept with the job, and the role need not exist."
                >
                  <Input value={logRole} onChange={({ detail }) => setRole(detail.value)} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Alert type="info" statusIconAriaLabel="Info">
              While users are imported the pool’s settings cannot be changed. Users who exist are skipped, functions are
              not run and no messages are sent.
            </Alert>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}

const tooLarge = (file: File): string | undefined =>
  file.size > LARGEST
    ? 'The file is larger than 24 MB: create the job with the AWS CLI and send it to its address.'
    : undefined;

/** A job's name from a file's: only what a name may have. */
const nameFrom = (file: string): string =>
  file
    .replace(/\.csv$/i, '')
    .replaceAll(/[^\w\s+=,.@-]/g, '-')
    .slice(0, 128);
