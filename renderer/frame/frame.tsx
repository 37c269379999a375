import { AppLayout, BreadcrumbGroup, Spinner } from '@cloudscape-design/components';
import { isValidElement, lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Outlet, useLocation, useNavigationType } from 'react-router';
import { useLive } from '../client/live.ts';
import { Help } from '../parts/help.tsx';
import { useFollow } from '../parts/go.tsx';
import { useFrame } from '../state/frame.ts';
import { flash } from '../state/flash.ts';
import { usePreferences } from '../state/preferences.ts';
import { Navigation, pageAt, preloadByIntent } from './navigation.tsx';
import { NoSession } from './no-session.tsx';
import { Notifications } from './notifications.tsx';
import { Palette } from './palette.tsx';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';
import { UnsavedPrompt } from './unsaved-prompt.tsx';

// Loaded when they are first wanted: the frame stands before.
const SplitHost = lazy(async () => ({ default: (await import('./split-host.tsx')).SplitHost }));
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

/** What stands around every page: top bar, navigation, breadcrumbs, notifications, split panel, help, palette. */
export function Frame() {
  const connection = useLive((live) => live.connection);
  return connection === 'no session' ? <NoSession /> : <FrameWithin />;
}

/**
 * Begins another page at its top. The same page at another address (a row chosen, a tab) stays where it is,
 * and going back leaves it to the browser, which knows where the reader was.
 */
function useScrollToTop(element: ReactNode): void {
  const move = useNavigationType();
  const component = isValidElement(element) ? element.type : undefined;
  useEffect(() => {
    if (move !== 'POP') window.scrollTo(0, 0);
    // oxlint-disable-next-line react/exhaustive-deps -- only another page begins at its top
  }, [component]);
}

function FrameWithin() {
  const { crumbs, help, helpOpen, shortcutsOpen, split } = useFrame();
  const { navigationOpen, splitPanelPosition } = usePreferences();
  const { pathname } = useLocation();
  const follow = useFollow();
  useShortcuts();
  useEffect(preloadByIntent, []);
  useEffect(() => {
    flash.leavePage();
    useFrame.setState({ helpOpen: false });
  }, [pathname]);
  const page = pageAt(pathname);
  useScrollToTop(page?.element);
  return (
    <>
      <UnsavedPrompt />
      <TopBar />
      <AppLayout
        headerSelector="#top-bar"
        contentType={page?.content ?? 'default'}
        navigation={<Navigation />}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => usePreferences.setState({ navigationOpen: detail.open })}
        breadcrumbs={
          crumbs.length === 0 || pathname === '/' ? undefined : (
            <BreadcrumbGroup
              ariaLabel="Breadcrumbs"
              items={[
                { text: 'Poolkeeper', href: '#/' },
                ...crumbs.map(({ text, href }) => ({ text, href: href === '' ? `#${pathname}` : `#${href}` })),
              ]}
              onFollow={follow}
            />
          )
        }
        notifications={<Notifications />}
        stickyNotifications
        content={
          <Suspense fallback={<Spinner size="large" />}>
            <Outlet />
          </Suspense>
        }
        toolsHide={help === undefined}
        tools={help === undefined ? undefined : <Help topic={help} />}
        toolsOpen={helpOpen}
        onToolsChange={({ detail }) => useFrame.setState({ helpOpen: detail.open })}
        splitPanel={
          split === undefined ? undefined : (
            <Suspense>
              <SplitHost header={split.header} />
            </Suspense>
          )
        }
        splitPanelOpen={split?.open === true}
        splitPanelPreferences={{ position: splitPanelPosition }}
        onSplitPanelPreferencesChange={({ detail }) => usePreferences.setState({ splitPanelPosition: detail.position })}
        onSplitPanelToggle={({ detail }) => {
          if (!detail.open) split?.close();
        }}
        ariaLabels={{
          navigation: 'Areas',
          navigationToggle: 'Open navigation',
          navigationClose: 'Close navigation',
          notifications: 'Notifications',
          tools: 'Help',
          toolsToggle: 'Open help',
          toolsClose: 'Close help',
        }}
      />
      <Palette />
      {shortcutsOpen && (
        <Suspense>
          <ShortcutList />
        </Suspense>
      )}
    </>
  );
}
