import { SpaceBetween } from '@cloudscape-design/components';
import type { AccessLink } from '../../shared/poolkeeper/operations.ts';
import { Go } from './go.tsx';
import { paths } from '../lib/paths.ts';

/** The page of what an answer is about; nothing where it has none. */
export function linkPath({ kind, id, parent = '' }: AccessLink): string | undefined {
  const name = encodeURIComponent(id);
  switch (kind) {
    case 'user-pool':
      return paths.pool(id);
    case 'user':
      return paths.user(parent, id);
    case 'group':
      return paths.group(parent, id);
    case 'client':
      return paths.client(parent, id);
    case 'identity-pool':
      return `/identity-pools/${name}`;
    case 'identity':
      return `/identity-pools/${encodeURIComponent(parent)}`;
    case 'role':
      return `/roles/${name}`;
    case 'policy':
      return `/policies/${name}`;
    case 'iam-user':
      return `/iam/users/${name}`;
    case 'bucket':
      return `/resources/${name}`;
    case 'function':
      return `/functions/${name}`;
    default:
      return undefined;
  }
}

/** The things that a link of the chain is about. */
export function Links({ links }: { readonly links: readonly AccessLink[] }) {
  const shown = links.flatMap((link) => {
    const to = linkPath(link);
    return to === undefined ? [] : [{ ...link, to }];
  });
  return shown.length === 0 ? null : (
    <SpaceBetween direction="horizontal" size="m">
      {shown.map(({ kind, text, to }) => (
        <Go key={to} to={to}>
          {KINDS[kind]} {text}
        </Go>
      ))}
    </SpaceBetween>
  );
}

const KINDS: Readonly<Record<AccessLink['kind'], string>> = {
  'user-pool': 'User pool',
  user: 'User',
  group: 'Group',
  client: 'App client',
  'identity-pool': 'Identity pool',
  identity: 'Identity',
  role: 'Role',
  policy: 'Policy',
  'iam-user': 'IAM user',
  bucket: 'Bucket',
  function: 'Function',
};
