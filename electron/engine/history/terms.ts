import { resourceName } from '../../../shared/aws/arn.ts';
import { contracts, type AwsService } from '../../../shared/aws/models.ts';
import { resources, type ResourceKind } from '../../../shared/resources.ts';
import { masked } from '../kernel/mask.ts';

/** The words in which the tables of tracked operations are written. */

export type Values = Readonly<Record<string, unknown>>;
/** A call: the operation and its input. */
export type OperationCall = readonly [operation: string, input: Values];
/** Asks a reading operation of the same service; nothing where it is refused. */
export type Ask = (...said: OperationCall) => Promise<Values | undefined>;

/** What undoing has to go by. */
type Change = { readonly input: Values; readonly before?: Values; readonly after?: Values };
/** The calls that bring the earlier state back, in their order; or why none does. */
export type Undo = readonly OperationCall[] | string;

/** One operation whose effect is kept in the history. */
export type Tracked = {
  readonly kind: ResourceKind;
  /** What is changed: an id, a name, or `parent/name`. */
  readonly subject: (input: Values, output: Values) => string;
  /** The thing as it stands, before and after the call; nothing where it does not exist. */
  readonly look: (ask: Ask, input: Values, output: Values) => Promise<Values | undefined>;
  readonly undo: (change: Change) => Undo;
  /** What undoing does not bring back, one sentence. */
  readonly loses?: string;
  /** Secrets are stored, because undoing needs them; what is shown is masked all the same. */
  readonly keepsSecrets?: boolean;
  /** How a document is shown; with its secrets masked unless it says otherwise. */
  readonly shown?: (document: Values) => Values;
};

/** A kind of thing, to which each operation adds how it is undone. */
export type TrackedResource = Omit<Tracked, 'undo' | 'loses'>;

/** An operation on a kind of resource, with how it is undone and what the undoing loses. */
export const tracked = (thing: TrackedResource, undo: Tracked['undo'], loses?: string): Tracked => ({
  ...thing,
  undo,
  ...(loses === undefined ? {} : { loses }),
});

/** A member that is a text, or the empty text. */
export const text = (values: Values | undefined, name: string): string => {
  const value = values?.[name];
  return typeof value === 'string' ? value : '';
};

/** A member that is an object, or the empty one. */
export const member = (values: Values | undefined, name: string): Values => (values?.[name] ?? {}) as Values;

/** Those members that are there. */
export const pick = (values: Values | undefined, ...names: readonly string[]): Values =>
  Object.fromEntries(names.filter((name) => values?.[name] !== undefined).map((name) => [name, values?.[name]]));

/** Those members of a document that an operation takes: what an update sends back whole. */
export function takenBy(service: AwsService, operation: string, document: Values | undefined): Values {
  const { operations, shapes } = contracts[service];
  const members = shapes[operations[operation]?.input ?? '']?.members ?? {};
  return pick(document, ...Object.keys(members));
}

/** Looks by one reading operation; `member` is the one that holds the document, without it the whole answer. */
export const readBy =
  (
    operation: string,
    input: (input: Values, output: Values) => Values | undefined,
    member?: string,
  ): TrackedResource['look'] =>
  async (ask, given, output) => {
    const asked = input(given, output);
    const answer = asked === undefined ? undefined : await ask(operation, asked);
    if (answer === undefined || member === undefined) return answer;
    return answer[member] as Values | undefined;
  };

/** How the row of a kind says that one is found: the member that names it, and the operation that reads or lists it. */
export function foundBy(kind: ResourceKind, how: 'describe' | 'list'): { readonly id: string; readonly read: string } {
  const { id, [how]: read } = resources[kind];
  if (id === undefined || read === undefined) throw new Error(`the row of ${kind} does not say how one is found`);
  return { id, read };
}

/** How tags are said: AWS has two forms of the same thing. */
type TagForm = {
  readonly list: string;
  readonly tag: string;
  readonly untag: string;
  /** The member that names what is tagged. */
  readonly id: string;
  /** `list`: `[{Key, Value}]`; `map`: `{key: value}`. */
  readonly form: 'list' | 'map';
};

/** The tags of user pools and identity pools. */
export const RESOURCE_TAGS: TagForm = {
  list: 'ListTagsForResource',
  tag: 'TagResource',
  untag: 'UntagResource',
  id: 'ResourceArn',
  form: 'map',
};

const tagMap = (tags: unknown): Readonly<Record<string, string>> =>
  Array.isArray(tags)
    ? Object.fromEntries(tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]))
    : ((tags ?? {}) as Record<string, string>);

/** The tags of something: looked at as a map, brought back by untagging what came and tagging what was. */
export const tagged = (kind: ResourceKind, { list, tag, untag, id, form }: TagForm): Tracked => ({
  kind,
  // Pools are tagged by their ARN; the history finds them by the id at its end.
  subject: (input) => (form === 'map' ? resourceName(text(input, id)) : text(input, id)),
  look: async (ask, input) => {
    const answer = await ask(list, pick(input, id));
    return answer === undefined ? undefined : { Tags: tagMap(answer['Tags']) };
  },
  undo: ({ input, before, after }) => {
    const [old, now] = [tagMap(before?.['Tags']), tagMap(after?.['Tags'])];
    const added = Object.keys(now).filter((key) => old[key] === undefined);
    const changed = Object.entries(old).filter(([key, value]) => now[key] !== value);
    const Tags = form === 'map' ? Object.fromEntries(changed) : changed.map(([Key, Value]) => ({ Key, Value }));
    return [
      ...(added.length === 0 ? [] : [[untag, { ...pick(input, id), TagKeys: added }] as const]),
      ...(changed.length === 0 ? [] : [[tag, { ...pick(input, id), Tags }] as const]),
    ];
  },
});

/** A document as the history shows it. */
export const shownAs = ({ shown }: Tracked, document: Values): Values =>
  shown === undefined ? (masked(document) as Values) : shown(document);
