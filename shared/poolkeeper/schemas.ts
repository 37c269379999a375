/**
 * What schemas of our own operations are made of. Nothing here is without a bound: texts and lists have a longest
 * length, numbers a range.
 *
 * Schemas are functions, so that loading a declaration makes none; `of` names the type of what one describes.
 */
import { z } from '../zod.ts';

/** The type of the values that a schema takes. */
export type Of<Schema extends () => z.ZodType> = z.infer<ReturnType<Schema>>;

/** Longest id, name, ARN or address of something in the workspace, in UTF-16 units. */
const MAX_NAME = 2048;
/** Longest token, document or file as text, in UTF-16 units; the doors take no larger body. */
export const MAX_TEXT = 32 * 1024 * 1024;
/** Largest binary value in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;
/** A century in milliseconds: what lies further makes dates that no client can read. */
export const CENTURY_MS = 100 * 365.25 * 24 * 3600 * 1000;

/** A text of `min` to `max` UTF-16 units. */
export const text = (max: number, min = 0) => z.string().min(min, { abort: true }).max(max, { abort: true });

/** An id, a name, an ARN: what the workspace is searched for. */
export const name = () => text(MAX_NAME, 1);

/** The same where nothing given means that nothing is found: doors pass on what an address says. */
export const anyName = () => text(MAX_NAME);

/** A text of a form; `words` say which, as in `Member must be twelve digits`. */
export const formed = (max: number, pattern: RegExp, words: string) =>
  text(max).regex(pattern, { error: `Member must be ${words}` });

/** A whole number from `min` to `max`. */
export const whole = (min: number, max: number) => z.int().min(min).max(max);

/** A point in time, whole epoch milliseconds, within two centuries. */
export const epochMs = () => whole(0, 2 * CENTURY_MS);

/** A list of `min` to `max` items. */
export const list = <Item extends z.ZodType>(item: Item, max: number, min = 0) =>
  z.array(item).min(min).max(max).readonly();

/** Values by name, at most `max`. */
export const map = <Value extends z.ZodType>(value: Value, max: number, key: z.ZodString = text(MAX_NAME)) =>
  z
    .record(key, value)
    .refine((entries) => Object.keys(entries).length <= max, { error: `Member must have at most ${max} entries` });

/** Any JSON object. How deep and how large it may be is bounded for the input as a whole. */
export const json = () => z.record(z.string(), z.unknown());

/** Bytes, at most 32 MiB. */
export const bytes = () =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_BYTES, {
    error: `Member must be at most ${MAX_BYTES} bytes`,
  });

/** A stream of bytes, which no door can pass from outside as data. */
export const byteStream = () =>
  z.custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
    { error: 'Member must be a stream of bytes' },
  );

/** A list in an answer: what the engine itself says needs no bound. */
export const listed = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** An object in an answer that is described as a type only, because a schema would say the same twice. */
export const typed = <T extends object>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

/** A value of one of several forms; `words` say which, as in `Member must be a text or a list of texts`. */
export const either = <const Forms extends readonly [z.ZodType, ...z.ZodType[]]>(forms: Forms, words: string) =>
  z.union(forms, { error: `Member must be ${words}` });
