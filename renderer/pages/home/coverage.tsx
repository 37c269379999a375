import { ColumnLayout, ExpandableSection, ProgressBar, SpaceBetween } from '@cloudscape-design/components';
import type { Workspace } from './addresses.ts';
import { Section } from '../../parts/section.tsx';

const NAMES: Readonly<Record<string, string>> = {
  'cognito-idp': 'User pools (cognito-idp)',
  'cognito-identity': 'Identity pools (cognito-identity)',
  sts: 'STS',
  iam: 'IAM',
  s3: 'S3',
};

/** How much of each AWS contract is built, and by name what is not. */
export function Coverage({ coverage }: { readonly coverage: Workspace['coverage'] }) {
  const services = Object.keys(NAMES).flatMap((service) =>
    coverage[service] === undefined ? [] : [{ service, ...coverage[service] }],
  );
  return (
    <Section
      title="Operations"
      description="An operation that is not built answers UnsupportedOperationException and never pretends to have worked."
    >
      <ColumnLayout columns={3} minColumnWidth={220}>
        {services.map(({ service, built, missing }) => (
          <SpaceBetween key={service} size="xs">
            <ProgressBar
              label={NAMES[service] ?? service}
              value={Math.round((built.length / Math.max(1, built.length + missing.length)) * 100)}
              additionalInfo={`${built.length} of ${built.length + missing.length} built`}
            />
            {missing.length > 0 && (
              <ExpandableSection headerText="Not built" variant="footer" headingTagOverride="h3">
                <ul className="pk-names">
                  {missing.map((name) => (
                    <li key={name}>{name}</li>
                  ))}
                </ul>
              </ExpandableSection>
            )}
          </SpaceBetween>
        ))}
      </ColumnLayout>
    </Section>
  );
}
