import { Badge, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import type { AccessStatement } from '../../../shared/poolkeeper/operations.ts';
import { Copy } from '../../parts/copy.tsx';

type Written = Readonly<Record<string, unknown>>;

/** One statement as it is written, each element with whether it covers the request. */
export function StatementView({
  statement,
  written,
}: {
  readonly statement: AccessStatement;
  readonly written: Written | undefined;
}) {
  const { index, sid, effect, applies, decides, why, elements } = statement;
  const name = sid ?? `Statement ${index + 1}`;
  return (
    <article className="pk-statement" data-decides={decides} aria-label={name}>
      <div className="pk-statement-head">
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <StatusIndicator
            type={applies ? (effect === 'Allow' ? 'success' : 'error') : 'stopped'}
            iconAriaLabel={applies ? 'Applies' : 'Does not apply'}
          >
            {effect} · {name}
          </StatusIndicator>
          {decides && <Badge color={effect === 'Allow' ? 'green' : 'red'}>Decides</Badge>}
        </SpaceBetween>
        {written !== undefined && <Copy value={JSON.stringify(written, null, 2)} what="statement" variant="icon" />}
      </div>
      <div className="pk-explain-text pk-explain-why">{why}</div>
      {written !== undefined && (
        <dl className="pk-elements">
          {rowsOf(written).map(({ label, element, value }) => {
            const judged = elements.find((one) => one.name === element);
            return (
              <div key={element} data-matched={judged?.matched}>
                <dt>
                  {judged === undefined ? (
                    label
                  ) : (
                    <StatusIndicator
                      type={judged.matched ? 'success' : 'error'}
                      iconAriaLabel={judged.matched ? 'Covers the request' : 'Does not cover the request'}
                    >
                      {label}
                    </StatusIndicator>
                  )}
                </dt>
                <dd>
                  <code>{value}</code>
                  {judged !== undefined && <span className="pk-explain-text pk-faint">{judged.why}</span>}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </article>
  );
}

/** The elements of a statement one by one; each comparison of `Condition` by itself. */
function rowsOf(
  written: Written,
): readonly { readonly label: string; readonly element: string; readonly value: string }[] {
  return Object.entries(written)
    .filter(([name]) => name !== 'Sid' && name !== 'Effect')
    .flatMap(([name, value]) =>
      name !== 'Condition' || typeof value !== 'object' || value === null
        ? [{ label: name, element: name, value: shown(value) }]
        : Object.entries(value).flatMap(([operator, keys]) =>
            Object.entries(keys as Written).map(([key, wanted]) => ({
              label: operator,
              element: `${operator} ${key}`,
              value: `${key}: ${shown(wanted)}`,
            })),
          ),
    );
}

/** A value on as many lines as it has items. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => shown(item)).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
