import { Header } from '@cloudscape-design/components';
import { useEffect, type ReactNode } from 'react';
import { useFrame, type Crumb } from '../state/frame.ts';
import type { HelpTopic } from '../lib/help.ts';
import { InfoLink } from './help.tsx';

/**
 * The heading of a page; also names the window and sets breadcrumbs and help.
 *
 * Every page has exactly one, in the `header` of a `ContentLayout`. `crumbs` lead from the area to the
 * page's parent, without the page itself: `[listCrumb('user-pool')]`. `help` is what
 * the help panel shows while the page is open.
 */
export function PageHeader({
  title,
  description,
  crumbs = [],
  help,
  actions,
  counter,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly help?: HelpTopic;
  readonly actions?: ReactNode;
  readonly counter?: string;
}) {
  usePageFrame(title, crumbs, help);
  return (
    <Header
      variant="h1"
      description={description}
      info={help && <InfoLink topic={help} />}
      actions={actions}
      counter={counter}
    >
      {title}
    </Header>
  );
}

/** What `PageHeader` tells the frame; for a page whose heading is drawn by a component of its own (a full-page table, a wizard). */
export function usePageFrame(title: string, crumbs: readonly Crumb[] = [], help?: HelpTopic): void {
  const path = JSON.stringify(crumbs);
  useEffect(() => {
    document.title = `${title} · Poolkeeper`;
    const above = JSON.parse(path) as Crumb[];
    useFrame.setState({ crumbs: [...above, { text: title, href: '' }] });
  }, [title, path]);
  useEffect(() => {
    useFrame.setState({ help });
    return () => useFrame.setState({ help: undefined });
  }, [help]);
}
