import { SplitPanel } from '@cloudscape-design/components';
import { useFrame } from '../state/frame.ts';

/** The same function on each render: a new one would be called with null and the element each time. */
const hostSplit = (splitHost: HTMLElement | null): void => useFrame.setState({ splitHost });

/** The split panel, in which a page shows what is chosen. */
export function SplitHost({ header }: { readonly header: string }) {
  return (
    <SplitPanel header={header} closeBehavior="hide">
      <div ref={hostSplit} />
    </SplitPanel>
  );
}
