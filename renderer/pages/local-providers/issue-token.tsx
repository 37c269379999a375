import { Button, ColumnLayout, FormField, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import type { Input as InputOf, Output } from '../../../shared/contract.ts';
import { useAction } from '../../client/hooks.ts';
import { useWhere } from '../../client/where.ts';
import { cliLine, quoted } from '../../lib/cli.ts';
import { Code } from '../../parts/code.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Time } from '../../parts/time.tsx';
import { RoleSelect } from '../../parts/role-select.tsx';
import { LabelledInput, LabelledSelect } from '../../parts/labelled.tsx';
import { Section } from '../../parts/section.tsx';

type Asked = InputOf<'poolkeeper', 'IssueLocalProviderToken'>;
type Issued = Output<'poolkeeper', 'IssueLocalProviderToken'> & { readonly asked: Asked };

/** Signs a person in: the token that the provider would give the app, and what to do with it. */
export function IssueToken({
  localProvider,
  poolId,
  appId,
}: {
  readonly localProvider: LocalProvider;
  readonly poolId: string;
  readonly appId: string;
}) {
  const saml = localProvider.kind === 'saml';
  const [chosen, choose] = useState<string>();
  const [minutes, setMinutes] = useState(saml ? '5' : '60');
  const [role, setRole] = useState('');
  const [issued, setIssued] = useState<Issued>();
  const issue = useAction('poolkeeper', 'IssueLocalProviderToken', {
    showsFault: true,
    onDone: (output, asked) => setIssued({ ...output, asked }),
  });
  const person = localProvider.people.find(({ id }) => id === chosen) ?? localProvider.people[0];
  const options = localProvider.people.map(({ id, claims }) => ({
    value: id,
    label: typeof claims['email'] === 'string' ? claims['email'] : id,
    description: id,
  }));
  const seconds = Math.round(Number(minutes) * 60);
  const ready = person !== undefined && Number.isInteger(seconds) && seconds > 0 && (saml || appId !== '');
  const run = (): void => {
    if (person === undefined) return;
    setIssued(undefined);
    void issue.run({
      LocalProvider: localProvider.name,
      Person: person.id,
      Lifetime: seconds,
      ...(saml ? (role === '' ? {} : { RoleArn: role }) : { AppId: appId }),
    });
  };
  return (
    <Section
      title="Issue a token"
      description={
        saml
          ? 'A response as the provider would post it to AWS.'
          : `What the provider would give the app ${appId === '' ? '' : `${appId} `}after the person signed in.`
      }
    >
      <ColumnLayout columns={3}>
        <LabelledSelect
          label="Person"
          placeholder="Add a person first"
          empty="There is nobody"
          expandToViewport
          value={person?.id ?? ''}
          onChange={choose}
          options={options}
        />
        <LabelledInput
          label="Good for, in minutes"
          type="number"
          inputMode="numeric"
          value={minutes}
          onChange={setMinutes}
        />
        {saml && (
          <FormField label="Role" constraintText="For AssumeRoleWithSAML only.">
            <RoleSelect label="Role" value={role} onChange={setRole} optional />
          </FormField>
        )}
      </ColumnLayout>
      <FaultAlert fault={issue.fault} />
      <Button variant="primary" disabled={!ready} loading={issue.running} onClick={run}>
        Issue token
      </Button>
      {issued !== undefined && (
        <IssuedToken localProvider={localProvider} issued={issued} poolId={poolId} role={role} />
      )}
    </Section>
  );
}

/** The token, with the calls that use it. */
function IssuedToken({
  localProvider,
  issued: { token, loginKey, expiresAt, asked },
  poolId,
  role,
}: {
  readonly localProvider: LocalProvider;
  readonly issued: Issued;
  readonly poolId: string;
  readonly role: string;
}) {
  const where = useWhere();
  const getId = cliLine(
    'cognito-identity',
    'GetId',
    { IdentityPoolId: poolId === '' ? 'IDENTITY_POOL_ID' : poolId, Logins: { [loginKey]: token } },
    where,
  );
  const script = `curl -s ${where.endpoint}/_poolkeeper/local-providers/token -d ${quoted(JSON.stringify(asked))}`;
  const assume = cliLine(
    'sts',
    'AssumeRoleWithSAML',
    { RoleArn: role, PrincipalArn: loginKey, SAMLAssertion: token },
    where,
  );
  return (
    <SpaceBetween size="m">
      <KeyValues
        columns={2}
        items={[
          { label: 'Login key', value: loginKey, copy: true },
          { label: 'Expires', value: <Time seconds={expiresAt / 1000} /> },
        ]}
      />
      <FormField label={localProvider.kind === 'saml' ? 'SAML response' : 'Token'} stretch>
        <Code label="token" text={token} copy />
      </FormField>
      <FormField label="With the AWS CLI" stretch>
        <Code label="get-id command" text={getId} copy />
      </FormField>
      {localProvider.kind === 'saml' && role !== '' && (
        <FormField label="Credentials from STS" stretch>
          <Code label="assume-role-with-saml command" text={assume} copy />
        </FormField>
      )}
      <FormField label="Another such token, for scripts and tests" stretch>
        <Code label="token request" text={script} copy />
      </FormField>
    </SpaceBetween>
  );
}
