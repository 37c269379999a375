import { Box, SpaceBetween } from '@cloudscape-design/components';
import { useList } from '../../../client/lists.ts';
import { Go } from '../../../parts/go.tsx';
import { RoleLink, RoleTrust } from './role-trust.tsx';
import type { Trustee } from './trust.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { poolPath } from '../../../lib/paths.ts';

/** The groups of a user pool that bring a role into the token, in the order of their precedence. */
export function GroupRoles({
  identityPoolId,
  userPoolId,
  trustee,
  tagged = false,
  judged = [],
}: {
  readonly identityPoolId: string;
  readonly userPoolId: string;
  readonly trustee: Trustee;
  /** The pool passes session tags with the roles. */
  readonly tagged?: boolean;
  /** Roles whose trust is spoken of elsewhere on the page. */
  readonly judged?: readonly string[];
}) {
  const groups = useList('cognito-idp', 'ListGroups', { UserPoolId: userPoolId, Limit: 60 }, 'Groups');
  const withRoles = (groups.items ?? [])
    .filter(({ RoleArn }) => RoleArn !== undefined)
    .toSorted((a, b) => (a.Precedence ?? Infinity) - (b.Precedence ?? Infinity));
  if (groups.items === undefined) return null;
  return (
    <SpaceBetween size="s">
      <Box variant="awsui-key-label">Groups that bring a role, the preferred one first</Box>
      {withRoles.length === 0 ? (
        <Box>
          No group of this user pool has a role: nobody’s token prefers one. Give roles to{' '}
          <Go to={poolPath(userPoolId, 'groups')}>its groups</Go>.
        </Box>
      ) : (
        <ol className="pk-considered">
          {withRoles.map(({ GroupName = '', RoleArn, Precedence }) => (
            <li key={GroupName}>
              <Go to={pagePath('group', userPoolId, GroupName)}>{GroupName}</Go>
              {Precedence === undefined ? '' : ` (precedence ${Precedence})`}
              {' → '}
              <RoleLink arn={RoleArn} />
            </li>
          ))}
        </ol>
      )}
      {[...new Set(withRoles.map(({ RoleArn = '' }) => RoleArn))]
        .filter((arn) => !judged.includes(arn))
        .map((arn) => (
          <RoleTrust key={arn} poolId={identityPoolId} arn={arn} trustee={trustee} tagged={tagged} />
        ))}
    </SpaceBetween>
  );
}
