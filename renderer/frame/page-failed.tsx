import { Alert, Box, Button, ContentLayout, SpaceBetween } from '@cloudscape-design/components';
import { useRouteError } from 'react-router';
import { Go } from '../parts/go.tsx';
import { PageHeader } from '../parts/page-header.tsx';

/** A page that could not be drawn: says what happened, and offers to draw it again. */
export function PageFailed() {
  const error = useRouteError();
  return (
    <ContentLayout header={<PageHeader title="This page failed" />}>
      <Alert
        type="error"
        header="The console could not draw this page"
        statusIconAriaLabel="Error"
        action={<Button onClick={() => location.reload()}>Reload</Button>}
      >
        {error instanceof Error ? error.message : String(error)}
      </Alert>
    </ContentLayout>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <ContentLayout header={<PageHeader title="Page not found" />}>
      <SpaceBetween size="m">
        <Box variant="p">There is no page at this address. It may belong to something that was deleted.</Box>
        <Go to="/">Go to the home page</Go>
      </SpaceBetween>
    </ContentLayout>
  );
}
