import { Alert, Button } from '@cloudscape-design/components';
import { ActionDialog } from '../../../parts/action-dialog.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { saveFile } from '../../../lib/save-file.ts';
import { Secret } from '../../../parts/secret.tsx';
import { csvOf, envOf, type NewKey } from './credentials.ts';
import { useWhere } from '../../../client/where.ts';
import { Snippets } from './use-it.tsx';

/** A key that was just made, with its secret: the only time that it is shown. */
export function NewKeyDialog({
  userName,
  pair,
  onClose,
}: {
  readonly userName: string;
  readonly pair: NewKey;
  readonly onClose: () => void;
}) {
  const where = useWhere();
  return (
    <ActionDialog
      title="Access key created"
      size="large"
      leave="Done"
      // A click beside the dialog must not lose the secret.
      keep
      buttons={
        <>
          <Button iconName="download" onClick={() => saveFile(`${userName}_accessKeys.csv`, csvOf(pair), 'text/csv')}>
            Download .csv
          </Button>
          <Button iconName="download" onClick={() => saveFile(`${userName}.env`, envOf(pair, where))}>
            Download .env
          </Button>
        </>
      }
      onClose={onClose}
    >
      <Alert type="warning" statusIconAriaLabel="Warning">
        This is the only time that the secret access key is shown. A lost secret cannot be found again: make another key
        then.
      </Alert>
      <KeyValues
        columns={2}
        items={[
          { label: 'Access key ID', value: pair.id, copy: true },
          { label: 'Secret access key', value: <Secret value={pair.secret} what="secret access key" /> },
        ]}
      />
      <Snippets userName={userName} pair={pair} />
    </ActionDialog>
  );
}
