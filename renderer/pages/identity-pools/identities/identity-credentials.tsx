import { Alert, Box, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { Credentials, IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { Copy } from '../../../parts/copy.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Secret } from '../../../parts/secret.tsx';
import { Time } from '../../../parts/time.tsx';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { LabelledSelect, LabelledTextarea } from '../../../parts/labelled.tsx';

const OWN = 'cognito-identity.amazonaws.com';

/**
 * Credentials of an identity, by the very calls an app would make: a guest without a login, a developer's user by a
 * token of the pool, anybody else by a token that is pasted.
 */
export function IdentityCredentials({
  pool,
  identity,
  onClose,
}: {
  readonly pool: IdentityPool;
  readonly identity: PoolIdentity;
  readonly onClose: () => void;
}) {
  const { identityId: IdentityId, logins } = identity;
  const developer = logins.find(({ provider }) => provider === pool.DeveloperProviderName);
  const proven = [...new Set(logins.map(({ provider }) => provider))].filter(
    (provider) => provider !== developer?.provider,
  );
  const [provider, setProvider] = useState(developer?.provider ?? proven[0] ?? '');
  const [token, setToken] = useState('');
  const [credentials, setCredentials] = useState<Credentials>();
  const issue = useAction('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', { showsFault: true });
  const get = useAction('cognito-identity', 'GetCredentialsForIdentity', {
    showsFault: true,
    onDone: (output) => setCredentials(output.Credentials),
  });
  const byDeveloper = developer !== undefined && provider === developer.provider;
  const guest = logins.length === 0;
  const request = {
    IdentityPoolId: pool.IdentityPoolId,
    IdentityId,
    Logins: { [provider]: developer?.subject ?? '' },
  };
  const calls: CliCall[] = guest
    ? [cli('cognito-identity', 'GetCredentialsForIdentity', { IdentityId })]
    : byDeveloper
      ? [
          cli('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', request),
          cli('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins: { [OWN]: 'TOKEN' } }),
        ]
      : [cli('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins: { [provider]: token } })];
  const act = async (): Promise<void> => {
    if (guest) return void (await get.run({ IdentityId }));
    if (!byDeveloper) return void (await get.run({ IdentityId, Logins: { [provider]: token } }));
    const issued = await issue.run(request);
    if (issued?.Token !== undefined) await get.run({ IdentityId, Logins: { [OWN]: issued.Token } });
  };
  return (
    <ActionDialog
      title="Get credentials as this identity"
      {...(credentials === undefined ? { action: 'Get credentials' } : {})}
      ready={guest || byDeveloper || token !== ''}
      running={issue.running || get.running}
      fault={issue.fault ?? get.fault}
      calls={calls}
      onAct={() => void act()}
      onClose={onClose}
    >
      {credentials === undefined ? (
        <SpaceBetween size="m">
          <Alert type="info" statusIconAriaLabel="Info">
            {guest
              ? 'A guest’s identity needs no proof: the enhanced flow gives the guest role to whoever knows the ID.'
              : byDeveloper
                ? 'As your back end would: GetOpenIdTokenForDeveloperIdentity, then GetCredentialsForIdentity with its token.'
                : 'Nobody gets credentials for an identity with logins without proof: paste a token of one of them.'}
          </Alert>
          {!guest && (developer === undefined ? proven.length > 1 : proven.length > 0) && (
            <LabelledSelect
              label="Login"
              value={provider}
              options={[...(developer === undefined ? [] : [developer.provider]), ...proven].map((value) => ({
                value,
                label: value,
              }))}
              onChange={setProvider}
            />
          )}
          {!guest && !byDeveloper && (
            <LabelledTextarea
              label="Token"
              description={`Of ${provider}.`}
              stretch
              value={token}
              rows={5}
              spellcheck={false}
              placeholder="eyJraWQiOi…"
              onChange={setToken}
              trim
            />
          )}
        </SpaceBetween>
      ) : (
        <Received credentials={credentials} />
      )}
    </ActionDialog>
  );
}

function Received({
  credentials: { AccessKeyId = '', SecretKey = '', SessionToken = '', Expiration },
}: {
  readonly credentials: Credentials;
}) {
  const environment = [
    `export AWS_ACCESS_KEY_ID=${AccessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${SecretKey}`,
    `export AWS_SESSION_TOKEN=${SessionToken}`,
  ].join('\n');
  return (
    <SpaceBetween size="m">
      <KeyValues
        columns={1}
        items={[
          { label: 'Access key ID', value: AccessKeyId, copy: true },
          { label: 'Secret key', value: <Secret value={SecretKey} what="secret key" /> },
          { label: 'Session token', value: <Secret value={SessionToken} what="session token" /> },
          { label: 'Valid until', value: <Time seconds={Expiration} absolute /> },
        ]}
      />
      <Copy value={environment} what="as environment variables" variant="button" />
      <Box color="text-body-secondary">They are real: the engine honours them until they expire.</Box>
    </SpaceBetween>
  );
}
