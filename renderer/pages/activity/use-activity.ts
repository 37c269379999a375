import { useMemo, useState } from 'react';
import type { Trace } from '../../../shared/contract.ts';
import { useList } from '../../client/lists.ts';
import { useLive } from '../../client/live.ts';
import { isOwn } from '../../lib/own-calls.ts';

const A_PAGE = 200;

/** Two lists of calls, newest first, as one without repeats. */
function merged(newer: readonly Trace[], older: readonly Trace[]): readonly Trace[] {
  const known = new Set(older.map(({ id }) => id));
  return [...newer.filter(({ id }) => !known.has(id)), ...older];
}

/**
 * The calls of the activity page.
 *
 * While `following`, calls are put on top as they happen. Otherwise what is shown stays where it is and
 * `waiting` counts what came since; `show` lets it in.
 */
export function useActivity({ following, withOwn }: { readonly following: boolean; readonly withOwn: boolean }) {
  const { items: older, ...paged } = useList('poolkeeper', 'ListTraces', { Limit: A_PAGE }, 'traces');
  const heard = useLive((live) => live.traces);
  const all = useMemo(() => {
    const traces = older === undefined ? undefined : merged(heard, older);
    return withOwn ? traces : traces?.filter((trace) => !isOwn(trace));
  }, [heard, older, withOwn]);
  const newest = all?.[0]?.id;
  /** The newest call that is let in while not following. */
  const [top, setTop] = useState<string>();
  if ((following || top === undefined) && top !== newest) setTop(newest);
  const from =
    following || all === undefined
      ? 0
      : Math.max(
          0,
          all.findIndex(({ id }) => id === top),
        );
  return { ...paged, traces: from === 0 ? all : all?.slice(from), waiting: from, show: () => setTop(newest) };
}
