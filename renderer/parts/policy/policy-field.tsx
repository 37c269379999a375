import { Box, Button, ButtonDropdown, SpaceBetween, Spinner, StatusIndicator } from '@cloudscape-design/components';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import type { PolicyKind, PolicyProblem } from '../../../shared/poolkeeper/operations.ts';
import { Copy } from '../copy.tsx';
import type { OutlineItem } from './outline.ts';
import { Problems } from './problems.tsx';

const View = lazy(async () => ({ default: (await import('./policy-code-view.tsx')).PolicyCodeView }));

/** What the engine and the editor know of the text. */
export type PolicyState = {
  readonly problems: readonly PolicyProblem[];
  /** White space left out, as quotas count. */
  readonly characters: number;
  readonly outline: readonly OutlineItem[];
};

/** What the buttons around the editor do in it. */
export type PolicyCommands = {
  jump(offset: number, length?: number): void;
  collapse(): void;
  expand(): void;
  format(): void;
};

export type PolicyCodeProps = {
  readonly value: string;
  readonly onChange?: ((value: string) => void) | undefined;
  /** What is edited, for screen readers: `Trust policy`. */
  readonly label: string;
  readonly kind: PolicyKind;
  readonly readOnly: boolean;
  readonly lines: number;
  readonly onState: (state: PolicyState) => void;
  readonly onCommands: (commands: PolicyCommands | undefined) => void;
};

/**
 * A policy's text: completion (Ctrl+Space, and while typing), problems marked as one writes, statements to jump to.
 *
 * Errors are IAM's own words for what it would refuse; warnings are advice. `quota` is how many characters IAM takes.
 * Tab leaves the editor, as in any field; F8 goes from problem to problem.
 */
export function PolicyField({
  value,
  onChange,
  label,
  kind,
  quota,
  readOnly = false,
  lines = 8,
  quiet = false,
}: {
  readonly value: string;
  readonly onChange?: (value: string) => void;
  readonly label: string;
  readonly kind: PolicyKind;
  readonly quota?: number;
  readonly readOnly?: boolean;
  readonly lines?: number;
  /** True: no list of problems below, where nobody can change the text. */
  readonly quiet?: boolean;
}) {
  const [state, tell] = useState<PolicyState>();
  const commands = useRef<PolicyCommands>(undefined);
  const help = useId();
  const outline = state?.outline ?? [];
  return (
    <SpaceBetween size="xs">
      <div className="pk-policy-bar">
        <SpaceBetween direction="horizontal" size="xs">
          {!readOnly && (
            <Button formAction="none" onClick={() => commands.current?.format()}>
              Format
            </Button>
          )}
          {outline.length > 1 && (
            <Button formAction="none" onClick={() => commands.current?.collapse()}>
              Collapse
            </Button>
          )}
          {outline.length > 1 && (
            <Button formAction="none" onClick={() => commands.current?.expand()}>
              Expand
            </Button>
          )}
          {outline.length > 1 && (
            <ButtonDropdown
              expandToViewport
              items={outline.map(({ text, effect }, index) => ({
                id: String(index),
                text,
                ...(effect === '' ? {} : { secondaryText: effect }),
              }))}
              onItemClick={({ detail }) => {
                const item = outline[Number(detail.id)];
                if (item !== undefined) commands.current?.jump(item.from);
              }}
            >
              Statements
            </ButtonDropdown>
          )}
          <Copy value={value} what="policy" variant="icon" />
        </SpaceBetween>
        <Box variant="small" color="text-body-secondary">
          <span id={help}>
            {readOnly ? '' : 'Ctrl+Space completes, F8 goes to the next problem, Tab leaves. '}
            {quota === undefined || state === undefined ? '' : <Size characters={state.characters} quota={quota} />}
          </span>
        </Box>
      </div>
      <Suspense fallback={<Spinner />}>
        <View
          key={kind}
          value={value}
          onChange={onChange}
          label={label}
          kind={kind}
          readOnly={readOnly}
          lines={lines}
          onState={tell}
          onCommands={(made) => {
            commands.current = made;
          }}
        />
      </Suspense>
      {!quiet && state !== undefined && (
        <Problems
          label={label}
          problems={state.problems}
          silent={readOnly}
          onJump={({ offset, length }) => commands.current?.jump(offset, length)}
        />
      )}
    </SpaceBetween>
  );
}

function Size({ characters, quota }: { readonly characters: number; readonly quota: number }) {
  const text = `${characters.toLocaleString('en')} of ${quota.toLocaleString('en')} characters`;
  return characters > quota ? <StatusIndicator type="error">{text}</StatusIndicator> : <>{text}</>;
}
