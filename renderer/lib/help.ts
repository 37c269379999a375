/**
 * What the help panel says of a page or of a part of it.
 *
 * Two sentences that explain the idea, the AWS term for it, and where to read more.
 */
export type HelpTopic = {
  readonly title: string;
  readonly text: readonly string[];
  /** The AWS term and what AWS means by it. */
  readonly term?: { readonly name: string; readonly meaning: string };
  readonly links?: readonly { readonly text: string; readonly href: string }[];
};
