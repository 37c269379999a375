import { KeyValuePairs } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import { Copy } from './copy.tsx';

export type Pair = {
  readonly label: string;
  /** Undefined or empty shows a dash. */
  readonly value: ReactNode;
  /** True: the value is a string that can be copied. */
  readonly copy?: boolean;
  readonly info?: ReactNode;
};

/** An overview in columns of labels and values: `<KeyValues columns={3} items={[{ label, value, copy: true }]} />`. */
export function KeyValues({ items, columns = 3 }: { readonly items: readonly Pair[]; readonly columns?: number }) {
  return (
    <KeyValuePairs
      columns={columns}
      items={items.map(({ label, value, copy, info }) => ({
        label,
        value:
          value === undefined || value === null || value === '' ? (
            '-'
          ) : copy === true && typeof value === 'string' ? (
            <Copy value={value} what={label} />
          ) : (
            value
          ),
        ...(info === undefined ? {} : { info }),
      }))}
    />
  );
}
