import { Alert, Button, ContentLayout, SpaceBetween, Spinner, StatusIndicator } from '@cloudscape-design/components';
import { lazy, Suspense } from 'react';
import { useCall } from '../../client/hooks.ts';
import { inDesktopWindow } from '../../client/client.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { SnippetTabs } from '../../parts/snippet-tabs.tsx';
import { Time } from '../../parts/time.tsx';
import { useResetSample } from '../../parts/reset-sample.tsx';
import { addresses, type Workspace } from './addresses.ts';
import { Coverage } from './coverage.tsx';
import { tour } from './tour.ts';
import { Section } from '../../parts/section.tsx';

// The table is the heaviest part of the page and stands below the fold.
const LatestCalls = lazy(async () => ({ default: (await import('./latest-calls.tsx')).LatestCalls }));

const help: HelpTopic = {
  title: 'Poolkeeper',
  text: [
    'Poolkeeper runs the APIs of Amazon Cognito on this machine. Point an application at the endpoint and it signs users in and issues tokens and credentials without an AWS account or a network.',
    'Whatever an application asks is listed under Activity with the reason for the answer.',
  ],
  term: {
    name: 'Endpoint',
    meaning:
      'The address that SDKs and the AWS CLI call in place of AWS. One endpoint serves Cognito user pools, identity pools, STS, IAM and S3.',
  },
  links: [
    {
      text: 'What is Amazon Cognito',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/what-is-amazon-cognito.html',
    },
  ],
};

/** Home: what runs and where, how to reach it, the sample's tour, what happens right now. */
export function HomePage() {
  const { output: workspace, fault } = useCall('poolkeeper', 'DescribeWorkspace', {});
  return (
    <ContentLayout
      header={
        <PageHeader
          title="Home"
          help={help}
          description="Amazon Cognito on this machine: run it, configure it, see inside it."
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        {workspace === undefined ? (
          fault === undefined && <Spinner size="large" />
        ) : (
          <SpaceBetween size="l">
            <Running workspace={workspace} />
            <div className="pk-beside">
              <Tour workspace={workspace} />
              <Reach workspace={workspace} />
            </div>
            <Suspense fallback={<Spinner />}>
              <LatestCalls />
            </Suspense>
            <Coverage coverage={workspace.coverage} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function Running({ workspace }: { readonly workspace: Workspace }) {
  const { counts, settings } = workspace;
  return (
    <Section title="What runs here">
      <KeyValues
        columns={4}
        items={[
          { label: 'Endpoint', value: workspace.endpoint, copy: true },
          { label: 'Region', value: settings.region },
          { label: 'Account', value: settings.account, copy: true },
          {
            label: 'Unknown access keys',
            value: settings.strict ? (
              <StatusIndicator type="stopped">Refused</StatusIndicator>
            ) : (
              <StatusIndicator type="info">Act as account root</StatusIndicator>
            ),
          },
          { label: 'User pools', value: <Count of={counts.userPools} path="/user-pools" /> },
          { label: 'Users', value: counts.users.toLocaleString('en') },
          { label: 'Identity pools', value: <Count of={counts.identityPools} path="/identity-pools" /> },
          { label: 'Roles', value: <Count of={counts.roles} path="/roles" /> },
          { label: 'Database', value: workspace.database },
          { label: 'Runs in', value: `${workspace.runtime}${inDesktopWindow ? '' : ', shown in a browser'}` },
          { label: 'Version', value: workspace.version },
          { label: 'Started', value: <Time at={workspace.startedAt} /> },
        ]}
      />
    </Section>
  );
}

/** A number that leads to the list it counts, where the list has a page. */
function Count({ of, path }: { readonly of: number; readonly path: string }) {
  return (
    <Go to={path} fontSize="inherit" variant="primary">
      {of.toLocaleString('en')}
    </Go>
  );
}

function Reach({ workspace }: { readonly workspace: Workspace }) {
  const { sample, endpoint } = workspace;
  return (
    <Section title="Point a client at it" description="Paste into a shell or an application." fitHeight>
      <SnippetTabs label="Clients" snippets={addresses(workspace)} naming={(title) => `${title} settings`} />
      {sample !== undefined && (
        <KeyValues
          columns={1}
          items={[
            { label: "The sample's user pool", value: sample.poolId, copy: true },
            { label: 'Its app client', value: sample.clientId, copy: true },
            { label: 'Its identity pool', value: sample.identityPoolId, copy: true },
            {
              label: 'Keys that verify its tokens',
              value: `${endpoint}/${sample.poolId}/.well-known/jwks.json`,
              copy: true,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Tour({ workspace: { sample } }: { readonly workspace: Workspace }) {
  const reset = useResetSample();
  return (
    <Section
      title="Tour: the streaming platform"
      description="A viewer signs in, gets tokens, trades them for credentials and fetches an object, or is refused."
      fitHeight
    >
      {sample === undefined ? (
        <Alert
          type="info"
          statusIconAriaLabel="Information"
          action={
            <Button loading={reset.running} onClick={() => void reset.run({})}>
              Put the sample in place
            </Button>
          }
        >
          The sample is not in this workspace. It brings a user pool, an identity pool, roles and a bucket, and touches
          nothing else.
        </Alert>
      ) : (
        <ol className="pk-tour">
          {tour(sample).map(({ id, title, about, path }) => (
            <li key={id}>
              <Go to={path} fontSize="heading-s">
                {title}
              </Go>
              <div>{about}</div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
