import { Alert, Box, Button, ContentLayout, SpaceBetween } from '@cloudscape-design/components';
import { useRouteError } from 'react-router';
import { Go } from '../parts/go.tsx';
import { PageNotLoaded } from '../parts/lazy-page.tsx';
import { PageHeader } from '../parts/page-header.tsx';

/** A page that could not be drawn: says what happened, and offers to draw it again. */
export function PageFailed() {
  const error = useRouteError();
  if (error instanceof PageNotLoaded)
    return (
      <ContentLayout header={<PageHeader title="This page could not be loaded" />}>
        <Alert
          type="error"
          header="The console could not fetch the code of this page"
          statusIconAriaLabel="Error"
          action={<Button onClick={() => location.reload()}>Try again</Button>}
        >
          Either the engine does not run, or Poolkeeper was updated since this window was opened.
        </Alert>
      </ContentLayout>
    );
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
