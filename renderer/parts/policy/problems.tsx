import { Box, Button, StatusIndicator } from '@cloudscape-design/components';
import type { PolicyProblem } from '../../../shared/poolkeeper/operations.ts';
import { counted } from '../../lib/words.ts';

/** How many problems there are, in words. */
function summary(problems: readonly PolicyProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return [
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
  ].join(', ');
}

/** The problems of a policy by line; each leads to its place. */
export function Problems({
  label,
  problems,
  silent,
  onJump,
}: {
  readonly label: string;
  readonly problems: readonly PolicyProblem[];
  /** True: says nothing where there is nothing to say. */
  readonly silent: boolean;
  readonly onJump: (problem: PolicyProblem) => void;
}) {
  if (problems.length === 0)
    return (
      <div aria-live="polite">{!silent && <StatusIndicator type="success">No problems found</StatusIndicator>}</div>
    );
  const worst = problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  return (
    <div>
      <div aria-live="polite">
        <StatusIndicator type={worst}>{summary(problems)}</StatusIndicator>
      </div>
      <ul className="pk-problems" aria-label={`Problems of ${label}`}>
        {problems.map((problem) => {
          const { path, line, column, severity, message, reason } = problem;
          return (
            <li key={`${problem.offset} ${message}`}>
              <StatusIndicator type={severity} iconAriaLabel={severity === 'error' ? 'Error' : 'Warning'}>
                <Button
                  variant="inline-link"
                  formAction="none"
                  ariaLabel={`Go to line ${line}, column ${column}`}
                  onClick={() => onJump(problem)}
                >
                  {`Line ${line}`}
                </Button>
              </StatusIndicator>
              <span className="pk-problem-text">
                {message}
                {reason !== undefined && (
                  <Box variant="span" color="text-body-secondary">
                    {' '}
                    {reason}
                  </Box>
                )}
                {path !== '' && <span className="pk-problem-path"> {path}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
