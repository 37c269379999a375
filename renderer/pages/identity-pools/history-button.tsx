import { Button } from '@cloudscape-design/components';
import { useNavigate } from 'react-router';
import { rememberPlace } from '../../state/tables.ts';
import { listPath } from '../../../shared/resources.ts';

/** Opens the history of changes on those of one identity pool. */
export function HistoryButton({ poolId }: { readonly poolId: string }) {
  const navigate = useNavigate();
  return (
    <Button
      onClick={() => {
        rememberPlace('history', {
          query: { operation: 'and', tokens: [{ propertyKey: 'subject', operator: '=', value: poolId }] },
        });
        void navigate(listPath('history'));
      }}
    >
      History of changes
    </Button>
  );
}
