import { roleArn, parseArn } from '../../../../shared/aws/arn.ts';
import {
  Box,
  Button,
  Checkbox,
  Container,
  Form,
  FormField,
  Header,
  RadioGroup,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type {
  GetUserPoolMfaConfigResponse,
  SetUserPoolMfaConfigRequest,
  UserPoolMfaType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';

type Draft = { readonly mode: UserPoolMfaType; readonly app: boolean; readonly sms: boolean; readonly email: boolean };

const MODES: readonly { readonly value: UserPoolMfaType; readonly label: string; readonly description: string }[] = [
  { value: 'OFF', label: 'Off', description: 'Nobody is asked for a second factor.' },
  { value: 'OPTIONAL', label: 'Optional', description: 'Users who set one up are asked for it.' },
  { value: 'ON', label: 'Required', description: 'Everybody is asked; who has none sets one up at the next sign-in.' },
];

const stored = (config: GetUserPoolMfaConfigResponse): Draft => ({
  mode: config.MfaConfiguration ?? USER_POOL_FIELDS.MfaConfiguration.default,
  app: config.SoftwareTokenMfaConfiguration?.Enabled === true,
  sms: config.SmsMfaConfiguration !== undefined,
  email: config.EmailMfaConfiguration !== undefined,
});

/** The whole configuration with the edits in it: SetUserPoolMfaConfig replaces what it is given. */
function requestFor(
  pool: UserPoolType,
  config: GetUserPoolMfaConfigResponse,
  draft: Draft,
): SetUserPoolMfaConfigRequest {
  const { account = '000000000000' } = parseArn(pool.Arn ?? '') ?? {};
  const sender = pool.SmsConfiguration ?? { SnsCallerArn: roleArn({ account, name: 'text-messages' }) };
  const asked = draft.mode !== 'OFF';
  return {
    UserPoolId: pool.Id ?? '',
    MfaConfiguration: draft.mode,
    SoftwareTokenMfaConfiguration: { Enabled: asked && draft.app },
    ...(asked && draft.sms ? { SmsMfaConfiguration: config.SmsMfaConfiguration ?? { SmsConfiguration: sender } } : {}),
    ...(asked && draft.email ? { EmailMfaConfiguration: config.EmailMfaConfiguration ?? {} } : {}),
    ...(config.WebAuthnConfiguration === undefined ? {} : { WebAuthnConfiguration: config.WebAuthnConfiguration }),
  };
}

/** Whether users are asked for a second factor, and which they may have. */
export function MfaSection({ pool }: { readonly pool: UserPoolType }) {
  const { output: config, fault } = useCall('cognito-idp', 'GetUserPoolMfaConfig', { UserPoolId: pool.Id ?? '' });
  const [draft, setDraft] = useState<Draft>();
  const save = useAction('cognito-idp', 'SetUserPoolMfaConfig', {
    done: 'Multi-factor authentication was updated.',
    showsFault: true,
    onDone: () => setDraft(undefined),
  });
  const now = config === undefined ? undefined : stored(config);
  const request = config === undefined || draft === undefined ? undefined : requestFor(pool, config, draft);
  const factorless = draft !== undefined && draft.mode !== 'OFF' && !draft.app && !draft.sms && !draft.email;
  const edit = (changed: Partial<Draft>): void =>
    setDraft((before) => (before === undefined ? before : { ...before, ...changed }));
  return (
    <form
      aria-label="Multi-factor authentication"
      onSubmit={(event) => {
        event.preventDefault();
        if (request !== undefined && !factorless) void save.run(request);
      }}
    >
      <UnsavedGuard
        dirty={draft !== undefined && JSON.stringify(draft) !== JSON.stringify(now)}
        what="second factors"
      />
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {draft === undefined ? (
                  <Button
                    ariaLabel="Edit multi-factor authentication"
                    formAction="none"
                    disabled={now === undefined}
                    onClick={() => {
                      save.reset();
                      setDraft(now);
                    }}
                  >
                    Edit
                  </Button>
                ) : (
                  <>
                    {request !== undefined && (
                      <CopyAsCli calls={[cli('cognito-idp', 'SetUserPoolMfaConfig', request)]} />
                    )}
                    <Button variant="link" formAction="none" onClick={() => setDraft(undefined)}>
                      Cancel
                    </Button>
                    <Button variant="primary" disabled={factorless} loading={save.running}>
                      Save
                    </Button>
                  </>
                )}
              </SpaceBetween>
            }
          >
            Multi-factor authentication
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FaultAlert fault={fault ?? save.fault} />
          {draft === undefined ? (
            now !== undefined && <Shown now={now} />
          ) : (
            <Fields draft={draft} factorless={factorless} edit={edit} />
          )}
        </SpaceBetween>
      </Container>
    </form>
  );
}

function Shown({ now }: { readonly now: Draft }) {
  const factors = [
    ...(now.app ? ['authenticator app'] : []),
    ...(now.sms ? ['text message'] : []),
    ...(now.email ? ['e-mail'] : []),
  ];
  return (
    <KeyValues
      columns={2}
      items={[
        { label: 'MFA', value: MODES.find(({ value }) => value === now.mode)?.label },
        { label: 'Second factors', value: factors.length === 0 ? 'None' : factors.join(', ') },
      ]}
    />
  );
}

function Fields({
  draft,
  factorless,
  edit,
}: {
  readonly draft: Draft;
  readonly factorless: boolean;
  readonly edit: (changed: Partial<Draft>) => void;
}) {
  return (
    <Form>
      <SpaceBetween size="l">
        <FormField label="Second factor">
          <RadioGroup
            ariaLabel="Second factor"
            value={draft.mode}
            items={MODES}
            onChange={({ detail }) => {
              const mode = detail.value as UserPoolMfaType;
              edit({ mode, app: mode !== 'OFF' && !draft.sms && !draft.email ? true : draft.app });
            }}
          />
        </FormField>
        {draft.mode !== 'OFF' && (
          <FormField label="Factors" errorText={factorless ? 'Choose at least one factor.' : undefined}>
            <SpaceBetween size="xs">
              <Checkbox
                checked={draft.app}
                onChange={({ detail }) => edit({ app: detail.checked })}
                description="Time-based codes (TOTP) from an app."
              >
                Authenticator app
              </Checkbox>
              <Checkbox
                checked={draft.sms}
                onChange={({ detail }) => edit({ sms: detail.checked })}
                description="A code to the user’s phone number; here, to the outbox."
              >
                Text message
              </Checkbox>
              <Checkbox
                checked={draft.email}
                onChange={({ detail }) => edit({ email: detail.checked })}
                description="A code to the user’s e-mail address. AWS wants the ESSENTIALS plan and a sending account of your own (SES)."
              >
                E-mail
              </Checkbox>
              <Box variant="small" color="text-body-secondary">
                A channel that is used to recover passwords is not used as a second factor.
              </Box>
            </SpaceBetween>
          </FormField>
        )}
      </SpaceBetween>
    </Form>
  );
}
