import { z } from 'zod';
import type { Limits } from '../../shared/aws/limits.ts';
import { numberProblem, textProblem } from '../lib/limits.ts';
import { jsonProblem } from './json-editor.tsx';
import { tagsProblem, type TagRow } from './tag-rows.ts';

/**
 * Checks that the drafts of forms are made of: `z.object({ name: filled('Type a name.'), tags: tags() })`.
 *
 * A draft holds what controls hold (text, choices, rows); a schema says what is wrong with it and changes nothing.
 * What a call takes is made of the draft when it is sent.
 */
export const filled = (problem: string): z.ZodString => z.string().min(1, problem);

/** Text that may be empty; what is typed must fit. */
export const fitting = (pattern: RegExp, problem: string) =>
  z.string().refine((text) => text === '' || pattern.test(text), problem);

/**
 * Text within the contract's limits: `limited(limitsOf('iam', 'CreateUser', 'UserName'), 'Type a name.')`.
 *
 * @param empty what is said of an empty text that may not be empty
 */
export const limited = (limits: Limits, empty?: string) =>
  checked((text) => (text === '' && empty !== undefined ? empty : textProblem(text, limits)));

/**
 * A whole number as it is typed, within the contract's limits.
 *
 * @param optional whether it may be left empty
 */
export const wholeNumber = (limits: Limits, optional = false) =>
  checked((text) => {
    if (text === '' && optional) return undefined;
    return numberProblem(text, limits)?.replace(/\.$/, optional ? ', or empty.' : '.');
  });

/** A JSON document as it is typed. */
export const jsonText = () => checked(jsonProblem);

/** Text of which a function says what is wrong. */
const checked = (problemOf: (text: string) => string | undefined) => z.string().superRefine(saying(problemOf));

/** A value that one control edits as a whole, of which a function says what is wrong: see `WholeField`. */
export const whole = <T>(problemOf: (value: T) => string | undefined) => z.custom<T>().superRefine(saying(problemOf));

const saying =
  <T>(problemOf: (value: T) => string | undefined) =>
  (value: T, context: z.RefinementCtx): void => {
    const message = problemOf(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  };

/** The tags of a resource, row by row. */
export const tags = () => whole<readonly TagRow[]>(tagsProblem);

/** A whole draft of which a function says what is wrong, by the field's name. */
export const checkedBy = <T>(problemsOf: (draft: T) => Readonly<Record<string, string>>) =>
  z.custom<T>().superRefine((draft, context) => {
    for (const [field, message] of Object.entries(problemsOf(draft)))
      context.addIssue({ code: 'custom', path: [field], message });
  });
