import { SpaceBetween, Tabs } from '@cloudscape-design/components';
import type { Snippet } from '../lib/snippets.ts';
import { Code } from './code.tsx';

/** Ways to set an application up, one a tab; `naming` names the text of one for screen readers. */
export function SnippetTabs({
  label,
  snippets,
  naming = (title) => title,
}: {
  readonly label: string;
  readonly snippets: readonly Snippet[];
  readonly naming?: (title: string) => string;
}) {
  return (
    <Tabs
      ariaLabel={label}
      tabs={snippets.map(({ id, title, about, text }) => ({
        id,
        label: title,
        content: (
          <SpaceBetween size="s">
            <span>{about}</span>
            <Code text={text} label={naming(title)} copy />
          </SpaceBetween>
        ),
      }))}
    />
  );
}
