import { CopyToClipboard } from '@cloudscape-design/components';

/**
 * A value that can be copied: the value with its copy button, or the button alone.
 *
 * `what` names the value for screen readers and in the confirmation: `pool ID`, `token`.
 */
export function Copy({
  value,
  what,
  variant = 'inline',
  shown,
}: {
  readonly value: string;
  readonly what: string;
  /** `inline`: value and icon; `icon`: icon alone; `button`: a labelled button. */
  readonly variant?: 'inline' | 'icon' | 'button';
  /** What is shown in place of a long value. */
  readonly shown?: string;
}) {
  return (
    <CopyToClipboard
      variant={variant}
      textToCopy={value}
      {...(variant === 'inline' ? { textToDisplay: shown ?? value } : {})}
      copyButtonAriaLabel={`Copy ${what}`}
      copyButtonText={`Copy ${what}`}
      copySuccessText={`Copied ${what}`}
      copyErrorText={`The ${what} could not be copied`}
    />
  );
}
