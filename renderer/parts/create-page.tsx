import { ContentLayout } from '@cloudscape-design/components';
import { useEffect, useState, type ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useNavigate } from 'react-router';
import type { OperationName, Output, Service } from '../../shared/contract.ts';
import { kindWords, type ResourceKind } from '../../shared/resources.ts';
import type { Crumb } from '../state/frame.ts';
import { Form, useSubmission, type DraftForm, type Submission } from './form.tsx';
import type { HelpTopic } from '../lib/help.ts';
import { PageHeader } from './page-header.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

/**
 * A page that makes a resource: draft, problems, command line, a guard for what is not saved, and the way on.
 *
 * ```tsx
 * const form = useDraft(z.object({ name: filled('Type a name.') }), { name: '' });
 * <CreatePage kind="iam-user" crumbs={[listCrumb('iam-user')]}
 *   form={form} service="iam" operation="CreateUser" input={({ name }) => ({ UserName: name })}
 *   to={(_, { name }) => pagePath('iam-user', name)}>
 *   <Section title="User"><TextField form={form} name="name" label="User name" trim /></Section>
 * </CreatePage>
 * ```
 */
export function CreatePage<T extends FieldValues, S extends Service, O extends OperationName<S>>({
  kind,
  title = `Create ${kindWords(kind)}`,
  description,
  crumbs,
  help,
  action = title,
  cancel,
  blocked,
  form,
  to,
  children,
  ...submission
}: Submission<T, S, O> & {
  /** `Create IAM user` where absent. */
  readonly title?: string;
  /** What is made. */
  readonly kind: ResourceKind;
  readonly description?: ReactNode;
  /** From the area to the list of the resource. */
  readonly crumbs: readonly Crumb[];
  readonly help?: HelpTopic;
  /** What the button says; the title where absent. */
  readonly action?: string;
  /** Where `Cancel` leads; the last crumb where absent. */
  readonly cancel?: string;
  /** Why it cannot be sent now, for a reason that the schema does not know. */
  readonly blocked?: string | undefined;
  readonly form: DraftForm<T>;
  /** Where to go once it is made: the page of what was made. */
  readonly to: (output: Output<S, O>, draft: T) => string;
  readonly children: ReactNode;
}) {
  const navigate = useNavigate();
  const [made, setMade] = useState<string>();
  const submitting = useSubmission<T, S, O>(submission, (output, draft) => setMade(to(output, draft)));
  const { isDirty } = form.formState;

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (made !== undefined) void navigate(made);
  }, [made, navigate]);

  return (
    <ContentLayout header={<PageHeader title={title} crumbs={crumbs} description={description} help={help} />}>
      <UnsavedGuard dirty={isDirty && made === undefined} what={kindWords(kind)} />
      <Form
        form={form}
        label={title}
        action={action}
        running={submitting.running}
        fault={submitting.fault}
        calls={submitting.calls(form.watch())}
        blocked={blocked}
        cancel={cancel ?? crumbs.at(-1)?.href ?? '/'}
        onSubmit={async (draft) => void (await submitting.send(draft))}
      >
        {children}
      </Form>
    </ContentLayout>
  );
}
