import type { HelpTopic } from '../../../lib/help.ts';

export const ROLES_HELP: HelpTopic = {
  title: 'Roles',
  text: [
    'A role is a set of permissions that somebody takes on for a while. Its trust policy says who may take it; its permission policies say what it allows.',
    'A user pool’s group names a role. An identity pool exchanges the user’s ID token for credentials of that role.',
  ],
  term: { name: 'Trust policy', meaning: 'The policy of the role itself that names the principals who may assume it.' },
  links: [
    { text: 'IAM roles', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html' },
    {
      text: 'Role-based access control',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
    },
  ],
};

export const TRUST_HELP: HelpTopic = {
  title: 'Trusted entity',
  text: [
    'Permissions say what a role allows; the trust policy says who may take it. Without one that fits, nobody gets its credentials, whatever it allows.',
    'For an identity pool the policy names the pool (aud) and whether users or guests are meant (amr). IAM refuses a policy for Cognito without the pool.',
  ],
  term: {
    name: 'Principal',
    meaning: 'Whom a statement is about: an account, a role, a service, an identity provider.',
  },
  links: [
    {
      text: 'Role trust and permissions of identity pools',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
    },
    {
      text: 'Principal element',
      href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    },
  ],
};

export const POLICIES_HELP: HelpTopic = {
  title: 'Policies',
  text: [
    'A managed policy is written once and attached to any number of roles and users; an inline policy belongs to one of them. All that somebody has add up, and an explicit deny in any of them wins.',
    'Yours have up to five versions, of which one is in force. AWS’s own are kept by AWS: attach them as they are.',
  ],
  term: {
    name: 'Permissions boundary',
    meaning: 'A managed policy that bounds what others can allow. It allows nothing by itself.',
  },
  links: [
    {
      text: 'Managed and inline policies',
      href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    },
    {
      text: 'Elements of a policy',
      href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
    },
  ],
};
