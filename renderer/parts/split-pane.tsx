import { useEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useFrame } from '../state/frame.ts';

/**
 * The split panel of a page: details of the selected row, beside or below the list.
 *
 * Render it only while something is selected; `onClose` should clear the selection. It opens without
 * taking the focus away from the list, and closes when the page is left.
 */
export function SplitPane({
  header,
  onClose,
  children,
}: {
  readonly header: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const host = useFrame((frame) => frame.splitHost);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);
  useEffect(() => {
    useFrame.setState({ split: { open: true, header, close: () => close.current() } });
    return () => useFrame.setState({ split: undefined });
  }, [header]);
  return host === null ? null : createPortal(children, host);
}
