import { Badge, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';

/** A label of a choice that AWS fixes at creation, marked as such. What the choice costs stands in the field's description. */
export function LockedLabel({ children }: { readonly children: ReactNode }) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <span>{children}</span>
      <Badge color="severity-medium">Cannot be changed later</Badge>
    </SpaceBetween>
  );
}
