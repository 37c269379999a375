import type { HelpTopic } from '../../lib/help.ts';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide';

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
    { text: 'Identity pools', href: `${GUIDE}/cognito-identity.html` },
    { text: 'Role-based access control', href: `${GUIDE}/role-based-access-control.html` },
  ],
};

export const ACCESS_HELP: HelpTopic = {
  title: 'User access',
  text: [
    'Everybody who signed in gets the authenticated role, unless the mapping of their provider chooses another; guests get theirs.',
    'A role must trust the pool: its trust policy names the pool’s ID (aud) and the kind of identity (amr).',
  ],
  term: {
    name: 'AmbiguousRoleResolution',
    meaning: 'What happens when the token prefers no role or no rule fits: the authenticated role, or a refusal.',
  },
  links: [
    { text: 'Role-based access control', href: `${GUIDE}/role-based-access-control.html` },
    { text: 'Roles and trust', href: `${GUIDE}/iam-roles.html` },
  ],
};

export const PREVIEW_HELP: HelpTopic = {
  title: 'Role preview',
  text: [
    'Asks the engine which role somebody would get, by the same steps as GetCredentialsForIdentity, and issues nothing.',
    'While a mapping is edited the preview answers for the edits, so that you see what a rule does before you save it.',
  ],
  term: {
    name: 'CustomRoleArn',
    meaning: 'An app may ask for one of the roles that its user could have. Any other is refused.',
  },
};

export const PROVIDERS_HELP: HelpTopic = {
  title: 'Identity providers',
  text: [
    'A provider says who a user is. The pool checks its tokens: the client or app that they are for, the signature, the time.',
    'UpdateIdentityPool replaces: what a call leaves out is gone. Poolkeeper sends the whole pool and shows what that keeps.',
  ],
  term: {
    name: 'ServerSideTokenCheck',
    meaning:
      'The user pool is asked whether the token is still valid: not after a sign-out everywhere, nor for a disabled user.',
  },
  links: [
    { text: 'Identity providers of identity pools', href: `${GUIDE}/external-identity-providers.html` },
    { text: 'Developer-authenticated identities', href: `${GUIDE}/developer-authenticated-identities.html` },
  ],
};

export const IDENTITIES_HELP: HelpTopic = {
  title: 'Identities',
  text: [
    'An identity is a user of your app as the pool knows them: the same logins always give the same ID.',
    'Several logins can be linked to one identity. A guest who signs in keeps their identity, unless the login has one already.',
  ],
  term: {
    name: 'Disabled',
    meaning:
      'An identity that was merged into another, or lost its last developer user. It gets no credentials any more.',
  },
  links: [{ text: 'Developer-authenticated identities', href: `${GUIDE}/developer-authenticated-identities.html` }],
};

export const TAGS_HELP: HelpTopic = {
  title: 'Principal tags',
  text: [
    'Claims of a user’s token become tags of the session, and policies can compare them: one role for many users, each within their own bounds.',
    'The role’s trust policy must allow sts:TagSession beside sts:AssumeRoleWithWebIdentity; otherwise nobody gets credentials.',
  ],
  term: {
    name: 'aws:PrincipalTag/KEY',
    meaning: 'How a policy reads a tag, in a condition or as a variable in a resource.',
  },
  links: [{ text: 'Attributes for access control', href: `${GUIDE}/attributes-for-access-control.html` }],
};

export const SETTINGS_HELP: HelpTopic = {
  title: 'Identity pool settings',
  text: [
    'Guest access gives everybody credentials of the guest role without a sign-in; the enhanced flow limits them to a list of services.',
    'In the classic flow the app gets a token of the pool and names the role itself at STS. The enhanced flow is the safer one.',
  ],
  term: {
    name: '_custom_id_',
    meaning:
      'The tag that fixes the ID of a new pool, so that a configuration survives a new workspace. AWS does not know it.',
  },
  links: [{ text: 'Authentication flow', href: `${GUIDE}/authentication-flow.html` }],
};
