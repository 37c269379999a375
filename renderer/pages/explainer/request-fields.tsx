import {
  apiArn,
  bucketArn,
  identityPoolArn,
  objectArn,
  poolRegion,
  userPoolArn,
  bucketOf,
} from '../../../shared/aws/arn.ts';
import { AttributeEditor, ColumnLayout, ExpandableSection, Input, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { actionsOf, keysOf, type AuthorizationData } from '../../../shared/aws/authorization.ts';
import { AWS_SERVICES } from '../../../shared/services.ts';
import { useCall } from '../../client/hooks.ts';
import type { Choice } from '../../parts/labelled.tsx';
import { Suggested } from './choices.tsx';
import type { ContextRow, Question } from './question.ts';

type Props = { readonly question: Question; readonly set: (part: Partial<Question>) => void };

/** Action, resource, and further condition keys of the request. */
export function RequestFields({ question, set, context = true }: Props & { readonly context?: boolean }) {
  const data = useAuthorization();
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        <Suggested
          label="Action"
          description="As policies name it."
          placeholder="s3:GetObject"
          value={question.action}
          options={data === undefined ? [] : actionOptions(data, question.action)}
          filteringType="manual"
          onChange={(action) => set({ action })}
        />
        <ResourceField value={question.resource} onChange={(resource) => set({ resource })} />
      </ColumnLayout>
      {context && <ContextFields data={data} question={question} set={set} />}
    </SpaceBetween>
  );
}

let loaded: AuthorizationData | undefined;

/** AWS's actions and condition keys: half a megabyte, read when the page is first open. */
function useAuthorization(): AuthorizationData | undefined {
  const [data, setData] = useState(loaded);
  useEffect(() => {
    let gone = false;
    void import('../../../shared/aws/model/authorization.json').then((module) => {
      loaded = module.default as unknown as AuthorizationData;
      if (!gone) setData(loaded);
    });
    return () => {
      gone = true;
    };
  }, []);
  return data;
}

/** Services first: those that this workspace answers for. */
const OWN: readonly string[] = [...new Set(['s3', 'execute-api', ...AWS_SERVICES])];
const MAX_SUGGESTIONS = 60;

function actionOptions(data: AuthorizationData, typed: string): Choice[] {
  const [prefix = '', name] = typed.toLowerCase().split(':');
  if (name === undefined) {
    const services = [...OWN, ...Object.keys(data).filter((service) => !OWN.includes(service))];
    return services
      .filter((service) => service.startsWith(prefix))
      .slice(0, MAX_SUGGESTIONS)
      .map((service) => ({ value: `${service}:`, label: `${service}:`, description: data[service]?.name ?? service }));
  }
  return (actionsOf(data, prefix) ?? [])
    .filter(({ id }) => id.toLowerCase().includes(`:${name}`) || id.toLowerCase().includes(name))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ id, description, level }) => ({ value: id, label: id, description: `${level}. ${description}` }));
}

/** ARNs of what the workspace has: buckets, objects of the bucket that is typed, pools, APIs. */
function ResourceField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const named = bucketOf(value);
  const bucket = named !== undefined && value.startsWith(objectArn(named, '')) ? named : undefined;
  const prefix = bucket === undefined ? '' : value.slice(objectArn(bucket, '').length);
  const buckets = useCall('s3', 'ListBuckets', {}).output?.Buckets ?? [];
  const known = bucket !== undefined && buckets.some(({ Name }) => Name === bucket);
  const objects = useCall(
    's3',
    'ListObjectsV2',
    { Bucket: bucket ?? '', Prefix: prefix, MaxKeys: MAX_SUGGESTIONS },
    { enabled: known, keepPrevious: true },
  );
  const pools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 }).output?.UserPools ?? [];
  const identityPools =
    useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 }).output?.IdentityPools ?? [];
  const apis = useCall('poolkeeper', 'ListApis', {}).output?.apis ?? [];
  const { output: workspace } = useCall('poolkeeper', 'DescribeWorkspace', {});
  const { region = 'us-east-1', account = '000000000000' } = workspace?.settings ?? {};
  const options: Choice[] = [
    ...(known ? (objects.output?.Contents ?? []) : []).map(({ Key }) => option(objectArn(bucket ?? '', Key), 'Object')),
    ...buckets.flatMap(({ Name }) => [
      option(bucketArn(Name), 'Bucket'),
      option(objectArn(Name, ''), 'Objects of the bucket'),
    ]),
    ...apis.flatMap(({ name, routes }) =>
      routes.map(({ method, path }) =>
        option(
          apiArn({ region, account }, name, `$default/${method === 'ANY' ? 'GET' : method}${path}`),
          `API ${name}`,
        ),
      ),
    ),
    ...pools.map(({ Id = '', Name }) =>
      option(userPoolArn({ region: poolRegion(Id), account }, Id), `User pool ${Name}`),
    ),
    ...identityPools.map(({ IdentityPoolId = '', IdentityPoolName }) =>
      option(
        identityPoolArn({ region: poolRegion(IdentityPoolId), account }, IdentityPoolId),
        `Identity pool ${IdentityPoolName}`,
      ),
    ),
    option('*', 'For actions that have no resource'),
  ];
  return (
    <Suggested
      label="Resource"
      description="An ARN, or * for actions that have none."
      placeholder="arn:aws:s3:::bucket/key"
      value={value}
      options={options}
      onChange={onChange}
    />
  );
}

const option = (value: string, description: string): Choice => ({ value, label: value, description });

/** Condition keys that the request would bring; the engine sets those of who asks and of the moment itself. */
function ContextFields({ data, question, set }: Props & { readonly data: AuthorizationData | undefined }) {
  const { context } = question;
  const change = (at: number, part: Partial<ContextRow>): void =>
    set({ context: context.map((row, index) => (index === at ? { ...row, ...part } : row)) });
  const keys = data === undefined ? [] : keysOf(data, question.action.split(':')[0] ?? '');
  return (
    <ExpandableSection
      headerText="Condition keys of the request"
      defaultExpanded={context.length > 0}
      headerDescription="What else the request says, such as s3:prefix or aws:SourceIp."
    >
      <AttributeEditor<ContextRow>
        items={context}
        addButtonText="Add condition key"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ key }) => `Remove ${key || 'the row'}`}
        empty="None are added. Those of the caller and of the moment are set by themselves."
        onAddButtonClick={() => set({ context: [...context, { key: '', value: '' }] })}
        onRemoveButtonClick={({ detail }) => set({ context: context.filter((_, at) => at !== detail.itemIndex) })}
        definition={[
          {
            label: 'Condition key',
            control: ({ key }, at) => (
              <Input
                value={key}
                ariaLabel={`Condition key ${at + 1}`}
                placeholder={keys[0]?.[0] ?? 's3:prefix'}
                onChange={({ detail }) => change(at, { key: detail.value.trim() })}
              />
            ),
          },
          {
            label: 'Value',
            control: ({ value }, at) => (
              <Input
                value={value}
                ariaLabel={`Value ${at + 1}`}
                onChange={({ detail }) => change(at, { value: detail.value })}
              />
            ),
          },
        ]}
      />
    </ExpandableSection>
  );
}
