import { ColumnLayout, FormField, SegmentedControl } from '@cloudscape-design/components';
import { Section } from '../../parts/section.tsx';
import { usePreferences, type Appearance, type Density } from '../../state/preferences.ts';

/** How the console looks: kept for this browser or window. */
export function AppearanceSettings() {
  const { appearance, density } = usePreferences();
  return (
    <Section title="Appearance" description="Kept on this machine, not in the workspace.">
      <ColumnLayout columns={2} minColumnWidth={260}>
        <FormField label="Colours">
          <SegmentedControl
            label="Colours"
            selectedId={appearance}
            onChange={({ detail }) => usePreferences.setState({ appearance: detail.selectedId as Appearance })}
            options={[
              { id: 'light', text: 'Light' },
              { id: 'dark', text: 'Dark' },
              { id: 'system', text: 'As the system' },
            ]}
          />
        </FormField>
        <FormField label="Density">
          <SegmentedControl
            label="Density"
            selectedId={density}
            onChange={({ detail }) => usePreferences.setState({ density: detail.selectedId as Density })}
            options={[
              { id: 'comfortable', text: 'Comfortable' },
              { id: 'compact', text: 'Compact' },
            ]}
          />
        </FormField>
      </ColumnLayout>
    </Section>
  );
}
