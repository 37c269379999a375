import type { HelpTopic } from '../../lib/help.ts';

export const USERS_HELP: HelpTopic = {
  title: 'IAM users',
  text: [
    'An IAM user is for whoever administers or deploys: a person or a CI job with long-lived access keys. The people who use your app are users of a user pool instead.',
    'Without strict mode any made-up key acts as the account root. A key made here is always checked: it may do what its user’s policies allow, and nothing else.',
  ],
  term: {
    name: 'Access key',
    meaning:
      'An id that begins with AKIA and a secret that signs requests. IAM shows the secret once, when it makes the key.',
  },
  links: [{ text: 'IAM users', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html' }],
};

export const PROVIDERS_HELP: HelpTopic = {
  title: 'Identity providers',
  text: [
    'An identity provider tells IAM whose sign-ins to trust: an OpenID Connect issuer by its keys, or a SAML provider by the certificate in its metadata.',
    'Identity pools list providers, and the trust policies of roles name them by their ARN.',
  ],
  term: {
    name: 'Federated principal',
    meaning:
      'Somebody who signed in elsewhere and takes a role by their token or assertion (sts:AssumeRoleWithWebIdentity, sts:AssumeRoleWithSAML).',
  },
  links: [
    {
      text: 'Identity providers and federation',
      href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
    },
  ],
};

export const ISSUER_KEYS_HELP: HelpTopic = {
  title: 'Issuer keys',
  text: [
    'A token is accepted if one of its issuer’s keys verifies its signature. The keys are fetched from the issuer or pasted, so that it works without a network.',
    'Nothing leaves this machine unasked. Once you had the keys fetched, a login with a key that is not known makes Poolkeeper ask again, at most once a minute. Pasted keys stay what they are. An issuer on this machine is asked when a login needs it.',
  ],
  term: { name: 'JWKS', meaning: 'JSON Web Key Set: the public keys of an issuer, each with its id (kid).' },
};
