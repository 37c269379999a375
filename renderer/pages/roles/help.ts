import type { HelpTopic } from '../../parts/help.tsx';

export const ROLES_HELP: HelpTopic = {
  title: 'Roles and policies',
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
