import { Container, Header, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import type { HelpTopic } from '../lib/help.ts';
import { InfoLink } from './help.tsx';
import { KeyValues, type Pair } from './key-values.tsx';

/**
 * A titled box of a page or a form: `<Section title="Tags" actions={<Button>Edit</Button>}>…</Section>`.
 *
 * Its children stand below each other. `count` is shown beside the title.
 */
export function Section({
  title,
  description,
  actions,
  count,
  help,
  fitHeight = false,
  children,
}: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly count?: number | undefined;
  readonly help?: HelpTopic;
  /** True: as high as what stands beside it. */
  readonly fitHeight?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Container
      fitHeight={fitHeight}
      header={
        <Header
          variant="h2"
          description={description}
          actions={actions}
          counter={count === undefined ? undefined : `(${count})`}
          info={help && <InfoLink topic={help} />}
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">{children}</SpaceBetween>
    </Container>
  );
}

/** The first box of a detail page: what the resource is, in labels and values. */
export function Overview({ items, columns = 3 }: { readonly items: readonly Pair[]; readonly columns?: number }) {
  return (
    <Section title="Overview">
      <KeyValues columns={columns} items={items} />
    </Section>
  );
}
