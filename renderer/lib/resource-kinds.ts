/** The kinds of things that the history speaks of: their names, and the pages where they stand. */
const KINDS: Readonly<Record<string, readonly [words: string, page: (subject: string) => string | undefined]>> = {
  'user-pool': ['User pool', (id) => `/user-pools/${id.split('/').at(-1)}`],
  client: ['App client', () => undefined],
  group: ['Group', (subject) => partOf(subject, 'groups')],
  'resource-server': ['Resource server', (subject) => `/user-pools/${subject.split('/')[0]}/resource-servers`],
  domain: ['Domain', () => undefined],
  'identity-provider': ['Identity provider', (subject) => `/user-pools/${subject.split('/')[0]}/identity-providers`],
  branding: ['Managed login style', (subject) => `/user-pools/${subject.split('/')[0]}/branding`],
  terms: ['Terms', (subject) => `/user-pools/${subject.split('/')[0]}/branding`],
  account: ['Account', () => undefined],
  'identity-pool': ['Identity pool', (id) => `/identity-pools/${encodeURIComponent(id.split('/').at(-1) ?? id)}`],
  role: ['Role', (name) => `/roles/${encodeURIComponent(name)}`],
  policy: ['Policy', (arn) => `/policies/${encodeURIComponent(arn)}`],
  'iam-user': ['IAM user', (name) => `/iam/users/${encodeURIComponent(name)}`],
  'oidc-provider': ['OpenID Connect provider', (arn) => `/iam/providers/${encodeURIComponent(arn)}`],
  'saml-provider': ['SAML provider', (arn) => `/iam/providers/${encodeURIComponent(arn)}`],
  bucket: ['Bucket', (name) => `/resources/${encodeURIComponent(name)}`],
  api: ['API', (name) => `/apis/${encodeURIComponent(name)}`],
  function: ['Function', (arn) => `/functions/${encodeURIComponent(arn)}`],
  workspace: ['Workspace', () => '/settings'],
  'local-provider': ['Local provider', (name) => `/local-providers/${encodeURIComponent(name)}`],
};

/** A part of a pool by its name, which may hold slashes: `POOL/NAME`. */
function partOf(subject: string, tab: string): string {
  const at = subject.indexOf('/');
  return `/user-pools/${subject.slice(0, at)}/${tab}/${encodeURIComponent(subject.slice(at + 1))}`;
}

/** A kind in words: `User pool`. */
export const kindWords = (kind: string): string => KINDS[kind]?.[0] ?? kind;

/** The page of what was changed, where it has one. */
export const pageOf = (kind: string, subject: string): string | undefined => KINDS[kind]?.[1](subject);
