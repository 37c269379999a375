import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState, type ReactNode } from 'react';
import { listTitle, type ResourceKind } from '../../shared/resources.ts';
import type { EngineFault } from '../lib/fault.ts';
import type { Crumb } from '../state/frame.ts';
import { Go, GoButton } from './go.tsx';
import type { HelpTopic } from '../lib/help.ts';
import { InfoLink } from './help.tsx';
import { usePageFrame } from './page-header.tsx';
import { ResourceTable, type Column } from './resource-table.tsx';

/** What is listed: a `List` of `useList`, or items that the page puts together of several reads. */
type Source<T> = {
  readonly items: readonly T[] | undefined;
  readonly fault?: EngineFault | undefined;
  readonly loading?: boolean;
  readonly more?: boolean;
  readonly loadingMore?: boolean;
  loadMore?(): void;
  refresh?(): void;
};

/** Something that can be done to the rows that are chosen: a button in the header. */
type RowAction<T> = {
  readonly text: string;
  /** Opened by the button; `close` closes it, done or given up. */
  readonly dialog?: (chosen: readonly T[], close: () => void) => ReactNode;
  /** Done at once by the button. */
  readonly run?: (chosen: readonly T[]) => void;
  readonly running?: boolean;
  /** Whether it can be done to these rows; without it, to one or more. */
  readonly when?: (chosen: readonly T[]) => boolean;
};

/** The first step and the way to more: leads to a page, or opens a dialog. */
type Create = {
  readonly text: string;
  readonly to?: string;
  readonly dialog?: (close: () => void) => ReactNode;
  readonly run?: () => void;
  readonly running?: boolean;
  /** Why it cannot be done now. */
  readonly blocked?: string | undefined;
};

/** What is listed: a kind of resource, or something that has no row of its own among the kinds. */
type Listed =
  | {
      readonly kind: ResourceKind;
      /** Names the list in the user's preferences and in the remembered filter and page; the kind where absent. */
      readonly id?: string;
      /** The plural: `IAM users`; the kind's where absent. */
      readonly title?: string;
    }
  | { readonly kind?: undefined; readonly id: string; readonly title: string };

type ResourceListProps<T> = Listed & {
  readonly list: Source<T>;
  /** A stable key of an item. */
  readonly keyOf: (item: T) => string;
  readonly columns: readonly Column<T>[];
  /** The page of an item: the row's header leads there. */
  readonly link?: (item: T) => string;
  /** Present where the list is the page: it gives the page's heading, crumbs and window title. */
  readonly page?: { readonly title?: string; readonly crumbs?: readonly Crumb[] };
  readonly description?: ReactNode;
  readonly help?: HelpTopic;
  /** Several where there are several kinds; the last one is the usual. */
  readonly create?: Create | readonly Create[];
  /** Asks, and deletes what is chosen; `close` closes the dialog. Use `DeleteDialog`. */
  readonly remove?: (chosen: readonly T[], close: () => void) => ReactNode;
  /** What else can be done to rows, before `Delete`. */
  readonly acts?: readonly RowAction<T>[];
  /** Further buttons at the start of the header; given as a function they see what is chosen. */
  readonly actions?: ReactNode | ((chosen: readonly T[]) => ReactNode);
  /** `multi` where acts take several rows. Rows can be chosen where something can be done to them. */
  readonly selection?: 'single' | 'multi';
  readonly empty: { readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode };
  readonly sortedBy?: { readonly column: string; readonly descending?: boolean };
  readonly variant?: 'container' | 'embedded' | 'borderless';
  readonly filter?: ReactNode;
  readonly filterable?: boolean;
  readonly total?: number;
  /** Drawn below the list; sees what is chosen. */
  readonly children?: (chosen: readonly T[]) => ReactNode;
};

/**
 * A whole list, as a page or within one: pages by the contract's token, selection, acts, deletion with confirmation,
 * the empty state with the first step, links to the detail pages.
 *
 * ```tsx
 * <ResourceList kind="iam-user" page={{}} help={USERS_HELP}
 *   list={useList('iam', 'ListUsers', { MaxItems: 200 }, 'Users')}
 *   keyOf={({ UserName }) => UserName} link={({ UserName }) => pagePath('iam-user', UserName)}
 *   columns={[{ id: 'name', header: 'User name', value: ({ UserName }) => UserName, isRowHeader: true }]}
 *   create={{ text: 'Create IAM user', to: createPath('iam-user') }}
 *   remove={([user], close) => user && <DeleteUser userName={user.UserName} onClose={close} />}
 *   empty={{ title: 'No IAM users', text: 'A user stands for a developer or a script.' }} />
 * ```
 * What is chosen follows the list: a row that goes is no longer chosen, one that changes is seen as it is now.
 */
export function ResourceList<T>(props: ResourceListProps<T>) {
  const { list, keyOf, link, remove, acts = [], actions, help, page } = props;
  const creates: readonly Create[] = props.create === undefined ? [] : [props.create].flat();
  const { id, title } =
    props.kind === undefined ? props : { id: props.id ?? props.kind, title: props.title ?? listTitle(props.kind) };
  const [keys, setKeys] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<`${'act' | 'create'} ${number}`>();
  const close = (): void => setOpen(undefined);
  const chosen = (list.items ?? []).filter((item) => keys.includes(keyOf(item)));
  const rowActs: readonly RowAction<T>[] = remove === undefined ? acts : [...acts, { text: 'Delete', dialog: remove }];
  const selectable = props.selection !== undefined || rowActs.length > 0 || typeof actions === 'function';
  const openAct = rowActs.find((_, index) => open === `act ${index}`);
  const openCreate = creates.find((_, index) => open === `create ${index}`);
  const starts = (usual: 'primary' | 'normal'): ReactNode[] =>
    creates.map((create, index) => (
      <CreateButton
        key={create.text}
        create={create}
        variant={index === creates.length - 1 ? usual : 'normal'}
        onOpen={() => setOpen(`create ${index}`)}
      />
    ));
  return (
    <>
      {page !== undefined && <PageFrame title={page.title ?? title} crumbs={page.crumbs ?? []} help={help} />}
      <ResourceTable<T>
        id={id}
        title={title}
        variant={page === undefined ? (props.variant ?? 'container') : 'full-page'}
        items={list.items}
        loading={list.loading ?? false}
        fault={list.fault}
        onRetry={list.refresh}
        more={list.more ?? false}
        loadingMore={list.loadingMore ?? false}
        onMore={list.loadMore}
        total={props.total}
        keyOf={keyOf}
        columns={props.columns.map((column) => linked(column, link))}
        description={props.description}
        info={help && <InfoLink topic={help} />}
        sortedBy={props.sortedBy}
        filter={props.filter}
        filterable={props.filterable}
        {...(selectable
          ? {
              selectionType: props.selection ?? 'single',
              selected: chosen,
              onSelect: (items: T[]) => {
                setKeys(items.map(keyOf));
                // A dialog whose row went meanwhile must not open on the next one.
                close();
              },
            }
          : {})}
        actions={
          <Row>
            {typeof actions === 'function' ? actions(chosen) : actions}
            {rowActs.map((act, index) => (
              <Button
                key={act.text}
                disabled={chosen.length === 0 || act.when?.(chosen) === false}
                loading={act.running ?? false}
                onClick={() => (act.dialog === undefined ? act.run?.(chosen) : setOpen(`act ${index}`))}
              >
                {act.text}
              </Button>
            ))}
            {starts('primary')}
          </Row>
        }
        empty={{
          ...props.empty,
          action: props.empty.action ?? (creates.length > 0 && <Row>{starts('normal')}</Row>),
        }}
      />
      {props.children?.(chosen)}
      {chosen.length > 0 && openAct?.dialog?.(chosen, close)}
      {openCreate?.dialog?.(close)}
    </>
  );
}

/** Buttons beside each other. */
function Row({ children }: { readonly children: ReactNode }) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {children}
    </SpaceBetween>
  );
}

/** The row's header as a link to the item's page. */
function linked<T>(column: Column<T>, link: ((item: T) => string) | undefined): Column<T> {
  if (link === undefined || column.isRowHeader !== true || column.cell !== undefined) return column;
  return { ...column, cell: (item) => <Go to={link(item)}>{String(column.value(item) ?? '-')}</Go> };
}

function CreateButton({
  create: { text, to, run, running = false, blocked },
  variant,
  onOpen,
}: {
  readonly create: Create;
  readonly variant: 'primary' | 'normal';
  readonly onOpen: () => void;
}) {
  if (to !== undefined)
    return (
      <GoButton to={to} variant={variant}>
        {text}
      </GoButton>
    );
  return (
    <Button
      variant={variant}
      loading={running}
      disabled={blocked !== undefined}
      disabledReason={blocked}
      onClick={run ?? onOpen}
    >
      {text}
    </Button>
  );
}

/** Names the window and sets crumbs and help, where the list is the page. */
function PageFrame({
  title,
  crumbs,
  help,
}: {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
  readonly help?: HelpTopic;
}) {
  usePageFrame(title, crumbs, help);
  return null;
}
