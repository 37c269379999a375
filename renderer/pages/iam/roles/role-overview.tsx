import { resourceName } from '../../../../shared/aws/arn.ts';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { Go } from '../../../parts/go.tsx';
import { Overview } from '../../../parts/section.tsx';
import { Time } from '../../../parts/time.tsx';

/** Seconds in words: `1 hour`, `90 minutes`. */
const hours = (seconds = 3600): string =>
  seconds % 3600 === 0 ? `${seconds / 3600} hour${seconds === 3600 ? '' : 's'}` : `${Math.round(seconds / 60)} minutes`;

/** What a role is, at a glance. */
export function RoleOverview({ role }: { readonly role: Role }) {
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  const used = role.RoleLastUsed?.LastUsedDate;
  return (
    <Overview
      columns={4}
      items={[
        { label: 'ARN', value: role.Arn, copy: true },
        { label: 'Role ID', value: role.RoleId, copy: true },
        { label: 'Path', value: role.Path },
        { label: 'Created', value: <Time seconds={role.CreateDate} absolute /> },
        { label: 'Last used', value: used === undefined ? 'Never' : <Time seconds={used} /> },
        { label: 'Longest session', value: hours(role.MaxSessionDuration) },
        {
          label: 'Permissions boundary',
          value: boundary === undefined ? 'None' : <Go to={pagePath('policy', boundary)}>{resourceName(boundary)}</Go>,
        },
        { label: 'Tags', value: (role.Tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`).join(', ') || 'None' },
      ]}
    />
  );
}
