import { rootArn } from '../../../../shared/aws/arn.ts';
/** Who may take a role, as the wizard asks it. */
export type Trust = {
  readonly kind: 'pool' | 'oidc' | 'saml' | 'account' | 'service';
  /** Of an identity pool: who of it. */
  readonly identity: 'authenticated' | 'unauthenticated' | 'provider';
  readonly identityPoolId: string;
  /** With `provider`: the login that was used, such as `graph.facebook.com`. */
  readonly amr: string;
  /** ARN of an OpenID Connect or SAML provider of IAM. */
  readonly providerArn: string;
  /** The client that tokens must be for. */
  readonly audience: string;
  readonly account: string;
  readonly externalId: string;
  readonly service: string;
};

export const FRESH_TRUST: Trust = {
  kind: 'pool',
  identity: 'authenticated',
  identityPoolId: '',
  amr: '',
  providerArn: '',
  audience: '',
  account: '',
  externalId: '',
  service: 'cognito-idp.amazonaws.com',
};

const COGNITO = 'cognito-identity.amazonaws.com';
/** What AWS puts into the audience of assertions for role-based sign-in. */
const SAML_AUDIENCE = 'https://signin.aws.amazon.com/saml';

/** The host and path by which conditions name an OpenID Connect provider. */
export const issuerOf = (providerArn: string): string => providerArn.slice(providerArn.indexOf('/') + 1);

/** What is still missing, in words; undefined where the answers make a policy. */
export function trustProblem(trust: Trust): string | undefined {
  switch (trust.kind) {
    case 'pool':
      if (trust.identityPoolId === '') return 'Choose an identity pool: IAM refuses a trust policy that names none.';
      return trust.identity === 'provider' && trust.amr === ''
        ? 'Say which provider the user signed in with.'
        : undefined;
    case 'oidc':
      if (trust.providerArn === '') return 'Choose an OpenID Connect provider.';
      return trust.audience === '' ? 'Say which client the tokens are for.' : undefined;
    case 'saml':
      return trust.providerArn === '' ? 'Choose a SAML provider.' : undefined;
    case 'account':
      return /^\d{12}$/.test(trust.account) ? undefined : 'An account number has 12 digits.';
    case 'service':
      return trust.service === '' ? 'Choose a service.' : undefined;
  }
}

/** The trust policy that the answers make, indented. */
export function trustDocument(trust: Trust): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statementOf(trust)] }, null, 2);
}

function statementOf(trust: Trust): object {
  switch (trust.kind) {
    case 'pool': {
      const amr = trust.identity === 'provider' ? trust.amr : trust.identity;
      return {
        Effect: 'Allow',
        Principal: { Federated: COGNITO },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
        Condition: {
          StringEquals: { [`${COGNITO}:aud`]: trust.identityPoolId },
          'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: amr },
        },
      };
    }
    case 'oidc':
      return {
        Effect: 'Allow',
        Principal: { Federated: trust.providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuerOf(trust.providerArn)}:aud`]: trust.audience } },
      };
    case 'saml':
      return {
        Effect: 'Allow',
        Principal: { Federated: trust.providerArn },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'saml:aud': SAML_AUDIENCE } },
      };
    case 'account':
      return {
        Effect: 'Allow',
        Principal: { AWS: rootArn(trust.account) },
        Action: 'sts:AssumeRole',
        ...(trust.externalId === '' ? {} : { Condition: { StringEquals: { 'sts:ExternalId': trust.externalId } } }),
      };
    case 'service':
      return { Effect: 'Allow', Principal: { Service: trust.service }, Action: 'sts:AssumeRole' };
  }
}
