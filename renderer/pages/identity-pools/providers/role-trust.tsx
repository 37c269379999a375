import { resourceName } from '../../../../shared/aws/arn.ts';
import { Alert, Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { JsonView } from '../../../parts/json-view.tsx';
import { trustStatement, useTrust, withStatement, type Trustee } from './trust.ts';
import { pagePath } from '../../../../shared/resources.ts';

/** A role by its name, with a link to its page. */
export function RoleLink({ arn }: { readonly arn: string | undefined }) {
  if (arn === undefined || arn === '') return <>-</>;
  return <Go to={pagePath('role', resourceName(arn))}>{resourceName(arn)}</Go>;
}

/**
 * Says so where a role that a pool gives away does not trust the pool, with the exact statement and a way to add it.
 *
 * Draws nothing where all is well. `tagged`: the pool passes session tags with the role.
 */
export function RoleTrust({
  poolId,
  arn,
  trustee,
  tagged = false,
  place = '',
}: {
  readonly poolId: string;
  readonly arn: string;
  readonly trustee: Trustee;
  readonly tagged?: boolean;
  /** Tells this warning from the same one elsewhere on the page, for screen readers: `, in the preview`. */
  readonly place?: string;
}) {
  const { state, reason } = useTrust(poolId, arn, trustee, tagged);
  if (state === 'unknown' || state === 'trusted') return null;
  if (state === 'no role')
    return (
      <Alert type="warning" statusIconAriaLabel="Warning" header={`There is no role ${resourceName(arn)}`}>
        {reason} Whoever should get it gets InvalidIdentityPoolConfigurationException.
      </Alert>
    );
  return <Fix poolId={poolId} arn={arn} trustee={trustee} state={state} reason={reason} place={place} />;
}

function Fix({
  poolId,
  arn,
  trustee,
  state,
  reason,
  place,
}: {
  readonly poolId: string;
  readonly arn: string;
  readonly trustee: Trustee;
  readonly state: 'not trusted' | 'no tags';
  readonly reason: string;
  readonly place: string;
}) {
  const RoleName = resourceName(arn);
  const role = useCall('iam', 'GetRole', { RoleName });
  const update = useAction('iam', 'UpdateAssumeRolePolicy', {
    showsFault: true,
    done: `The trust policy of ${RoleName} was extended.`,
  });
  const statement = trustStatement(poolId, trustee, state === 'no tags' ? 'only tags' : 'whole');
  const document = role.output?.Role?.AssumeRolePolicyDocument;
  const PolicyDocument = document === undefined ? undefined : withStatement(document, statement);
  return (
    <Alert
      type="warning"
      statusIconAriaLabel="Warning"
      header={
        state === 'no tags'
          ? `${RoleName} does not let the pool pass session tags`
          : `${RoleName} does not trust this identity pool`
      }
    >
      <SpaceBetween size="s">
        <span>{reason}</span>
        <Box variant="strong">This statement in the role’s trust policy would change it:</Box>
        <JsonView label={`Statement for ${RoleName}${trustee.guest ? ', guests' : ''}${place}`} value={statement} />
        <FaultAlert fault={update.fault} />
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            formAction="none"
            disabled={PolicyDocument === undefined}
            loading={update.running}
            onClick={() => PolicyDocument !== undefined && void update.run({ RoleName, PolicyDocument })}
          >
            Add statement to {RoleName}
          </Button>
          {PolicyDocument !== undefined && (
            <CopyAsCli calls={[cli('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument })]} />
          )}
        </SpaceBetween>
      </SpaceBetween>
    </Alert>
  );
}
