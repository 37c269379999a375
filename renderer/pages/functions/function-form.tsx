import { AttributeEditor, Input, SegmentedControl, SpaceBetween, Tiles } from '@cloudscape-design/components';
import { z } from 'zod';
import type { FunctionBinding, FunctionRecord } from '../../../shared/poolkeeper/operations.ts';
import { FIRST_CODE } from '../../lib/functions.ts';
import { CodeEditor } from '../../parts/code-editor.tsx';
import { Field, TextField, useField } from '../../parts/fields.tsx';
import type { DraftForm } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';

const ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}(:[\w$-]+)?$/;

/** A function as the form holds it: what each kind of binding needs is kept while another is tried. */
export const FUNCTION_SCHEMA = z.object({
  arn: z.string().regex(ARN, 'This is not the ARN of a Lambda function.'),
  description: z.string(),
  kind: z.enum(['code', 'file', 'endpoint']),
  code: z.string(),
  language: z.enum(['javascript', 'typescript']),
  path: z.string(),
  handler: z.string(),
  url: z.string(),
  functionName: z.string(),
  environment: z.array(z.object({ key: z.string(), value: z.string() })),
});
type FunctionDraft = z.infer<typeof FUNCTION_SCHEMA>;

/** What the form begins with. */
export const newDraft = (arn: string): FunctionDraft => ({
  arn,
  description: '',
  kind: 'code',
  code: FIRST_CODE,
  language: 'javascript',
  path: '',
  handler: '',
  url: '',
  functionName: '',
  environment: [],
});

/** A stored function as the form holds it. */
export const draftOf = ({ arn, description, binding, environment }: FunctionRecord): FunctionDraft => ({
  ...newDraft(arn),
  ...binding,
  description,
  environment: Object.entries(environment).map(([key, value]) => ({ key, value })),
});

/** The binding that a draft means. */
export function bindingOf(draft: FunctionDraft): FunctionBinding {
  const { kind, code, language, path, handler, url, functionName } = draft;
  switch (kind) {
    case 'code':
      return { kind, code, language };
    case 'file':
      return { kind, path, ...(handler === '' ? {} : { handler }) };
    case 'endpoint':
      return { kind, url, ...(functionName === '' ? {} : { functionName }) };
  }
}

/** What binds a function as a draft says. */
export const inputOf = (draft: FunctionDraft) => ({
  Arn: draft.arn,
  Description: draft.description,
  Binding: bindingOf(draft),
  Environment: Object.fromEntries(
    draft.environment.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]),
  ),
});

type Part = { readonly form: DraftForm<FunctionDraft> };

/** The fields of a function: its ARN, what it is bound to, its variables. */
export function FunctionFields({ form, nameIsOpen = false }: Part & { readonly nameIsOpen?: boolean }) {
  const kind = form.watch('kind');
  return (
    <Section title="Binding">
      {nameIsOpen && (
        <TextField
          form={form}
          name="arn"
          label="ARN"
          description="As the user pool’s LambdaConfig names it."
          constraint="Ends with the function’s name: letters, digits, hyphens and underscores."
          stretch
          trim
        />
      )}
      <TextField form={form} name="description" label="Description" stretch />
      <Field form={form} name="kind" label="Bound to" stretch>
        {({ value, onChange, ref }) => (
          <Tiles
            ref={ref}
            value={value}
            onChange={({ detail }) => onChange(detail.value as FunctionDraft['kind'])}
            items={[
              { value: 'code', label: 'Code', description: 'A module kept in this workspace.' },
              {
                value: 'file',
                label: 'File or folder',
                description: 'On this machine; loaded again when it changes.',
              },
              { value: 'endpoint', label: 'Endpoint', description: 'Speaks the Lambda Invoke API.' },
            ]}
          />
        )}
      </Field>
      {kind === 'code' && <Code form={form} />}
      {kind === 'file' && (
        <>
          <TextField
            form={form}
            name="path"
            label="Path"
            description="Absolute. A folder is entered by its index file or its package.json."
            placeholder="/home/me/functions/pre-sign-up.ts"
            stretch
          />
          <TextField form={form} name="handler" label="Exported handler" description="Empty: handler." trim />
        </>
      )}
      {kind === 'endpoint' && (
        <>
          <TextField
            form={form}
            name="url"
            label="Address"
            description="Events go to /2015-03-31/functions/NAME/invocations below it."
            placeholder="http://localhost:9001"
            stretch
            trim
          />
          <TextField
            form={form}
            name="functionName"
            label="Function’s name there"
            description="Empty: the name in the ARN."
            trim
          />
        </>
      )}
      {kind !== 'endpoint' && <Variables form={form} />}
    </Section>
  );
}

function Code({ form }: Part) {
  const language = useField(form, 'language');
  const code = useField(form, 'code');
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label="Language"
        selectedId={language.value}
        onChange={({ detail }) => language.onChange(detail.selectedId as FunctionDraft['language'])}
        options={[
          { id: 'javascript', text: 'JavaScript' },
          { id: 'typescript', text: 'TypeScript' },
        ]}
      />
      <CodeEditor
        label="Code of the function"
        language={language.value}
        lines={14}
        value={code.value}
        onChange={code.onChange}
      />
    </SpaceBetween>
  );
}

function Variables({ form }: Part) {
  return (
    <Field form={form} name="environment" label="Environment variables" stretch>
      {({ value: items, onChange }) => {
        const change = (index: number, part: Partial<(typeof items)[number]>): void =>
          onChange(items.map((item, at) => (at === index ? { ...item, ...part } : item)));
        return (
          <AttributeEditor
            items={items}
            addButtonText="Add variable"
            removeButtonText="Remove"
            empty="None of its own. AWS_REGION and AWS_ENDPOINT_URL point at this engine."
            onAddButtonClick={() => onChange([...items, { key: '', value: '' }])}
            onRemoveButtonClick={({ detail }) => onChange(items.filter((_, at) => at !== detail.itemIndex))}
            definition={[
              {
                label: 'Name',
                control: ({ key }, index) => (
                  <Input value={key} onChange={({ detail }) => change(index, { key: detail.value.trim() })} />
                ),
              },
              {
                label: 'Value',
                control: ({ value }, index) => (
                  <Input value={value} onChange={({ detail }) => change(index, { value: detail.value })} />
                ),
              },
            ]}
          />
        );
      }}
    </Field>
  );
}
