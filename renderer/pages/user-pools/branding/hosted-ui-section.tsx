import { z } from 'zod';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { TextAreaField } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';

const TITLE = { title: 'Hosted UI (classic)', description: 'For clients without a style of their own.' } as const;
const SCHEMA = z.object({ css: z.string() });

/** The style sheet of the hosted UI, for all clients of the pool. */
export function HostedUiSection({ pool }: { readonly pool: UserPoolType }) {
  const { output } = useCall('cognito-idp', 'GetUICustomization', { UserPoolId: pool.Id ?? '' });
  const now = output?.UICustomization;
  const start = { css: now?.CSS ?? '' };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'SetUICustomization',
    input: ({ css }: typeof start) => ({ UserPoolId: pool.Id ?? '', CSS: css }),
    done: 'The hosted UI was customised.',
  });
  const view = (
    <KeyValues
      items={[
        { label: 'Style sheet', value: now?.CSS === undefined ? 'Cognito’s own' : <code>{now.CSS}</code> },
        { label: 'Version', value: now?.CSSVersion },
        { label: 'Last changed', value: <Time seconds={now?.LastModifiedDate} /> },
      ]}
    />
  );
  // SetUICustomization refuses a pool without a domain.
  if (pool.Domain === undefined && pool.CustomDomain === undefined) return <Section {...TITLE}>{view}</Section>;
  return (
    <EditSection {...TITLE} name="the hosted UI" form={form} start={start} saving={saving} view={view}>
      <TextAreaField
        form={form}
        name="css"
        label="Style sheet"
        description="Rules for Cognito’s own classes, such as .submitButton-customizable."
        rows={6}
        stretch
      />
    </EditSection>
  );
}
