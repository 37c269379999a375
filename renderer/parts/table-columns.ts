import type { PropertyFilterOperator, PropertyFilterProperty } from '@cloudscape-design/collection-hooks';
import type { ReactNode } from 'react';
import type { TableChoice } from '../state/preferences.ts';

/** What a cell is filtered and sorted by. */
type CellValue = string | number | boolean | undefined;

/** One column of a `ResourceTable`. */
export type Column<T> = {
  readonly id: string;
  readonly header: string;
  /** What the column is sorted and filtered by; drawn as it is where there is no `cell`. */
  readonly value: (item: T) => CellValue;
  readonly cell?: (item: T) => ReactNode;
  /** The column that names the row; exactly one. */
  readonly isRowHeader?: boolean;
  /** False: not offered in the filter. */
  readonly filter?: false;
  /** False: cannot be sorted. */
  readonly sort?: false;
  /** True: not shown until chosen in the preferences. */
  readonly hidden?: boolean;
  readonly width?: number | string;
  readonly minWidth?: number | string;
};

/** A row as the collection hooks see it: values by column id, and the item itself. */
export type Row<T> = { readonly key: string; readonly item: T; readonly [column: string]: unknown };

/** Turns items into rows. */
export function rowsOf<T>(items: readonly T[], columns: readonly Column<T>[], key: (item: T) => string): Row<T>[] {
  return items.map((item) => ({
    ...Object.fromEntries(columns.map(({ id, value }) => [id, value(item)])),
    key: key(item),
    item,
  }));
}

const TEXT: readonly PropertyFilterOperator[] = [':', '!:', '=', '!=', '^'];
const NUMBER: readonly PropertyFilterOperator[] = ['=', '!=', '<', '<=', '>', '>='];

/** The properties of the filter; a column whose first value is a number is compared as one. */
export function filterProperties<T>(columns: readonly Column<T>[], items: readonly T[]): PropertyFilterProperty[] {
  return columns
    .filter(({ filter }) => filter !== false)
    .map(({ id, header, value }) => ({
      key: id,
      propertyLabel: header,
      groupValuesLabel: `${header} values`,
      operators: items.some((item) => typeof value(item) === 'number') ? NUMBER : TEXT,
    }));
}

/** Which columns are shown and in which order: the user's choice, with columns that are new since then at the end. */
export function columnDisplay<T>(
  columns: readonly Column<T>[],
  choice: TableChoice,
): { id: string; visible: boolean }[] {
  const chosen = (choice.columns ?? []).filter(({ id }) => columns.some((column) => column.id === id));
  const fresh = columns.filter(({ id }) => !chosen.some((column) => column.id === id));
  return [...chosen, ...fresh.map(({ id, hidden }) => ({ id, visible: hidden !== true }))];
}
