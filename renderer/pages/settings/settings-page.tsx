import { ContentLayout, SpaceBetween, Spinner } from '@cloudscape-design/components';
import { useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { AppearanceSettings } from './appearance.tsx';
import { ClockSettings } from './clock.tsx';
import { SampleSettings } from './sample.tsx';
import { WorkspaceSettings } from './workspace.tsx';

const help: HelpTopic = {
  title: 'Settings',
  text: [
    'A workspace is one database file with everything in it: pools, users, roles, objects. Its settings are kept in that file.',
    'What was given on the command line when the engine started goes before what is saved here.',
  ],
};

/** Settings: workspace, clock, sample, appearance. */
export function SettingsPage() {
  const { output: workspace, fault } = useCall('poolkeeper', 'DescribeWorkspace', {});
  return (
    <ContentLayout header={<PageHeader title="Settings" help={help} />}>
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {workspace === undefined ? (
          fault === undefined && <Spinner size="large" />
        ) : (
          <WorkspaceSettings key={JSON.stringify(workspace.settings)} stored={workspace.settings} />
        )}
        <ClockSettings />
        {workspace !== undefined && <SampleSettings sample={workspace.sample} />}
        <AppearanceSettings />
      </SpaceBetween>
    </ContentLayout>
  );
}
