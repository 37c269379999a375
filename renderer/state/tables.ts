import type { PropertyFilterQuery } from '@cloudscape-design/collection-hooks';

/** Where the reader was in a list: its filter, its page, its order. */
type TablePlace = {
  readonly query?: PropertyFilterQuery;
  readonly page?: number;
  readonly sort?: { readonly column: string; readonly descending: boolean };
};

const places = new Map<string, TablePlace>();

/** Where the reader left a list, as long as the window lives: going back finds the list as it was. */
export function placeOf(table: string): TablePlace {
  return places.get(table) ?? {};
}

/** Remembers where the reader is in a list. */
export function rememberPlace(table: string, place: TablePlace): void {
  places.set(table, place);
}
