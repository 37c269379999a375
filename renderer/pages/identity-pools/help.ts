import type { HelpTopic } from '../../parts/help.tsx';

export const IDENTITY_POOLS_HELP: HelpTopic = {
  title: 'Identity pools',
  text: [
    'An identity pool takes a proof of who somebody is, such as an ID token, and gives short-lived credentials of an IAM role in exchange.',
    'Which role it is, the mapping decides: one for all, the one that the token prefers, or the first rule that fits a claim.',
  ],
  term: {
    name: 'Enhanced flow',
    meaning: 'GetId, then GetCredentialsForIdentity: the pool itself chooses and assumes the role.',
  },
  links: [
    { text: 'Identity pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html' },
    {
      text: 'Role-based access control',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
    },
  ],
};
