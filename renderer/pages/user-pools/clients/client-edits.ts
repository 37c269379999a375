import { numberProblem, textProblem } from '../../../lib/limits.ts';
import { APP_CLIENT_FIELDS, RETRY_GRACE_PERIOD_SECONDS, TOKEN_VALIDITY } from '../../../../shared/aws/defaults.ts';
import { limitsOf, type Token } from '../../../../shared/aws/limits.ts';
import type { ExplicitAuthFlowsType, UserPoolClientType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { ClientEdits } from '../pool/merge.ts';
import {
  CLIENT_NAME,
  present,
  standardValidity,
  validityProblems,
  type Problems,
  type Validity,
} from '../create-pool/new-pool.ts';

/** An app client's settings as the form holds them. */
export type ClientForm = {
  readonly name: string;
  readonly flows: readonly ExplicitAuthFlowsType[];
  readonly access: Validity;
  readonly id: Validity;
  readonly refresh: Validity;
  readonly session: string;
  readonly hideMissingUsers: boolean;
  readonly revocation: boolean;
  readonly rotation: boolean;
  /** Seconds in which a replaced refresh token still works. */
  readonly grace: string;
  /** Undefined: all standard attributes. */
  readonly read: readonly string[] | undefined;
  readonly write: readonly string[] | undefined;
};

/** A token's validity in the unit that the client names for it, else AWS's own for the token. */
function validity(client: UserPoolClientType, token: Token, value: number | undefined): Validity {
  const unit = client.TokenValidityUnits?.[token] ?? TOKEN_VALIDITY[token].unit;
  return value === undefined ? standardValidity(token, unit) : { value: String(value), unit };
}

/** The form's start: the client as it is described. */
export function clientForm(client: UserPoolClientType): ClientForm {
  return {
    name: client.ClientName ?? '',
    flows: client.ExplicitAuthFlows ?? [],
    access: validity(client, 'AccessToken', client.AccessTokenValidity),
    id: validity(client, 'IdToken', client.IdTokenValidity),
    refresh: validity(client, 'RefreshToken', client.RefreshTokenValidity),
    session: String(client.AuthSessionValidity ?? APP_CLIENT_FIELDS.AuthSessionValidity.default),
    hideMissingUsers: client.PreventUserExistenceErrors === 'ENABLED',
    revocation: client.EnableTokenRevocation ?? APP_CLIENT_FIELDS.EnableTokenRevocation.default,
    rotation: client.RefreshTokenRotation?.Feature === 'ENABLED',
    grace: String(client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? RETRY_GRACE_PERIOD_SECONDS),
    read: client.ReadAttributes,
    write: client.WriteAttributes,
  };
}

export const SESSION_MINUTES = limitsOf('cognito-idp', 'UpdateUserPoolClient', 'AuthSessionValidity');
export const GRACE_SECONDS = limitsOf(
  'cognito-idp',
  'UpdateUserPoolClient',
  'RefreshTokenRotation.RetryGracePeriodSeconds',
);

/** What is wrong with the form, by field. */
export function clientProblems(form: ClientForm): Problems {
  return {
    ...present({
      clientName: textProblem(form.name, CLIENT_NAME),
      flows: form.flows.length === 0 ? 'Choose at least one flow.' : undefined,
      session: numberProblem(form.session, SESSION_MINUTES, 'minutes'),
      grace: form.rotation ? numberProblem(form.grace, GRACE_SECONDS, 'seconds') : undefined,
      rotation:
        form.rotation && form.flows.includes('ALLOW_REFRESH_TOKEN_AUTH')
          ? 'AWS does not allow rotation together with the refresh token flow: take off ALLOW_REFRESH_TOKEN_AUTH.'
          : undefined,
    }),
    ...validityProblems(form.access, form.id, form.refresh),
  };
}

/**
 * The members of UpdateUserPoolClient that the form changed.
 *
 * Only what was touched is given, so that settings which AWS leaves out of its description stay left out.
 */
export function clientEdits(start: ClientForm, form: ClientForm, client: UserPoolClientType): ClientEdits {
  const touched = (member: keyof ClientForm): boolean => JSON.stringify(start[member]) !== JSON.stringify(form[member]);
  const timesTouched = touched('access') || touched('id') || touched('refresh');
  return {
    ...(touched('name') ? { ClientName: form.name } : {}),
    ...(touched('flows') ? { ExplicitAuthFlows: [...form.flows] } : {}),
    ...(timesTouched
      ? {
          AccessTokenValidity: Number(form.access.value),
          IdTokenValidity: Number(form.id.value),
          RefreshTokenValidity: Number(form.refresh.value),
          TokenValidityUnits: { AccessToken: form.access.unit, IdToken: form.id.unit, RefreshToken: form.refresh.unit },
        }
      : {}),
    ...(touched('session') ? { AuthSessionValidity: Number(form.session) } : {}),
    ...(touched('hideMissingUsers')
      ? { PreventUserExistenceErrors: form.hideMissingUsers ? ('ENABLED' as const) : ('LEGACY' as const) }
      : {}),
    ...(touched('revocation') ? { EnableTokenRevocation: form.revocation } : {}),
    ...(touched('rotation') || touched('grace')
      ? {
          RefreshTokenRotation: form.rotation
            ? { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: Number(form.grace) }
            : client.RefreshTokenRotation === undefined
              ? undefined
              : { Feature: 'DISABLED' as const },
        }
      : {}),
    ...(touched('read') ? { ReadAttributes: form.read === undefined ? undefined : [...form.read] } : {}),
    ...(touched('write') ? { WriteAttributes: form.write === undefined ? undefined : [...form.write] } : {}),
  } as ClientEdits;
}
