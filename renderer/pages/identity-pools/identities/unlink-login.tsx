import { Alert, Box } from '@cloudscape-design/components';
import { z } from 'zod';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { filled } from '../../../parts/draft.ts';
import { TextAreaField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';

type UnlinkProps = {
  readonly pool: IdentityPool;
  readonly identityId: string;
  readonly login: PoolIdentity['logins'][number];
  readonly onClose: () => void;
};

/** Takes a login away from an identity: a developer's user by name, any other by a token that proves it. */
export function UnlinkLogin(props: UnlinkProps) {
  return props.login.provider === props.pool.DeveloperProviderName ? (
    <UnlinkDeveloper {...props} />
  ) : (
    <UnlinkProven {...props} />
  );
}

function UnlinkDeveloper({ pool, identityId, login, onClose }: UnlinkProps) {
  return (
    <FormDialog
      title={`Unlink ${login.subject}`}
      action="Unlink"
      form={useDraft(z.object({}), {})}
      service="cognito-identity"
      operation="UnlinkDeveloperIdentity"
      input={() => ({
        IdentityId: identityId,
        IdentityPoolId: pool.IdentityPoolId,
        DeveloperProviderName: login.provider,
        DeveloperUserIdentifier: login.subject,
      })}
      done={`User ${login.subject} was unlinked.`}
      onClose={onClose}
    >
      <Box>
        When this user signs in again, they get another identity. An identity that loses its last login is disabled.
      </Box>
    </FormDialog>
  );
}

const SCHEMA = z.object({ token: filled('Paste a token.') });

function UnlinkProven({ identityId, login, onClose }: UnlinkProps) {
  const form = useDraft(SCHEMA, { token: '' });
  return (
    <FormDialog
      title={`Unlink ${login.provider}`}
      action="Unlink"
      form={form}
      service="cognito-identity"
      operation="UnlinkIdentity"
      input={({ token }) => ({
        IdentityId: identityId,
        Logins: { [login.provider]: token.trim() },
        LoginsToRemove: [login.provider],
      })}
      done={`The login of ${login.provider} was unlinked.`}
      onClose={onClose}
    >
      <Alert type="info" statusIconAriaLabel="Info">
        AWS unlinks a login only for somebody who proves that it is theirs: with a valid token of the same login.
      </Alert>
      <TextAreaField
        form={form}
        name="token"
        label="Token"
        description={`Of ${login.subject} at ${login.provider}.`}
        rows={5}
        spellcheck={false}
        placeholder="eyJraWQiOi…"
        stretch
      />
    </FormDialog>
  );
}
