import { useEffect } from 'react';
import { z } from 'zod';
import { API_METHODS } from '../../../shared/poolkeeper/api-methods.ts';
import type { ApiAuthorizer, ApiRecord, ApiRoute, ApiTarget } from '../../../shared/poolkeeper/operations.ts';
import { useList } from '../../client/lists.ts';
import { nameOf } from '../../lib/functions.ts';
import { Field, RadioField, SelectField, TextField } from '../../parts/fields.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useDraft, type DraftForm } from '../../parts/form.tsx';
import { RoleSelect } from '../../parts/role-select.tsx';

const METHODS = API_METHODS.map((value) => ({ value, label: value }));

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

const SCHEMA = z.object({
  method: z.string(),
  path: z.string(),
  authorizer: z.enum(['JWT', 'IAM', 'NONE']),
  issuer: z.string(),
  audience: z.string(),
  scopes: z.string(),
  target: z.enum(['echo', 'function', 'object']),
  arn: z.string(),
  bucket: z.string(),
  key: z.string(),
  credentials: z.enum(['none', 'caller', 'role']),
  role: z.string(),
});
type Fields = z.infer<typeof SCHEMA>;

/** What a route is called: `GET /films/{name}`. */
export const keyOf = ({ method, path }: Pick<ApiRoute, 'method' | 'path'>): string => `${method} ${path}`;

/** What gives an API other routes. */
export const inputOf = ({ name, description }: ApiRecord, Routes: readonly ApiRoute[]) => ({
  Name: name,
  Description: description,
  Routes: [...Routes],
});

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

/** One route, made or changed in a dialog. */
export function RouteForm({
  api,
  route,
  onClose,
}: {
  readonly api: ApiRecord;
  readonly route?: ApiRoute | undefined;
  readonly onClose: () => void;
}) {
  const others = api.routes.filter((one) => one !== route);
  const schema = SCHEMA.superRefine((draft, context) => {
    const key = keyOf(routeOf(draft));
    if (others.some((one) => keyOf(one) === key))
      context.addIssue({ code: 'custom', path: ['path'], message: `The API has a route ${key} already.` });
  });
  const form = useDraft(schema, fieldsOf(route));
  const [authorizer, target, credentials] = form.watch(['authorizer', 'target', 'credentials']);
  const { setValue } = form;
  useEffect(() => {
    // Only a function can go without.
    if (target === 'object' && credentials === 'none') setValue('credentials', 'caller');
  }, [target, credentials, setValue]);
  return (
    <FormDialog
      title={route === undefined ? 'Add route' : `Edit ${keyOf(route)}`}
      action="Save route"
      size="large"
      form={form}
      service="poolkeeper"
      operation="PutApi"
      input={(draft) => {
        const changed = routeOf(draft);
        const added = route === undefined ? [changed] : [];
        return inputOf(api, [...api.routes.map((one) => (one === route ? changed : one)), ...added]);
      }}
      done={() => `Route ${keyOf(routeOf(form.getValues()))} saved.`}
      onClose={onClose}
    >
      <div className="pk-api-request">
        <SelectField form={form} name="method" label="Method" options={METHODS} />
        <TextField
          form={form}
          name="path"
          label="Path"
          constraint="As in /films/{name}, or /{proxy+} for all that is left."
        />
      </div>
      <SelectField form={form} name="authorizer" label="Authorizer" options={AUTHORIZERS} />
      {authorizer === 'JWT' && <JwtFields form={form} />}
      <SelectField form={form} name="target" label="Target" options={TARGETS} />
      {target === 'function' && <FunctionField form={form} />}
      {target === 'object' && <ObjectFields form={form} />}
      {target !== 'echo' && <CredentialFields form={form} target={target} credentials={credentials} />}
    </FormDialog>
  );
}

type Part = { readonly form: DraftForm<Fields> };

function JwtFields({ form }: Part) {
  return (
    <>
      <TextField
        form={form}
        name="issuer"
        label="Issuer"
        constraint="A user pool’s ID, or the address of any OpenID Connect issuer."
      />
      <TextField
        form={form}
        name="audience"
        label="Audience"
        constraint="App client IDs, one or several; one of them has to be in aud, or client_id."
      />
      <TextField
        form={form}
        name="scopes"
        label="Scopes"
        optional
        constraint="One of them is enough. Only access tokens have scopes."
      />
    </>
  );
}

function FunctionField({ form }: Part) {
  const { items = [] } = useList('poolkeeper', 'ListFunctions', {}, 'functions');
  const options = items.map(({ arn, description }) => ({
    value: arn,
    label: nameOf(arn),
    description: description === '' ? arn : description,
  }));
  return <SelectField form={form} name="arn" label="Function" options={options} placeholder="Choose" />;
}

function ObjectFields({ form }: Part) {
  const { items = [] } = useList('s3', 'ListBuckets', {}, 'Buckets');
  const options = items.map(({ Name }) => ({ value: Name, label: Name }));
  return (
    <>
      <SelectField form={form} name="bucket" label="Bucket" options={options} placeholder="Choose" />
      <TextField form={form} name="key" label="Key" constraint="{name} stands for a part of the path." />
    </>
  );
}

function CredentialFields({
  form,
  target,
  credentials,
}: Part & { readonly target: Fields['target']; readonly credentials: Fields['credentials'] }) {
  const service = target === 'function' ? 'lambda.amazonaws.com' : 'apigateway.amazonaws.com';
  return (
    <>
      <RadioField
        form={form}
        name="credentials"
        label="Credentials"
        description="With whose permissions the target acts."
        options={[
          {
            value: 'caller',
            label: 'The caller’s',
            description: 'Permission pass-through; the route stands behind IAM.',
          },
          { value: 'role', label: 'A role’s', description: `One that trusts ${service}.` },
          ...(target === 'function'
            ? [{ value: 'none', label: 'None', description: 'The function keeps the local administrator’s.' }]
            : []),
        ]}
      />
      {credentials === 'role' && (
        <Field form={form} name="role" label="Role">
          {({ value, onChange }) => <RoleSelect label="Role" value={value} onChange={onChange} />}
        </Field>
      )}
    </>
  );
}
