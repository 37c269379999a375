import { z } from 'zod';
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

/** A whole number as it is typed, within bounds. `optional`: it may be left empty. */
export const wholeNumber = (low: number, high: number, optional = false) =>
  z
    .string()
    .refine(
      (text) => (text === '' ? optional : /^\d{1,9}$/.test(text) && Number(text) >= low && Number(text) <= high),
      `A whole number from ${low} to ${high}${optional ? ', or empty' : ''}.`,
    );

/** A JSON document as it is typed. */
export const jsonText = () =>
  z.string().superRefine((text, context) => {
    const problem = jsonProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

/** The tags of a resource, row by row. */
export const tags = () =>
  z.custom<readonly TagRow[]>().superRefine((rows, context) => {
    const problem = tagsProblem(rows);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
