import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Input, OperationName, Output, Service } from '../../shared/contract.ts';
import { asFault, type EngineFault } from '../lib/fault.ts';
import { call } from './client.ts';
import type { CallOptions } from './hooks.ts';

/** A list as far as it was read: what `ResourceList` and selects draw. */
type List<T> = {
  /** Undefined until the first page is there. */
  readonly items: readonly T[] | undefined;
  readonly fault: EngineFault | undefined;
  readonly loading: boolean;
  /** There are more items than those read. */
  readonly more: boolean;
  readonly loadingMore: boolean;
  loadMore(): void;
  refresh(): void;
};

/** The members of an operation's output that are lists. */
type ListMember<S extends Service, O extends OperationName<S>> = {
  [M in keyof Output<S, O>]-?: NonNullable<Output<S, O>[M]> extends readonly unknown[] ? M : never;
}[keyof Output<S, O>] &
  string;

type Item<L> = NonNullable<L> extends readonly (infer T)[] ? T : never;

/** Where list operations put the token that leads on: its member in the output, and in the next input. */
const TOKENS: readonly (readonly [output: string, input: string])[] = [
  ['NextToken', 'NextToken'],
  ['PaginationToken', 'PaginationToken'],
  ['Marker', 'Marker'],
  ['NextContinuationToken', 'ContinuationToken'],
  // Our own WhoCan.
  ['next', 'Marker'],
];

/** What is added to the input to read the page after `output`; null at the end. */
export function nextPage(output: object, items: readonly unknown[]): Readonly<Record<string, string>> | null {
  const members: Readonly<Record<string, unknown>> = { ...output };
  for (const [from, to] of TOKENS) {
    const token = members[from];
    if (typeof token === 'string' && token !== '') return { [to]: token };
  }
  // Our own lists are read backwards in time: before the last entry that was read.
  const last = items.at(-1);
  return members['more'] === true && typeof last === 'object' && last !== null && 'id' in last
    ? { Before: String(last.id) }
    : null;
}

/**
 * Reads a list operation page by page and keeps it current: `useList('iam', 'ListUsers', { MaxItems: 200 }, 'Users')`.
 *
 * The last argument names the output's list, or is a function that picks the items out of the output. Operations
 * that give everything at once are read the same way. Only the pages that were asked for are read.
 */
export function useList<S extends Service, O extends OperationName<S>, M extends ListMember<S, O>>(
  service: S,
  operation: O,
  input: Input<S, O>,
  member: M,
  options?: CallOptions,
): List<Item<Output<S, O>[M]>>;
export function useList<S extends Service, O extends OperationName<S>, T>(
  service: S,
  operation: O,
  input: Input<S, O>,
  pick: (output: Output<S, O>) => readonly T[],
  options?: CallOptions,
): List<T>;
export function useList<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
  items: string | ((output: Output<S, O>) => readonly unknown[]),
  options: CallOptions = {},
): List<unknown> {
  const itemsOf = (output: Output<S, O>): readonly unknown[] => {
    if (typeof items === 'function') return items(output);
    const list = (output as Readonly<Record<string, unknown>>)[items];
    return Array.isArray(list) ? (list as readonly unknown[]) : [];
  };
  const query = useInfiniteQuery({
    queryKey: [service, operation, input, 'pages'],
    initialPageParam: {} as Readonly<Record<string, string>>,
    queryFn: ({ pageParam }) => call(service, operation, { ...(input as object), ...pageParam } as Input<S, O>),
    getNextPageParam: (last) => nextPage(last as object, itemsOf(last as Output<S, O>)),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
  });
  const { data } = query;
  // The same list until something was read: tables compare it to know whether their rows are new.
  const read = useMemo(
    () => data?.pages.flatMap((output) => itemsOf(output as Output<S, O>)),
    // oxlint-disable-next-line react/exhaustive-deps -- how items are picked is written inline, and the same each time
    [data],
  );
  return {
    items: read,
    fault: query.error === null ? undefined : asFault(query.error),
    loading: query.isLoading,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refresh: () => void query.refetch(),
  };
}
