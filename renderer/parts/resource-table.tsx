import { useCollection } from '@cloudscape-design/collection-hooks';
import {
  CollectionPreferences,
  Header,
  Pagination,
  PropertyFilter,
  Table,
  type TableProps,
} from '@cloudscape-design/components';
import { useEffect, useMemo, type ReactNode } from 'react';
import { Button } from '@cloudscape-design/components';
import type { EngineFault } from '../lib/fault.ts';
import { chooseForTable, usePreferences } from '../state/preferences.ts';
import { placeOf, rememberPlace } from '../state/tables.ts';
import { Empty } from './empty.tsx';
import { FaultAlert } from './fault-alert.tsx';
import { columnDisplay, filterProperties, rowsOf, type Column, type Row } from './table-columns.ts';
import { counted } from '../lib/words.ts';

export type { Column } from './table-columns.ts';

/** Rows a page that the preferences offer; more than a hundred at once slows the window. */
const PAGE_SIZES = [10, 20, 50, 100];

type ResourceTableProps<T> = {
  /** Names the table in the user's preferences and in the remembered filter and page: `user-pools`. */
  readonly id: string;
  /** The plural of what is listed: `User pools`. */
  readonly title: string;
  readonly items: readonly T[] | undefined;
  readonly columns: readonly Column<T>[];
  /** A stable key of an item. */
  readonly keyOf: (item: T) => string;
  readonly loading?: boolean;
  readonly fault?: EngineFault | undefined;
  /** Reads again after a fault. */
  readonly onRetry?: (() => void) | undefined;
  /** What the thing is for and the first step, shown when there is none. */
  readonly empty: { readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode };
  readonly description?: ReactNode;
  readonly info?: ReactNode;
  /** Buttons in the header. */
  readonly actions?: ReactNode;
  readonly selectionType?: 'single' | 'multi';
  readonly selected?: readonly T[];
  readonly onSelect?: (items: T[]) => void;
  /** `full-page` where the table is the page (then it carries the page's heading), `container` within one. */
  readonly variant?: 'container' | 'full-page' | 'embedded' | 'borderless';
  /** A filter of the page's own (for example one that the engine evaluates), in place of the property filter. */
  readonly filter?: ReactNode;
  /** False: no filter at all, for short lists. */
  readonly filterable?: boolean;
  /** More items exist than were read; the last page's `next` reads on. */
  readonly more?: boolean;
  readonly loadingMore?: boolean;
  readonly onMore?: () => void;
  /** How many there are, if it is known without reading them all. */
  readonly total?: number;
  /** Initial order: a column id. Without it the items stay in the order given. */
  readonly sortedBy?: { readonly column: string; readonly descending?: boolean };
};

/**
 * The list of every area: filter by any column, sorting, pages, chosen columns, selection, empty states.
 *
 * ```tsx
 * <ResourceTable id="groups" title="Groups" items={groups} keyOf={(group) => group.GroupName}
 *   columns={[{ id: 'name', header: 'Group name', value: (group) => group.GroupName, isRowHeader: true,
 *               cell: (group) => <Go to={…}>{group.GroupName}</Go> }]}
 *   empty={{ title: 'No groups', text: 'A group gives its members an IAM role.', action: <Button>Create group</Button> }} />
 * ```
 * Filter, page and order are kept while the window lives; page size and columns for good.
 */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { id, title, items = [], columns, keyOf, variant = 'container', selectionType } = props;
  const plural = withinSentence(title);
  const choice = usePreferences(({ tables }) => tables[id]) ?? {};
  const density = usePreferences((preferences) => preferences.density);
  const pageSize = choice.pageSize ?? 20;
  // Pages give columns inline, so they are new on each render: only the items decide about new rows.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => rowsOf(items, columns, keyOf), [props.items, columns.map((column) => column.id).join()]);
  const definitions = columns.map((column) => definitionOf(column));
  const place = placeOf(id);
  const order =
    place.sort ?? (props.sortedBy && { column: props.sortedBy.column, descending: props.sortedBy.descending ?? false });
  const orderColumn = order && definitions.find((definition) => definition.id === order.column);
  const noMatch = (
    <Empty
      title="No matches"
      text="Nothing in the list fits the filter."
      action={
        <Button onClick={() => actions.setPropertyFiltering({ tokens: [], operation: 'and' })}>Clear filter</Button>
      }
    />
  );
  const {
    items: shown,
    actions,
    collectionProps,
    propertyFilterProps,
    paginationProps,
    filteredItemsCount,
  } = useCollection(rows, {
    propertyFiltering: {
      filteringProperties: filterProperties(columns, items),
      empty: <Empty {...props.empty} />,
      noMatch,
      ...(place.query === undefined ? {} : { defaultQuery: place.query }),
    },
    sorting:
      orderColumn && order ? { defaultState: { sortingColumn: orderColumn, isDescending: order.descending } } : {},
    pagination: { pageSize, defaultPage: place.page ?? 1, allowPageOutOfRange: props.more === true },
    selection: { trackBy: 'key' },
  });
  const query = propertyFilterProps.query;
  const page = paginationProps.currentPageIndex;
  const sortedField = collectionProps.sortingColumn?.sortingField;
  const sortedDown = collectionProps.sortingDescending ?? false;
  useEffect(() => {
    rememberPlace(id, {
      query,
      page,
      ...(sortedField === undefined ? {} : { sort: { column: sortedField, descending: sortedDown } }),
    });
  }, [id, query, page, sortedField, sortedDown]);

  const chosen = new Set((props.selected ?? []).map(keyOf));
  const count = props.total ?? items.length;
  const nameOf = (row: Row<T>): string =>
    String((columns.find(({ isRowHeader }) => isRowHeader) ?? columns[0])?.value(row.item) ?? row.key);

  if (props.fault !== undefined && props.items === undefined)
    return (
      <FaultAlert fault={props.fault}>
        {props.onRetry !== undefined && <Button onClick={props.onRetry}>Try again</Button>}
      </FaultAlert>
    );
  return (
    <Table<Row<T>>
      {...collectionProps}
      items={shown}
      columnDefinitions={definitions}
      columnDisplay={columnDisplay(columns, choice)}
      trackBy="key"
      variant={variant}
      loading={props.loading === true || (props.loadingMore === true && shown.length === 0)}
      loadingText={`Loading ${plural}`}
      wrapLines={choice.wrapLines ?? false}
      contentDensity={density}
      stickyHeader={variant === 'full-page'}
      resizableColumns
      enableKeyboardNavigation
      renderAriaLive={({ firstIndex, lastIndex, totalItemsCount }) =>
        `Showing ${firstIndex ?? 0} to ${lastIndex} of ${totalItemsCount ?? count} ${plural}`
      }
      {...(selectionType === undefined
        ? {}
        : {
            selectionType,
            selectedItems: rows.filter(({ key }) => chosen.has(key)),
            onSelectionChange: ({ detail }) => props.onSelect?.(detail.selectedItems.map(({ item }) => item)),
          })}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: `Select from ${plural}`,
        allItemsSelectionLabel: ({ selectedItems }) => `Select all ${plural}, ${selectedItems.length} selected`,
        itemSelectionLabel: (_, row) => `Select ${nameOf(row)}`,
        resizerRoleDescription: 'Resize button',
      }}
      header={
        <Header
          variant={variant === 'full-page' ? 'awsui-h1-sticky' : 'h2'}
          counter={
            chosen.size > 0
              ? `(${chosen.size}/${count}${props.more === true ? '+' : ''})`
              : `(${count}${props.more === true && props.total === undefined ? '+' : ''})`
          }
          description={props.description}
          info={props.info}
          actions={props.actions}
        >
          {title}
        </Header>
      }
      filter={
        props.filter ??
        (props.filterable === false ? undefined : (
          <PropertyFilter
            {...propertyFilterProps}
            filteringAriaLabel={`Filter ${plural}`}
            filteringPlaceholder={`Filter ${plural}`}
            countText={counted(filteredItemsCount ?? 0, 'match', 'matches')}
            expandToViewport
          />
        ))
      }
      pagination={
        paginationProps.pagesCount > 1 || props.more === true ? (
          <Pagination
            {...paginationProps}
            openEnd={props.more === true}
            onNextPageClick={({ detail }) => {
              if (!detail.requestedPageAvailable) props.onMore?.();
            }}
            ariaLabels={{
              paginationLabel: `Pages of ${plural}`,
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        ) : undefined
      }
      preferences={
        <CollectionPreferences
          title="Preferences"
          confirmLabel="Confirm"
          cancelLabel="Cancel"
          preferences={{
            pageSize,
            wrapLines: choice.wrapLines ?? false,
            contentDisplay: columnDisplay(columns, choice),
          }}
          pageSizePreference={{
            title: 'Rows a page',
            options: PAGE_SIZES.map((value) => ({ value, label: `${value} rows` })),
          }}
          wrapLinesPreference={{ label: 'Wrap lines', description: 'Show the whole text of each cell' }}
          contentDisplayPreference={{
            title: 'Columns',
            options: columns.map((column) => ({
              id: column.id,
              label: column.header,
              alwaysVisible: column.isRowHeader === true,
            })),
          }}
          onConfirm={({ detail }) =>
            chooseForTable(id, {
              ...(detail.pageSize === undefined ? {} : { pageSize: detail.pageSize }),
              ...(detail.wrapLines === undefined ? {} : { wrapLines: detail.wrapLines }),
              columns: (detail.contentDisplay ?? []).map(({ id: column, visible }) => ({ id: column, visible })),
            })
          }
        />
      }
    />
  );
}

/** A title within a sentence: `user pools`, and still `IAM users`. */
const withinSentence = (title: string): string =>
  /^[A-Z]{2}/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

function definitionOf<T>(column: Column<T>): TableProps.ColumnDefinition<Row<T>> & { id: string } {
  return {
    id: column.id,
    header: column.header,
    cell: ({ item }) => column.cell?.(item) ?? printed(column.value(item)),
    ...(column.sort === false ? {} : { sortingField: column.id }),
    ...(column.isRowHeader === undefined ? {} : { isRowHeader: column.isRowHeader }),
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.minWidth === undefined ? {} : { minWidth: column.minWidth }),
    ariaLabel: ({ sorted, descending }) =>
      `${column.header}, ${sorted ? `sorted ${descending ? 'descending' : 'ascending'}` : 'not sorted'}`,
  };
}

function printed(value: string | number | boolean | undefined): string {
  if (value === undefined || value === '') return '-';
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}
