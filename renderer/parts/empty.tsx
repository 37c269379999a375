import { Box, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';

/** What a list says when there is nothing: what the thing is for, and the first step. */
export function Empty({
  title,
  text,
  action,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Box textAlign="center" color="inherit" margin={{ vertical: 'xs' }}>
      <SpaceBetween size="xs">
        <Box variant="strong" color="inherit">
          {title}
        </Box>
        {text !== undefined && (
          <Box variant="p" color="inherit">
            {text}
          </Box>
        )}
        {action}
      </SpaceBetween>
    </Box>
  );
}
