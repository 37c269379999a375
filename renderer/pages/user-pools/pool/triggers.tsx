import { Autosuggest, FormField, Input, Select, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import type { LambdaConfigType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { Go } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { nameOf, TRIGGERS, type TriggerName, bindPath } from '../../../lib/functions.ts';
import { PoolSection } from './edit-pool.tsx';
import { pagePath } from '../../../../shared/resources.ts';

/** What each trigger is for, in a few words. */
const ABOUT: Readonly<Record<TriggerName, string>> = {
  PreSignUp: 'Before a user is created: refuse, confirm, verify.',
  PostConfirmation: 'After a user or a new password was confirmed.',
  PreAuthentication: 'Before a sign-in: refuse.',
  PostAuthentication: 'After a sign-in, before the tokens.',
  PreTokenGeneration: 'Changes claims, scopes and groups in tokens.',
  UserMigration: 'Brings in unknown users at sign-in and password recovery.',
  CustomMessage: 'Words the messages that the pool sends.',
  CustomEmailSender: 'Sends emails in place of the pool, code encrypted.',
  CustomSMSSender: 'Sends SMS in place of the pool, code encrypted.',
  DefineAuthChallenge: 'Decides the next step of a custom sign-in.',
  CreateAuthChallenge: 'Makes a custom challenge.',
  VerifyAuthChallengeResponse: 'Judges the answer to a custom challenge.',
  InboundFederation: 'Maps what an external provider says of a user.',
};

type Version = 'V1_0' | 'V2_0' | 'V3_0';
type FormState = {
  readonly arns: Readonly<Record<TriggerName, string>>;
  readonly version: Version;
  readonly key: string;
};

function arnIn(config: LambdaConfigType, name: TriggerName): string {
  switch (name) {
    case 'PreTokenGeneration':
      return config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration ?? '';
    case 'CustomEmailSender':
    case 'CustomSMSSender':
    case 'InboundFederation':
      return config[name]?.LambdaArn ?? '';
    default:
      return config[name] ?? '';
  }
}

function stateOf(config: LambdaConfigType): FormState {
  return {
    arns: Object.fromEntries(TRIGGERS.map((name) => [name, arnIn(config, name)])) as Record<TriggerName, string>,
    version: config.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0',
    key: config.KMSKeyID ?? '',
  };
}

/** The LambdaConfig that a form means; triggers without an ARN are left out. */
export function lambdaConfig({ arns, version, key }: FormState): LambdaConfigType {
  const config: Record<string, unknown> = {};
  for (const name of TRIGGERS) {
    const LambdaArn = arns[name];
    if (LambdaArn === '') continue;
    if (name === 'PreTokenGeneration') {
      config[name] = LambdaArn;
      config['PreTokenGenerationConfig'] = { LambdaVersion: version, LambdaArn };
    } else if (name === 'CustomEmailSender' || name === 'CustomSMSSender' || name === 'InboundFederation')
      config[name] = { LambdaVersion: 'V1_0', LambdaArn };
    else config[name] = LambdaArn;
  }
  if (key !== '') config['KMSKeyID'] = key;
  return config as LambdaConfigType;
}

/** The functions that the pool calls, and what is bound to them. */
export function TriggersTab({ pool }: { readonly pool: UserPoolType }) {
  const config = pool.LambdaConfig ?? {};
  const start = stateOf(config);
  const [form, setForm] = useState(start);
  const { output } = useCall('poolkeeper', 'ListFunctions', {});
  const known = (output?.functions ?? []).map(({ arn }) => arn);
  const needsKey = (form.arns.CustomEmailSender !== '' || form.arns.CustomSMSSender !== '') && form.key === '';
  const setArn = (name: TriggerName, arn: string): void => setForm({ ...form, arns: { ...form.arns, [name]: arn } });
  return (
    <PoolSection
      pool={pool}
      title="Lambda triggers"
      description="A function is named by its ARN; what runs under it is bound on the Functions page."
      reset={() => setForm(start)}
      invalid={needsKey}
      edits={() => ({ LambdaConfig: lambdaConfig(form) })}
      view={
        <KeyValues
          columns={2}
          items={[
            ...TRIGGERS.map((name) => ({
              label: name === 'PreTokenGeneration' && start.arns[name] !== '' ? `${name} (${start.version})` : name,
              value: <Bound arn={start.arns[name]} known={output === undefined ? undefined : known} />,
            })),
            { label: 'Key of custom senders (KMSKeyID)', value: start.key, copy: true },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          {TRIGGERS.map((name) => (
            <FormField key={name} label={name} description={ABOUT[name]} stretch>
              <Autosuggest
                value={form.arns[name]}
                onChange={({ detail }) => setArn(name, detail.value.trim())}
                options={known.map((arn) => ({ value: arn, label: nameOf(arn), description: arn }))}
                enteredTextLabel={(text) => `Use "${text}"`}
                placeholder="None"
                empty="No functions are bound yet."
                ariaLabel={name}
              />
            </FormField>
          ))}
          {form.arns.PreTokenGeneration !== '' && (
            <FormField
              label="Version of the PreTokenGeneration event"
              description="V2_0 and V3_0 also change access tokens and need the Essentials plan."
            >
              <Select
                selectedOption={{ value: form.version, label: form.version }}
                options={['V1_0', 'V2_0', 'V3_0'].map((value) => ({ value, label: value }))}
                onChange={({ detail }) => setForm({ ...form, version: detail.selectedOption.value as Version })}
              />
            </FormField>
          )}
          <FormField
            label="Key of custom senders (KMSKeyID)"
            description="Codes go to custom senders encrypted. Here the workspace’s own key stands in place of KMS; GetSenderKey gives it."
            errorText={needsKey ? 'A custom sender needs the ARN of a key.' : undefined}
            stretch
          >
            <Input
              value={form.key}
              placeholder="arn:aws:kms:us-east-1:000000000000:key/senders"
              onChange={({ detail }) => setForm({ ...form, key: detail.value.trim() })}
            />
          </FormField>
        </SpaceBetween>
      }
    />
  );
}

function Bound({ arn, known }: { readonly arn: string; readonly known: readonly string[] | undefined }) {
  if (arn === '') return <>-</>;
  if (known === undefined) return <>{nameOf(arn)}</>;
  return known.includes(arn) ? (
    <Go to={pagePath('function', arn)}>{nameOf(arn)}</Go>
  ) : (
    <SpaceBetween direction="horizontal" size="xs">
      <StatusIndicator type="warning">{nameOf(arn)}: nothing is bound</StatusIndicator>
      <Go to={bindPath(arn)}>Bind it</Go>
    </SpaceBetween>
  );
}
