import { Box } from '@cloudscape-design/components';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useFrame } from '../state/frame.ts';
import { offered } from './shortcuts.ts';

/** The list of shortcuts, shown on `?`. */
export function ShortcutList() {
  return (
    <ActionDialog title="Keyboard shortcuts" onClose={() => useFrame.setState({ shortcutsOpen: false })}>
      <dl className="pk-shortcuts">
        {offered.map(({ keys, shown: pressed, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{pressed}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Box variant="small" color="text-body-secondary">
        Tables: arrow keys move between cells, Enter goes into one, Escape comes back.
      </Box>
    </ActionDialog>
  );
}
