import { Box, Modal } from '@cloudscape-design/components';
import { useFrame } from '../state/frame.ts';
import { offered } from './shortcuts.ts';

/** The list of shortcuts, shown on `?`. */
export function ShortcutList() {
  return (
    <Modal
      visible
      header="Keyboard shortcuts"
      closeAriaLabel="Close"
      onDismiss={() => useFrame.setState({ shortcutsOpen: false })}
    >
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
    </Modal>
  );
}
