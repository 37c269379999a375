import { Alert, Box, Spinner } from '@cloudscape-design/components';
import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { RowOutcome } from './status.tsx';

/** What would come of the first rows of a file, as the engine judges them. */
export function Preview({
  poolId,
  text,
  whole,
  algorithm,
}: {
  readonly poolId: string;
  readonly text: string;
  /** The text is the whole file. */
  readonly whole: boolean;
  readonly algorithm: PasswordHashingAlgorithmType | undefined;
}) {
  const { output, fault } = useCall(
    'poolkeeper',
    'PreviewImportFile',
    { PoolId: poolId, Text: text, ...(algorithm === undefined ? {} : { PasswordHashingAlgorithm: algorithm }) },
    { keepPrevious: true },
  );
  if (fault !== undefined) return <FaultAlert fault={fault} />;
  if (output === undefined)
    return (
      <Box textAlign="center">
        <Spinner /> Reading the first rows
      </Box>
    );
  if (output.header !== undefined)
    return (
      <Alert type="error" statusIconAriaLabel="Error" header="The job would fail">
        {output.header}
      </Alert>
    );
  const { columns, rows } = output;
  const at = (fields: readonly string[], name: string): string => fields[columns.indexOf(name)] ?? '';
  const bad = rows.filter(({ outcome }) => outcome !== 'SUCCEEDED').length;
  return (
    <ResourceList
      id="import-preview"
      title="First rows"
      description={
        bad === 0
          ? `${whole && rows.length < 50 ? 'All' : 'The first'} ${rows.length} rows would be imported.`
          : `${bad} of the first ${rows.length} rows would not be imported.`
      }
      list={{ items: rows }}
      keyOf={({ line }) => String(line)}
      filterable={false}
      columns={[
        { id: 'line', header: 'Line', value: ({ line }) => line, width: 90 },
        {
          id: 'username',
          header: 'Username',
          value: ({ fields }) => at(fields, 'cognito:username'),
          isRowHeader: true,
          minWidth: 160,
        },
        { id: 'email', header: 'Email', value: ({ fields }) => at(fields, 'email'), minWidth: 200 },
        {
          id: 'outcome',
          header: 'Outcome',
          value: ({ outcome }) => outcome,
          cell: ({ outcome }) => <RowOutcome outcome={outcome} planned />,
          width: 150,
        },
        { id: 'text', header: 'Why', value: ({ text: why }) => why, minWidth: 380 },
      ]}
      empty={{ title: 'No rows', text: 'The file has a header and no users.' }}
    />
  );
}
