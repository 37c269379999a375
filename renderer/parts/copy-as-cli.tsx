import { Box, Button, Popover, SpaceBetween } from '@cloudscape-design/components';
import { useWhere } from '../client/where.ts';
import { cliLine, type CliCall } from '../lib/cli.ts';
import { Code } from './code.tsx';
import { Copy } from './copy.tsx';

/**
 * A button that shows and copies the AWS CLI lines that do what a form or an action is about to do.
 *
 * Give one call or several in order: `<CopyAsCli calls={[cli('cognito-idp', 'CreateGroup', input)]} />`.
 */
export function CopyAsCli({
  calls,
  label = 'Copy as CLI',
}: {
  readonly calls: readonly CliCall[];
  readonly label?: string;
}) {
  const where = useWhere();
  const lines = calls.map(({ service, operation, input }) => cliLine(service, operation, input, where)).join('\n');
  return (
    <Popover
      triggerType="custom"
      size="large"
      position="bottom"
      fixedWidth
      header="The same with the AWS CLI"
      dismissAriaLabel="Close"
      content={
        <SpaceBetween size="s">
          <Code text={lines} label="AWS CLI command" wrap />
          <Copy value={lines} what="command" variant="button" />
          <Box variant="small" color="text-body-secondary">
            Any credentials do on this machine, unless the workspace is strict: AWS_ACCESS_KEY_ID=local
            AWS_SECRET_ACCESS_KEY=local
          </Box>
        </SpaceBetween>
      }
    >
      <Button iconName="script" formAction="none">
        {label}
      </Button>
    </Popover>
  );
}

export { cli, type CliCall } from '../lib/cli.ts';
