import {
  AttributeEditor,
  Button,
  Container,
  Form,
  FormField,
  Header,
  Input,
  SegmentedControl,
  SpaceBetween,
  Tiles,
} from '@cloudscape-design/components';
import type { FunctionBinding, FunctionRecord } from '../../../shared/poolkeeper/operations.ts';
import type { EngineFault } from '../../lib/fault.ts';
import { CodeEditor } from '../../parts/code-editor.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { FIRST_CODE } from '../../lib/functions.ts';

/** A function as the form holds it: what each kind of binding needs is kept while another is tried. */
export type Draft = {
  readonly arn: string;
  readonly description: string;
  readonly kind: FunctionBinding['kind'];
  readonly code: string;
  readonly language: 'javascript' | 'typescript';
  readonly path: string;
  readonly handler: string;
  readonly url: string;
  readonly functionName: string;
  readonly environment: readonly { readonly key: string; readonly value: string }[];
};

/** What the form begins with. */
export const newDraft = (arn: string): Draft => ({
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
export function draftOf({ arn, description, binding, environment }: FunctionRecord): Draft {
  const { kind: _, ...members } = binding;
  return {
    ...newDraft(arn),
    ...members,
    kind: binding.kind,
    description,
    environment: Object.entries(environment).map(([key, value]) => ({ key, value })),
  };
}

/** The binding that a draft means. */
export function bindingOf(draft: Draft): FunctionBinding {
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

export const sameDraft = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other);

const ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}(:[\w$-]+)?$/;

/** The form of a function: its ARN, what it is bound to, its variables. */
export function FunctionForm({
  draft,
  onChange,
  fault,
  saving,
  action,
  nameIsOpen = false,
  unchanged = false,
  onSave,
  onCancel,
}: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly fault: EngineFault | undefined;
  readonly saving: boolean;
  readonly action: string;
  readonly nameIsOpen?: boolean;
  readonly unchanged?: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  return (
    <form
      aria-label="Function"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Container header={<Header variant="h2">Binding</Header>}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" disabled={unchanged} onClick={onCancel}>
                {nameIsOpen ? 'Cancel' : 'Undo changes'}
              </Button>
              <Button variant="primary" loading={saving} disabled={unchanged || !ARN.test(draft.arn)}>
                {action}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={fault} />
            {nameIsOpen && (
              <FormField
                label="ARN"
                description="As the user pool’s LambdaConfig names it."
                constraintText="Ends with the function’s name: letters, digits, hyphens and underscores."
                stretch
              >
                <Input value={draft.arn} onChange={({ detail }) => set({ arn: detail.value.trim() })} />
              </FormField>
            )}
            <FormField label="Description" stretch>
              <Input value={draft.description} onChange={({ detail }) => set({ description: detail.value })} />
            </FormField>
            <FormField label="Bound to" stretch>
              <Tiles
                value={draft.kind}
                onChange={({ detail }) => set({ kind: detail.value as Draft['kind'] })}
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
            </FormField>
            <Bound draft={draft} set={set} />
            {draft.kind !== 'endpoint' && <Variables draft={draft} set={set} />}
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}

type PartProps = { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void };

function Bound({ draft, set }: PartProps) {
  switch (draft.kind) {
    case 'code':
      return (
        <SpaceBetween size="s">
          <SegmentedControl
            label="Language"
            selectedId={draft.language}
            onChange={({ detail }) => set({ language: detail.selectedId as Draft['language'] })}
            options={[
              { id: 'javascript', text: 'JavaScript' },
              { id: 'typescript', text: 'TypeScript' },
            ]}
          />
          <CodeEditor
            label="Code of the function"
            language={draft.language}
            lines={14}
            value={draft.code}
            onChange={(code) => set({ code })}
          />
        </SpaceBetween>
      );
    case 'file':
      return (
        <SpaceBetween size="l">
          <FormField
            label="Path"
            description="Absolute. A folder is entered by its index file or its package.json."
            stretch
          >
            <Input
              value={draft.path}
              placeholder="/home/me/functions/pre-sign-up.ts"
              onChange={({ detail }) => set({ path: detail.value })}
            />
          </FormField>
          <FormField label="Exported handler" description="Empty: handler.">
            <Input value={draft.handler} onChange={({ detail }) => set({ handler: detail.value.trim() })} />
          </FormField>
        </SpaceBetween>
      );
    case 'endpoint':
      return (
        <SpaceBetween size="l">
          <FormField
            label="Address"
            description="Events go to /2015-03-31/functions/NAME/invocations below it."
            stretch
          >
            <Input
              value={draft.url}
              placeholder="http://localhost:9001"
              onChange={({ detail }) => set({ url: detail.value.trim() })}
            />
          </FormField>
          <FormField label="Function’s name there" description="Empty: the name in the ARN.">
            <Input value={draft.functionName} onChange={({ detail }) => set({ functionName: detail.value.trim() })} />
          </FormField>
        </SpaceBetween>
      );
  }
}

function Variables({ draft, set }: PartProps) {
  const items = draft.environment;
  const change = (index: number, part: Partial<(typeof items)[number]>): void =>
    set({ environment: items.map((item, at) => (at === index ? { ...item, ...part } : item)) });
  return (
    <FormField label="Environment variables" stretch>
      <AttributeEditor
        items={[...items]}
        addButtonText="Add variable"
        removeButtonText="Remove"
        empty="None of its own. AWS_REGION and AWS_ENDPOINT_URL point at this engine."
        onAddButtonClick={() => set({ environment: [...items, { key: '', value: '' }] })}
        onRemoveButtonClick={({ detail }) => set({ environment: items.filter((_, at) => at !== detail.itemIndex) })}
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
    </FormField>
  );
}
