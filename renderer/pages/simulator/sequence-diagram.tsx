import { useRef, type KeyboardEvent } from 'react';
import type { RunMessage } from '../../../shared/poolkeeper/operations.ts';
import { ACTORS } from './actors.ts';

const COLUMN = 190;
const ROW = 54;
const HEAD = 56;
const EDGE = 95;

/**
 * A run as a sequence diagram: one column an actor, one row a message.
 *
 * Every message is a button: arrow keys move between them, Enter or Space selects. Colour is never the
 * only sign: a refused message carries a cross and says so.
 */
export function SequenceDiagram({
  messages,
  selected,
  onSelect,
}: {
  readonly messages: readonly RunMessage[];
  readonly selected: number | undefined;
  readonly onSelect: (index: number) => void;
}) {
  const rows = useRef<(SVGGElement | null)[]>([]);
  const present = ACTORS.filter(({ id }) => messages.some(({ from, to }) => from === id || to === id));
  const column = new Map(present.map(({ id }, index) => [id, EDGE + index * COLUMN]));
  const width = EDGE * 2 + Math.max(0, present.length - 1) * COLUMN;
  const height = HEAD + messages.length * ROW + 16;

  const move = (event: KeyboardEvent, index: number): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(index + step, 0), messages.length - 1);
      rows.current[next]?.focus();
      onSelect(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect(index);
    }
  };

  return (
    <div className="pk-sequence">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- HTML's tags do not exist within SVG
        role="group"
        aria-label="Sequence of messages"
      >
        {present.map(({ id, name }) => (
          <g key={id}>
            <line className="pk-lifeline" x1={column.get(id)} x2={column.get(id)} y1={40} y2={height} />
            <rect className="pk-actor" x={(column.get(id) ?? 0) - 66} y={8} width={132} height={32} rx={8} />
            <text className="pk-actor-name" x={column.get(id)} y={29} textAnchor="middle">
              {name}
            </text>
          </g>
        ))}
        {messages.map((message) => (
          <g
            key={message.index}
            ref={(row) => {
              rows.current[message.index] = row;
            }}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- HTML's tags do not exist within SVG
            role="button"
            tabIndex={0}
            aria-pressed={selected === message.index}
            aria-label={`Message ${message.index + 1}: ${message.label}, ${message.outcome === 'ok' ? 'succeeded' : 'refused'}`}
            className={['pk-message', selected === message.index ? 'pk-selected' : '', `pk-${message.outcome}`].join(
              ' ',
            )}
            onClick={() => onSelect(message.index)}
            onKeyDown={(event) => move(event, message.index)}
          >
            <rect
              className="pk-message-row"
              x={2}
              y={HEAD + message.index * ROW}
              width={width - 4}
              height={ROW - 4}
              rx={6}
            />
            <Arrow
              message={message}
              from={column.get(message.from) ?? 0}
              to={column.get(message.to) ?? 0}
              y={HEAD + message.index * ROW + 33}
            />
          </g>
        ))}
      </svg>
    </div>
  );
}

function Arrow({
  message,
  from,
  to,
  y,
}: {
  readonly message: RunMessage;
  readonly from: number;
  readonly to: number;
  readonly y: number;
}) {
  const label = `${message.index + 1}. ${message.label}`;
  if (from === to) {
    return (
      <>
        <circle className="pk-local" cx={from} cy={y - 8} r={5} />
        <text className="pk-label" x={from + 14} y={y - 4}>
          {label}
        </text>
      </>
    );
  }
  const direction = to > from ? 1 : -1;
  const tip = to - direction * 4;
  return (
    <>
      <text className="pk-label" x={Math.min(from, to) + 12} y={y - 10}>
        {label}
      </text>
      <line className="pk-arrow" x1={from + direction * 4} x2={tip} y1={y} y2={y} />
      <path className="pk-arrow-head" d={`M ${tip} ${y} l ${-direction * 9} -5 l 0 10 z`} />
      {message.outcome === 'refused' && (
        <g className="pk-cross">
          <circle cx={(from + to) / 2} cy={y} r={8} />
          <path d={`M ${(from + to) / 2 - 3.5} ${y - 3.5} l 7 7 m 0 -7 l -7 7`} />
        </g>
      )}
    </>
  );
}
