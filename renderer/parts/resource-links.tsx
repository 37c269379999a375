import { SpaceBetween } from '@cloudscape-design/components';
import type { AccessLink } from '../../shared/poolkeeper/operations.ts';
import { kindTitle, placeOf } from '../../shared/resources.ts';
import { Go } from './go.tsx';

/** The page of what an answer is about; nothing where it has none. */
const linkPath = ({ kind, id, parent }: AccessLink): string | undefined =>
  parent === undefined ? placeOf(kind, id) : placeOf(kind, parent, id);

/** The resources that a link of the chain is about. */
export function Links({ links }: { readonly links: readonly AccessLink[] }) {
  const shown = links.flatMap((link) => {
    const to = linkPath(link);
    return to === undefined ? [] : [{ ...link, to }];
  });
  return shown.length === 0 ? null : (
    <SpaceBetween direction="horizontal" size="m">
      {shown.map(({ kind, text, to }) => (
        <Go key={to} to={to}>
          {kindTitle(kind)} {text}
        </Go>
      ))}
    </SpaceBetween>
  );
}
