import { SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { z } from 'zod';
import type { LambdaConfigType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { bindPath, nameOf, TRIGGERS, type TriggerName } from '../../../lib/functions.ts';
import { SelectField, SuggestField, TextField } from '../../../parts/fields.tsx';
import { Go } from '../../../parts/go.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { PoolSection } from './edit-pool.tsx';

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

const VERSIONS = ['V1_0', 'V2_0', 'V3_0'] as const;

const SCHEMA = z
  .object({ arns: z.custom<Record<TriggerName, string>>(), version: z.enum(VERSIONS), key: z.string() })
  .refine(({ arns, key }) => (arns.CustomEmailSender === '' && arns.CustomSMSSender === '') || key !== '', {
    path: ['key'],
    message: 'A custom sender needs the ARN of a key.',
  });
type TriggerDraft = z.infer<typeof SCHEMA>;

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

function stateOf(config: LambdaConfigType): TriggerDraft {
  return {
    arns: Object.fromEntries(TRIGGERS.map((name) => [name, arnIn(config, name)])) as Record<TriggerName, string>,
    version: config.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0',
    key: config.KMSKeyID ?? '',
  };
}

/** The LambdaConfig that a form means; triggers without an ARN are left out. */
function lambdaConfig({ arns, version, key }: TriggerDraft): LambdaConfigType {
  const config: Record<string, unknown> = {};
  for (const name of TRIGGERS) {
    const LambdaArn = arns[name].trim();
    if (LambdaArn === '') continue;
    if (name === 'PreTokenGeneration') {
      config[name] = LambdaArn;
      config['PreTokenGenerationConfig'] = { LambdaVersion: version, LambdaArn };
    } else if (name === 'CustomEmailSender' || name === 'CustomSMSSender' || name === 'InboundFederation')
      config[name] = { LambdaVersion: 'V1_0', LambdaArn };
    else config[name] = LambdaArn;
  }
  if (key.trim() !== '') config['KMSKeyID'] = key.trim();
  return config as LambdaConfigType;
}

/** The functions that the pool calls, and what is bound to them. */
export function TriggersTab({ pool }: { readonly pool: UserPoolType }) {
  const start = stateOf(pool.LambdaConfig ?? {});
  const { output } = useCall('poolkeeper', 'ListFunctions', {});
  const known = (output?.functions ?? []).map(({ arn }) => arn);
  return (
    <PoolSection
      pool={pool}
      title="Lambda triggers"
      description="A function is named by its ARN; what runs under it is bound on the Functions page."
      schema={SCHEMA}
      start={start}
      edits={(draft) => ({ LambdaConfig: lambdaConfig(draft) })}
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
      fields={(form) => (
        <>
          {TRIGGERS.map((name) => (
            <SuggestField
              key={name}
              form={form}
              name={`arns.${name}`}
              label={name}
              description={ABOUT[name]}
              options={known.map((arn) => ({ value: arn, label: nameOf(arn), description: arn }))}
              placeholder="None"
              empty="No functions are bound yet."
              stretch
            />
          ))}
          {form.watch('arns.PreTokenGeneration') !== '' && (
            <SelectField
              form={form}
              name="version"
              label="Version of the PreTokenGeneration event"
              description="V2_0 and V3_0 also change access tokens and need the Essentials plan."
              options={VERSIONS.map((value) => ({ value, label: value }))}
            />
          )}
          <TextField
            form={form}
            name="key"
            label="Key of custom senders (KMSKeyID)"
            description="Codes go to custom senders encrypted. Here the workspace’s own key stands in place of KMS; GetSenderKey gives it."
            placeholder="arn:aws:kms:us-east-1:000000000000:key/senders"
            trim
            stretch
          />
        </>
      )}
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
