import { Box, StatusIndicator } from '@cloudscape-design/components';
import type { ConsideredRole } from '../../../../shared/poolkeeper/operations.ts';

/** What became of a rule, a claim or a setting when a role was chosen, and why. */
export function Judged({
  considered: { matched, why },
  decides,
}: {
  readonly considered: ConsideredRole;
  /** It is the one that decided. */
  readonly decides: boolean;
}) {
  return (
    <Box fontSize="body-s" color="inherit">
      <StatusIndicator type={matched ? 'success' : 'stopped'}>
        {matched ? (decides ? 'Decides' : 'Fits, but an earlier one decides') : 'Does not fit'}
      </StatusIndicator>{' '}
      {why}
    </Box>
  );
}
