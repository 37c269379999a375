import { useEffect, useState } from 'react';
import { useCall } from '../client/hooks.ts';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absoluteFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** `2 minutes ago`, `in 3 days`, `just now`. Both in epoch milliseconds. */
function relative(at: number, now: number): string {
  const apart = at - now;
  for (const [unit, size] of STEPS) {
    if (Math.abs(apart) >= size) return relativeFormat.format(Math.trunc(apart / size), unit);
  }
  if (Math.abs(apart) < 10_000) return 'just now';
  return relativeFormat.format(Math.trunc(apart / 1000), 'second');
}

/** `23 Nov 2026, 06:05:47 UTC`, in the reader's zone. Epoch milliseconds. */
export function absolute(at: number): string {
  return absoluteFormat.format(at);
}

/** The workspace clock, epoch milliseconds, read anew every `every` milliseconds. */
export function useNow(every = 10_000): number {
  const { output } = useCall('poolkeeper', 'GetClock', {});
  const [machine, tick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return output?.frozenAt ?? machine + (output?.offset ?? 0);
}

/**
 * A moment: relative to the workspace clock in lists, absolute with its zone on hover.
 *
 * Give `at` in epoch milliseconds or `seconds` as AWS answers them. `absolute` shows the date itself,
 * for details.
 */
export function Time(
  props: ({ readonly at: number } | { readonly seconds: number | undefined }) & { readonly absolute?: boolean },
) {
  const now = useNow();
  const at = 'at' in props ? props.at : props.seconds === undefined ? undefined : props.seconds * 1000;
  if (at === undefined) return <>-</>;
  const full = absolute(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={props.absolute === true ? relative(at, now) : full}>
      {props.absolute === true ? full : relative(at, now)}
    </time>
  );
}
