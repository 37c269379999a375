import { Alert, Box, Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';

/** Shown in a browser that did not come by the printed address: the console's door is closed to it. */
export function NoSession() {
  return (
    <main className="pk-alone">
      <Container header={<Header variant="h1">Open the address that the terminal printed</Header>}>
        <SpaceBetween size="m">
          <Alert type="info" statusIconAriaLabel="Information">
            This browser has no session with the engine.
          </Alert>
          <Box variant="p">
            When Poolkeeper starts, it prints an address with a one-time token. Opening that address signs this browser
            in. After a restart there is a new address.
          </Box>
          <Button onClick={() => location.reload()}>Try again</Button>
        </SpaceBetween>
      </Container>
    </main>
  );
}
