import { RadioGroup } from '@cloudscape-design/components';
import { z } from 'zod';
import { parseArn, roleArn } from '../../../../shared/aws/arn.ts';
import { USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type {
  GetUserPoolMfaConfigResponse,
  SetUserPoolMfaConfigRequest,
  UserPoolMfaType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { ChecksField, Field } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';

const MODES: readonly { readonly value: UserPoolMfaType; readonly label: string; readonly description: string }[] = [
  { value: 'OFF', label: 'Off', description: 'Nobody is asked for a second factor.' },
  { value: 'OPTIONAL', label: 'Optional', description: 'Users who set one up are asked for it.' },
  { value: 'ON', label: 'Required', description: 'Everybody is asked; who has none sets one up at the next sign-in.' },
];

const FACTORS = [
  { value: 'app', label: 'Authenticator app', description: 'Time-based codes (TOTP) from an app.' },
  { value: 'sms', label: 'Text message', description: 'A code to the user’s phone number; here, to the outbox.' },
  {
    value: 'email',
    label: 'E-mail',
    description:
      'A code to the user’s e-mail address. AWS wants the ESSENTIALS plan and a sending account of your own (SES).',
  },
] as const;

const SCHEMA = z
  .object({ mode: z.enum(['OFF', 'OPTIONAL', 'ON']), factors: z.custom<readonly string[]>() })
  .refine(({ mode, factors }) => mode === 'OFF' || factors.length > 0, {
    path: ['factors'],
    message: 'Choose at least one factor.',
  });
type MfaDraft = z.infer<typeof SCHEMA>;

const stored = (config: GetUserPoolMfaConfigResponse): MfaDraft => ({
  mode: config.MfaConfiguration ?? USER_POOL_FIELDS.MfaConfiguration.default,
  factors: [
    ...(config.SoftwareTokenMfaConfiguration?.Enabled === true ? ['app'] : []),
    ...(config.SmsMfaConfiguration === undefined ? [] : ['sms']),
    ...(config.EmailMfaConfiguration === undefined ? [] : ['email']),
  ],
});

/** The whole configuration with the edits in it: SetUserPoolMfaConfig replaces what it is given. */
function requestFor(
  pool: UserPoolType,
  config: GetUserPoolMfaConfigResponse,
  { mode, factors }: MfaDraft,
): SetUserPoolMfaConfigRequest {
  const { account = '000000000000' } = parseArn(pool.Arn ?? '') ?? {};
  const sender = pool.SmsConfiguration ?? { SnsCallerArn: roleArn({ account, name: 'text-messages' }) };
  const asked = (factor: string): boolean => mode !== 'OFF' && factors.includes(factor);
  return {
    UserPoolId: pool.Id ?? '',
    MfaConfiguration: mode,
    SoftwareTokenMfaConfiguration: { Enabled: asked('app') },
    ...(asked('sms') ? { SmsMfaConfiguration: config.SmsMfaConfiguration ?? { SmsConfiguration: sender } } : {}),
    ...(asked('email') ? { EmailMfaConfiguration: config.EmailMfaConfiguration ?? {} } : {}),
    ...(config.WebAuthnConfiguration === undefined ? {} : { WebAuthnConfiguration: config.WebAuthnConfiguration }),
  };
}

/** Whether users are asked for a second factor, and which they may have. */
export function MfaSection({ pool }: { readonly pool: UserPoolType }) {
  const { output: config, fault } = useCall('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: pool.Id ?? '' });
  return config === undefined ? <FaultAlert fault={fault} /> : <Mfa pool={pool} config={config} />;
}

function Mfa({ pool, config }: { readonly pool: UserPoolType; readonly config: GetUserPoolMfaConfigResponse }) {
  const start = stored(config);
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'SetUserPoolMfaConfig',
    input: (draft: MfaDraft) => requestFor(pool, config, draft),
    done: 'Multi-factor authentication was updated.',
  });
  const choose = (mode: UserPoolMfaType): void => {
    form.setValue('mode', mode, { shouldDirty: true });
    if (mode !== 'OFF' && form.getValues('factors').length === 0)
      form.setValue('factors', ['app'], { shouldDirty: true });
  };
  const factors = FACTORS.filter(({ value }) => start.factors.includes(value)).map(({ label }) => label.toLowerCase());
  return (
    <EditSection
      title="Multi-factor authentication"
      form={form}
      start={start}
      saving={saving}
      view={
        <KeyValues
          columns={2}
          items={[
            { label: 'MFA', value: MODES.find(({ value }) => value === start.mode)?.label },
            { label: 'Second factors', value: factors.join(', ') || 'None' },
          ]}
        />
      }
    >
      <Field form={form} name="mode" label="Second factor">
        {({ value }) => (
          <RadioGroup
            ariaLabel="Second factor"
            value={value}
            items={MODES}
            onChange={({ detail }) => choose(detail.value as UserPoolMfaType)}
          />
        )}
      </Field>
      {form.watch('mode') !== 'OFF' && (
        <ChecksField
          form={form}
          name="factors"
          label="Factors"
          constraint="A channel that is used to recover passwords is not used as a second factor."
          options={FACTORS}
        />
      )}
    </EditSection>
  );
}
