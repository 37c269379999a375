import { ColumnLayout, FormField, Input } from '@cloudscape-design/components';
import type { Output } from '../../../shared/contract.ts';

/** The streaming platform, where it is in place. */
export type Sample = NonNullable<Output<'poolkeeper', 'DescribeWorkspace'>['sample']>;

/** What is asked for. */
export type Question = { readonly action: string; readonly resource: string };

/** An object of the sample that only premium viewers may read, so that the first answer has something to explain. */
export function firstQuestion(sample: Sample | undefined): Question {
  const key = sample?.objects.find((name) => name.includes('/premium/'));
  return {
    action: 's3:GetObject',
    resource: sample === undefined || key === undefined ? '' : `arn:aws:s3:::${sample.bucket}/${key}`,
  };
}

/** Action and resource, as IAM names them. */
export function QuestionFields({
  question,
  onChange,
}: {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
}) {
  return (
    <ColumnLayout columns={2}>
      <FormField label="Action" description="As policies name it.">
        <Input
          value={question.action}
          placeholder="s3:GetObject"
          onChange={({ detail }) => onChange({ ...question, action: detail.value.trim() })}
        />
      </FormField>
      <FormField label="Resource" description="An ARN, or * for actions that have none.">
        <Input
          value={question.resource}
          placeholder="arn:aws:s3:::bucket/key"
          onChange={({ detail }) => onChange({ ...question, resource: detail.value.trim() })}
        />
      </FormField>
    </ColumnLayout>
  );
}
