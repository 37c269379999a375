import { TopNavigation } from '@cloudscape-design/components';
import { useLive } from '../client/live.ts';
import { useCall } from '../client/hooks.ts';
import { useFollow } from '../parts/go.tsx';
import { absolute, useNow } from '../parts/time.tsx';
import { useFrame } from '../state/frame.ts';
import { usePreferences, type Appearance } from '../state/preferences.ts';
import { useNavigate } from 'react-router';
import { pagePath } from '../../shared/resources.ts';

/** The bar across the top: where the engine is, a moved clock, the palette, appearance. */
export function TopBar() {
  const { output } = useCall('poolkeeper', 'DescribeWorkspace', {});
  const clock = useCall('poolkeeper', 'GetClock', {}).output;
  const connection = useLive((live) => live.connection);
  const now = useNow();
  const follow = useFollow();
  const navigate = useNavigate();
  const moved = clock !== undefined && (clock.frozenAt !== undefined || clock.offset !== 0);
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{
          href: '#/',
          title: 'Poolkeeper',
          logo: { src: './icon.svg', alt: 'Logo' },
          onFollow: (event) => follow({ preventDefault: () => event.preventDefault(), detail: { href: '#/' } }),
        }}
        utilities={[
          ...(connection === 'lost'
            ? [
                {
                  type: 'button' as const,
                  iconName: 'status-negative' as const,
                  text: 'Engine not reached',
                  disableUtilityCollapse: true,
                },
              ]
            : []),
          ...(moved
            ? [
                {
                  type: 'button' as const,
                  iconName: 'status-warning' as const,
                  text: `${clock.frozenAt === undefined ? 'Clock moved' : 'Clock frozen'}: ${absolute(now)}`,
                  onClick: () => void navigate(pagePath('workspace')),
                },
              ]
            : []),
          ...(output === undefined
            ? []
            : [
                {
                  type: 'button' as const,
                  text: output.endpoint.replace(/^https?:\/\//, ''),
                  iconName: 'status-positive' as const,
                  ariaLabel: `Engine at ${output.endpoint}`,
                  onClick: () => void navigate('/'),
                },
              ]),
          {
            type: 'button',
            iconName: 'search',
            text: 'Go to',
            ariaLabel: 'Go to: command palette',
            title: 'Ctrl+K',
            onClick: () => useFrame.setState({ paletteOpen: true }),
          },
          {
            type: 'menu-dropdown',
            iconName: 'settings',
            ariaLabel: 'Appearance and keyboard',
            title: 'Appearance and keyboard',
            items: [
              { id: 'light', text: 'Light' },
              { id: 'dark', text: 'Dark' },
              { id: 'system', text: 'As the system' },
              { id: 'shortcuts', text: 'Keyboard shortcuts' },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === 'shortcuts') useFrame.setState({ shortcutsOpen: true });
              else usePreferences.setState({ appearance: detail.id as Appearance });
            },
          },
        ]}
        i18nStrings={{ overflowMenuTriggerText: 'More', overflowMenuTitleText: 'All' }}
      />
    </div>
  );
}
