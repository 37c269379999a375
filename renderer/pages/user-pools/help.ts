import type { HelpTopic } from '../../lib/help.ts';

const DOCS = 'https://docs.aws.amazon.com/cognito/latest/developerguide';

/** What the help panel says on the user-pool pages. */
export const help = {
  pools: {
    title: 'User pools',
    text: [
      'A user pool is a directory of users with sign-up, sign-in and tokens. Your application asks it who somebody is.',
      'Each pool has its own users, groups, app clients, rules and signing keys; nothing is shared between pools.',
    ],
    term: {
      name: 'User pool',
      meaning: 'An OpenID Connect identity provider of your own, reached through the cognito-idp API.',
    },
    links: [{ text: 'Amazon Cognito user pools', href: `${DOCS}/cognito-user-pools.html` }],
  },
  create: {
    title: 'Create a user pool',
    text: [
      'Most settings can be changed at any time. Those with a badge cannot: AWS fixes them at creation.',
      'The review shows the calls that will be made, ready to copy for the AWS CLI.',
    ],
    links: [{ text: 'Updating user pool configuration', href: `${DOCS}/cognito-user-pool-updating.html` }],
  },
  overview: {
    title: 'User pool overview',
    text: [
      'The addresses that applications and verifiers need. The issuer is the iss claim of every token; the JWKS holds the keys that check their signatures.',
    ],
    term: {
      name: 'Issuer',
      meaning: 'The address that names this pool in tokens and under which its keys are published.',
    },
    links: [
      {
        text: 'Verifying JSON web tokens',
        href: `${DOCS}/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html`,
      },
    ],
  },
  import: {
    title: 'Import users',
    text: [
      'A CSV file brings up to 500,000 users in. Users whose row has the hash of their password keep it; all others set a new one by “Forgot password”.',
      'A password that came as a hash is only checked where the password itself is sent. The first such sign-in makes what SRP needs.',
    ],
    term: {
      name: 'User import job',
      meaning: 'One run of an import: a file, a log, and counts of users who were imported, skipped or failed.',
    },
    links: [{ text: 'Importing users from a CSV file', href: `${DOCS}/cognito-user-pools-using-import-tool.html` }],
  },
  clients: {
    title: 'App clients',
    text: [
      'An app client is an application that may use the pool: it decides which ways of signing in are allowed, how long tokens live and which attributes the application may read and write.',
      'A browser or mobile app cannot keep a secret: it gets a public client. A server can.',
    ],
    term: {
      name: 'App client',
      meaning: 'What OAuth 2.0 calls a client. Its ID is the aud of ID tokens and the client_id of access tokens.',
    },
    links: [
      { text: 'Application-specific settings with app clients', href: `${DOCS}/user-pool-settings-client-apps.html` },
    ],
  },
  users: {
    title: 'Users',
    text: [
      'A user is a username with attributes and a state. The state says what happens at the next sign-in.',
      'The search runs in the engine where AWS can search: one condition on one standard attribute. Further conditions are tested on the users that were read.',
    ],
    term: { name: 'sub', meaning: 'The user’s identifier in tokens. It never changes and is never used again.' },
    links: [{ text: 'Managing users', href: `${DOCS}/managing-users.html` }],
  },
  groups: {
    title: 'Groups',
    text: [
      'A group stands for a permission: its members’ tokens name it, and an identity pool can give them the group’s IAM role.',
      'When a user is in several groups, the one with the lowest precedence decides the preferred role.',
    ],
    term: { name: 'Precedence', meaning: 'A number from 0; lower wins. Groups without one come last.' },
    links: [{ text: 'Adding groups to a user pool', href: `${DOCS}/cognito-user-pools-user-groups.html` }],
  },
  authentication: {
    title: 'Authentication',
    text: [
      'How users prove who they are and how they get back in: password rules, sign-up, verification and account recovery.',
      'UpdateUserPool replaces every setting. Poolkeeper sends all of them back with your edits and shows what would have been lost.',
    ],
    links: [{ text: 'Authentication with user pools', href: `${DOCS}/authentication.html` }],
  },
  triggers: {
    title: 'Lambda triggers',
    text: [
      'A trigger is a function that the pool calls at a moment of sign-up, sign-in or sending. It can refuse, and at some moments change what happens.',
      'The pool names a function by its ARN. What runs under an ARN is bound on the Functions page: code kept in the workspace, a file on this machine, or an endpoint.',
    ],
    term: {
      name: 'Lambda trigger',
      meaning: 'A function with five seconds to answer, called up to three times if it does not.',
    },
    links: [
      {
        text: 'Customizing user pool workflows with Lambda triggers',
        href: `${DOCS}/cognito-user-pools-working-with-lambda-triggers.html`,
      },
    ],
  },
  resourceServers: {
    title: 'Resource servers',
    text: [
      'A resource server is an API that trusts the pool’s access tokens. Its scopes say what a token may do there.',
      'App clients name a scope as identifier/scope. Deleting one leaves it in their settings, but it is no longer issued.',
    ],
    term: { name: 'Scope', meaning: 'One permission in an access token’s scope claim.' },
    links: [
      {
        text: 'Scopes, M2M, and resource servers',
        href: `${DOCS}/cognito-user-pools-define-resource-servers.html`,
      },
    ],
  },
  identityProviders: {
    title: 'Identity providers',
    text: [
      'A provider is a directory outside of the pool: an OpenID Connect or SAML server, or a social network.',
      'Users of it can be linked to users of the pool (AdminLinkProviderForUser). Signing in through a provider needs a domain’s pages, which this version does not serve.',
    ],
    links: [
      {
        text: 'User pool sign-in with third party identity providers',
        href: `${DOCS}/cognito-user-pools-identity-federation.html`,
      },
    ],
  },
  branding: {
    title: 'Branding',
    text: [
      'A domain names the pool’s login pages; styles and terms say what they show. All of it is stored and returned as AWS does.',
    ],
    links: [{ text: 'User pool managed login', href: `${DOCS}/cognito-user-pools-managed-login.html` }],
  },
  security: {
    title: 'Security',
    text: [
      'Threat protection judges sign-ins by the user’s address and by whether a password has leaked. AWS judges by what it has learned of all its users; here three networks stand for the levels of risk.',
      'Low: 192.0.2.0/24. Medium: 198.51.100.0/24. High: 203.0.113.0/24. Send such an address in ContextData.IpAddress to try what your application does.',
    ],
    term: { name: 'Audit', meaning: 'Everything is judged and kept, nothing is blocked.' },
    links: [
      {
        text: 'Advanced security with threat protection',
        href: `${DOCS}/cognito-user-pool-settings-threat-protection.html`,
      },
    ],
  },
  messages: {
    title: 'Messages',
    text: ['The words of verification codes and invitations. Nothing is sent out: every message lands in the outbox.'],
    term: {
      name: '{####}',
      meaning: 'Where the code or the temporary password stands. {username} is the user’s name.',
    },
    links: [{ text: 'Customizing messages', href: `${DOCS}/cognito-user-pool-settings-message-customizations.html` }],
  },
  settings: {
    title: 'Pool settings',
    text: [
      'Name, feature plan, deletion protection, tags and custom attributes. A pool under deletion protection refuses DeleteUserPool.',
    ],
    links: [{ text: 'User pool feature plans', href: `${DOCS}/cognito-sign-in-feature-plans.html` }],
  },
} as const satisfies Record<string, HelpTopic>;
