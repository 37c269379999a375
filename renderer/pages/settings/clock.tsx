import {
  Box,
  Button,
  ColumnLayout,
  DatePicker,
  FormField,
  SpaceBetween,
  StatusIndicator,
  TimeInput,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction, useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { absolute, useNow } from '../../parts/time.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { counted } from '../../lib/words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const MOVES = [
  { text: '5 minutes', by: 5 * MINUTE_MS },
  { text: '1 hour', by: HOUR_MS },
  { text: '1 day', by: DAY_MS },
  { text: '30 days', by: 30 * DAY_MS },
] as const;

/** `2 days 3 hours ahead of this machine`, or that it runs with it. Milliseconds. */
function offsetText(offset: number): string {
  if (offset === 0) return 'Runs with this machine';
  const far = Math.abs(offset);
  const parts = [
    [Math.floor(far / DAY_MS), 'day'],
    [Math.floor((far % DAY_MS) / HOUR_MS), 'hour'],
    [Math.floor((far % HOUR_MS) / MINUTE_MS), 'minute'],
    [Math.floor((far % MINUTE_MS) / 1000), 'second'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => counted(count, unit));
  return `${shown.slice(0, 2).join(' ') || 'Less than a second'} ${offset > 0 ? 'ahead of' : 'behind'} this machine`;
}

/** The date and the time of day of a moment, in the reader's zone, as the fields want them. */
function fieldsOf(at: number): { date: string; time: string } {
  const local = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    date: `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`,
    time: `${two(local.getHours())}:${two(local.getMinutes())}:${two(local.getSeconds())}`,
  };
}

const CLOCK_HELP: HelpTopic = {
  title: 'Workspace clock',
  text: [
    'Move the clock on to see what an expired token or code does, without waiting. Freeze it to get the same times in every run.',
    'Applications check tokens by their own clock. A token issued while this clock is ahead is not yet valid for them.',
  ],
};

/** The workspace clock: moved on, set to a moment, frozen, let run. Everything that expires obeys it. */
export function ClockSettings() {
  const { output: clock, fault } = useCall('poolkeeper', 'GetClock', {});
  const set = useAction('poolkeeper', 'SetClock', { showsFault: true });
  const now = useNow(1000);
  if (clock === undefined) return <FaultAlert fault={fault} />;

  const frozen = clock.frozenAt;
  const moveBy = (by: number): void =>
    void set.run(frozen === undefined ? { offset: clock.offset + by } : { frozenAt: frozen + by });
  const moveTo = (at: number): void =>
    void set.run(frozen === undefined ? { offset: Math.round(at - Date.now()) } : { frozenAt: at });
  return (
    <Section
      title="Clock"
      description="Tokens, codes, sessions and temporary passwords expire by this clock."
      help={CLOCK_HELP}
    >
      <FaultAlert fault={set.fault} onDismiss={set.reset} />
      <ColumnLayout columns={2} minColumnWidth={260}>
        <div>
          <Box variant="awsui-key-label">Now</Box>
          <Box fontSize="heading-l">
            <time dateTime={new Date(now).toISOString()}>{absolute(now)}</time>
          </Box>
        </div>
        <div>
          <Box variant="awsui-key-label">State</Box>
          <SpaceBetween size="xxs">
            <StatusIndicator
              type={frozen === undefined ? 'in-progress' : 'stopped'}
              colorOverride={frozen === undefined ? 'green' : 'grey'}
            >
              {frozen === undefined ? 'Running' : 'Frozen'}
            </StatusIndicator>
            {frozen === undefined && <span>{offsetText(clock.offset)}</span>}
          </SpaceBetween>
        </div>
      </ColumnLayout>
      <FormField label="Move on by">
        <SpaceBetween direction="horizontal" size="xs">
          {MOVES.map(({ text, by }) => (
            <Button key={text} ariaLabel={`Move on by ${text}`} loading={set.running} onClick={() => moveBy(by)}>
              {text}
            </Button>
          ))}
        </SpaceBetween>
      </FormField>
      <SetMoment from={clock.now} running={set.running} onSet={moveTo} />
      <SpaceBetween direction="horizontal" size="xs">
        {frozen === undefined ? (
          <Button
            loading={set.running}
            iconName="pause"
            onClick={() => void set.run({ frozenAt: Math.round(Date.now() + clock.offset) })}
          >
            Freeze
          </Button>
        ) : (
          <Button
            loading={set.running}
            iconName="play"
            onClick={() => void set.run({ offset: Math.round(frozen - Date.now()), frozenAt: null })}
          >
            Let it run from here
          </Button>
        )}
        <Button
          loading={set.running}
          iconName="undo"
          disabled={frozen === undefined && clock.offset === 0}
          onClick={() => void set.run({ offset: 0, frozenAt: null })}
        >
          Back to this machine's time
        </Button>
      </SpaceBetween>
    </Section>
  );
}

/** A date and a time of day to set the clock to; they start at `from`, epoch milliseconds. */
function SetMoment({
  from,
  running,
  onSet,
}: {
  readonly from: number;
  readonly running: boolean;
  readonly onSet: (at: number) => void;
}) {
  const [date, setDate] = useState(() => fieldsOf(from).date);
  const [time, setTime] = useState(() => fieldsOf(from).time);
  const chosen = new Date(`${date}T${time === '' ? '00:00:00' : time}`).getTime();
  const valid = Number.isFinite(chosen);
  return (
    <FormField label="Set to a moment" description="In this machine's time zone.">
      <SpaceBetween direction="horizontal" size="xs">
        <DatePicker
          value={date}
          onChange={({ detail }) => setDate(detail.value)}
          placeholder="YYYY-MM-DD"
          ariaLabel="Date"
          openCalendarAriaLabel={(selected) => `Choose a date${selected === null ? '' : `, chosen ${selected}`}`}
        />
        <TimeInput
          value={time}
          onChange={({ detail }) => setTime(detail.value)}
          placeholder="hh:mm:ss"
          format="hh:mm:ss"
          ariaLabel="Time of day"
        />
        <Button disabled={!valid} loading={running} onClick={() => onSet(chosen)}>
          Set
        </Button>
      </SpaceBetween>
    </FormField>
  );
}
