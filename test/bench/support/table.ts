import { median, quantile, ratio, type Measured } from './rounds.ts';

/** Prints rows below a title: the first column to the left, all others to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) =>
        column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  console.log(`\n${title}\n${[line(head), line(rule), ...rows.map(line)].join('\n')}`);
}

/** A row of a table of times, with the row it is compared with. */
export type Row = {
  readonly measured: Measured;
  /** Left out for a row that is itself a baseline. */
  readonly baseline?: Measured;
  /** A shorter name of the baseline. */
  readonly baselineName?: string;
};

/**
 * Prints times: samples, median, 95th percentile, how many a second that makes, how many times as long as the
 * baseline, and which share of the baseline's rate that is.
 */
export function printTimes(title: string, rows: readonly Row[]): void {
  const head = ['', 'samples', 'median', 'p95', 'a second', 'ratio', 'share of rate', 'compared with'];
  printTable(
    title,
    head,
    rows.map(({ measured, baseline, baselineName }) => {
      const times = baseline === undefined ? undefined : ratio(measured, baseline);
      return [
        measured.name,
        grouped(measured.samples.length),
        milliseconds(median(measured.samples)),
        milliseconds(quantile(measured.samples, 0.95)),
        rate(1000 / median(measured.samples)),
        times === undefined ? 'baseline' : `${times.toFixed(2)}×`,
        times === undefined ? '' : `${(100 / times).toFixed(0)} %`,
        baselineName ?? baseline?.name ?? '',
      ];
    }),
  );
}

/** `1,234`. */
export const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `1.23 ms`, and `45 µs` for what is below a tenth of a millisecond. */
export const milliseconds = (value: number): string =>
  value < 0.1 ? `${(value * 1000).toFixed(1)} µs` : `${value.toFixed(value < 100 ? 2 : 0)} ms`;

/** `1.2 MB`, `34.5 KB`, `678 B`, by thousands. */
export function bytes(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} MB`;
  return value >= 1e4 ? `${(value / 1e3).toFixed(1)} KB` : `${grouped(value)} B`;
}

const rate = (value: number): string => (value < 100 ? value.toFixed(1) : grouped(value));
