import { nameOf } from '../../lib/functions.ts';
import {
  Alert,
  Box,
  Button,
  FormField,
  Input,
  Modal,
  RadioGroup,
  Select,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { API_METHODS } from '../../../shared/poolkeeper/api-methods.ts';
import type { ApiAuthorizer, ApiRoute, ApiTarget } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';

const METHODS = API_METHODS.map((value) => ({
  value,
  label: value,
}));

const AUTHORIZERS = [
  { value: 'JWT', label: 'JWT authorizer', description: 'A bearer token of an issuer, for an audience' },
  { value: 'IAM', label: 'IAM', description: 'A signed request whose caller has execute-api:Invoke' },
  { value: 'NONE', label: 'None', description: 'Everyone may call' },
];

const TARGETS = [
  { value: 'function', label: 'A function', description: 'With the event in payload format 2.0' },
  { value: 'object', label: 'An object of a bucket', description: 'Its key may hold parts of the path' },
  { value: 'echo', label: 'The event itself', description: 'What a function would get, given back' },
];

type Fields = {
  method: string;
  path: string;
  authorizer: ApiAuthorizer['kind'];
  issuer: string;
  audience: string;
  scopes: string;
  target: ApiTarget['kind'];
  arn: string;
  bucket: string;
  key: string;
  credentials: 'none' | 'caller' | 'role';
  role: string;
};

const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

function fieldsOf(route: ApiRoute | undefined): Fields {
  const { authorizer, target } = route ?? { authorizer: undefined, target: undefined };
  const jwt = authorizer?.kind === 'JWT' ? authorizer : undefined;
  const credentials = target === undefined || target.kind === 'echo' ? undefined : target.credentials;
  return {
    method: route?.method ?? 'GET',
    path: route?.path ?? '/',
    authorizer: authorizer?.kind ?? 'JWT',
    issuer: jwt?.issuer ?? '',
    audience: jwt?.audience.join(' ') ?? '',
    scopes: jwt?.scopes?.join(' ') ?? '',
    target: target?.kind ?? 'echo',
    arn: target?.kind === 'function' ? target.arn : '',
    bucket: target?.kind === 'object' ? target.bucket : '',
    key: target?.kind === 'object' ? target.key : '',
    credentials: credentials === undefined ? 'none' : credentials === 'caller' ? 'caller' : 'role',
    role: typeof credentials === 'object' ? credentials.role : '',
  };
}

function routeOf(fields: Fields): ApiRoute {
  const { path, issuer, audience, scopes, arn, bucket, key, role } = fields;
  const method = API_METHODS.find((known) => known === fields.method) ?? 'ANY';
  const authorizer: ApiAuthorizer =
    fields.authorizer === 'JWT'
      ? {
          kind: 'JWT',
          issuer: issuer.trim(),
          audience: words(audience),
          ...(words(scopes).length === 0 ? {} : { scopes: words(scopes) }),
        }
      : { kind: fields.authorizer };
  const credentials = fields.credentials === 'role' ? { role } : 'caller';
  const target: ApiTarget =
    fields.target === 'echo'
      ? { kind: 'echo' }
      : fields.target === 'object'
        ? { kind: 'object', bucket, key, credentials }
        : { kind: 'function', arn, ...(fields.credentials === 'none' ? {} : { credentials }) };
  return { method, path: path.trim(), authorizer, target };
}

/** One route, made or changed in a dialog; `save` answers what the engine found wrong, or nothing. */
export function RouteForm({
  route,
  save,
  onClose,
}: {
  readonly route: ApiRoute | undefined;
  readonly save: (route: ApiRoute) => Promise<string | undefined>;
  readonly onClose: () => void;
}) {
  const [fields, setFields] = useState(() => fieldsOf(route));
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  const change = (part: Partial<Fields>): void => setFields({ ...fields, ...part });
  const submit = async (): Promise<void> => {
    setSaving(true);
    const wrong = await save(routeOf(fields));
    setSaving(false);
    setProblem(wrong);
    if (wrong === undefined) onClose();
  };
  return (
    <Modal
      visible
      size="large"
      header={route === undefined ? 'Add route' : `Edit ${route.method} ${route.path}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={saving} onClick={() => void submit()}>
              Save route
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SpaceBetween size="m">
          {problem !== undefined && (
            <Alert type="error" statusIconAriaLabel="Error">
              {problem}
            </Alert>
          )}
          <div className="pk-api-request">
            <Choice label="Method" value={fields.method} options={METHODS} pick={(method) => change({ method })} />
            <Line
              label="Path"
              value={fields.path}
              onChange={(path) => change({ path })}
              constraint="As in /films/{name}, or /{proxy+} for all that is left."
            />
          </div>
          <Choice
            label="Authorizer"
            value={fields.authorizer}
            options={AUTHORIZERS}
            pick={(kind) => change({ authorizer: kind as Fields['authorizer'] })}
          />
          {fields.authorizer === 'JWT' && <JwtFields fields={fields} change={change} />}
          <Choice
            label="Target"
            value={fields.target}
            options={TARGETS}
            pick={(kind) =>
              change({
                target: kind as Fields['target'],
                ...(kind === 'object' && fields.credentials === 'none' ? { credentials: 'caller' } : {}),
              })
            }
          />
          {fields.target === 'function' && <FunctionField fields={fields} change={change} />}
          {fields.target === 'object' && <ObjectFields fields={fields} change={change} />}
          {fields.target !== 'echo' && <CredentialFields fields={fields} change={change} />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

type Part = { readonly fields: Fields; readonly change: (part: Partial<Fields>) => void };
type Option = { readonly value: string; readonly label: string; readonly description?: string };

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly pick: (value: string) => void;
}) {
  return (
    <FormField label={props.label}>
      <Select
        selectedOption={props.options.find(({ value }) => value === props.value) ?? null}
        options={props.options}
        placeholder="Choose"
        onChange={({ detail }) => props.pick(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

function Line(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly constraint?: string;
}) {
  return (
    <FormField label={props.label} {...(props.constraint === undefined ? {} : { constraintText: props.constraint })}>
      <Input value={props.value} onChange={({ detail }) => props.onChange(detail.value)} />
    </FormField>
  );
}

function JwtFields({ fields, change }: Part) {
  return (
    <>
      <Line
        label="Issuer"
        value={fields.issuer}
        onChange={(issuer) => change({ issuer })}
        constraint="A user pool’s ID, or the address of any OpenID Connect issuer."
      />
      <Line
        label="Audience"
        value={fields.audience}
        onChange={(audience) => change({ audience })}
        constraint="App client IDs, one or several; one of them has to be in aud, or client_id."
      />
      <Line
        label="Scopes (optional)"
        value={fields.scopes}
        onChange={(scopes) => change({ scopes })}
        constraint="One of them is enough. Only access tokens have scopes."
      />
    </>
  );
}

function FunctionField({ fields, change }: Part) {
  const { output } = useCall('poolkeeper', 'ListFunctions', {});
  const options = (output?.functions ?? []).map(({ arn, description }) => ({
    value: arn,
    label: nameOf(arn),
    description: description === '' ? arn : description,
  }));
  return <Choice label="Function" value={fields.arn} options={options} pick={(arn) => change({ arn })} />;
}

function ObjectFields({ fields, change }: Part) {
  const { output } = useCall('s3', 'ListBuckets', {});
  const options = (output?.Buckets ?? []).map(({ Name }) => ({ value: Name, label: Name }));
  return (
    <>
      <Choice label="Bucket" value={fields.bucket} options={options} pick={(bucket) => change({ bucket })} />
      <Line
        label="Key"
        value={fields.key}
        onChange={(key) => change({ key })}
        constraint="{name} stands for a part of the path."
      />
    </>
  );
}

function CredentialFields({ fields, change }: Part) {
  const { output } = useCall('iam', 'ListRoles', { MaxItems: 1000 });
  const roles = (output?.Roles ?? []).map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName, description: Arn }));
  const service = fields.target === 'function' ? 'lambda.amazonaws.com' : 'apigateway.amazonaws.com';
  return (
    <>
      <FormField label="Credentials" description="With whose permissions the target acts.">
        <RadioGroup
          value={fields.credentials}
          onChange={({ detail }) => change({ credentials: detail.value as Fields['credentials'] })}
          items={[
            {
              value: 'caller',
              label: 'The caller’s',
              description: 'Permission pass-through; the route stands behind IAM.',
            },
            { value: 'role', label: 'A role’s', description: `One that trusts ${service}.` },
            ...(fields.target === 'function'
              ? [{ value: 'none', label: 'None', description: 'The function keeps the local administrator’s.' }]
              : []),
          ]}
        />
      </FormField>
      {fields.credentials === 'role' && (
        <Choice label="Role" value={fields.role} options={roles} pick={(role) => change({ role })} />
      )}
    </>
  );
}
