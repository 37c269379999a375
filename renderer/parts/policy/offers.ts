import {
  actionsOf,
  globalKeys,
  keysOf,
  matchingActions,
  type AuthorizationData,
  type KeyRow,
} from '../../../shared/aws/authorization.ts';
import type { PolicyKind } from '../../../shared/poolkeeper/operations.ts';
import { textsOf, type Spot } from './spot.ts';
import type { Things } from './things.ts';
import {
  EFFECTS,
  FEDERATED,
  OPERATORS,
  PRINCIPALS,
  SERVICES,
  statementWords,
  TOP,
  TRUST_ACTIONS,
  VERSIONS,
  type Word,
} from './words.ts';

/** One thing that may be written at a spot. */
export type Offer = {
  readonly text: string;
  /** A few words beside it: an access level, a kind. */
  readonly detail?: string;
  /** A sentence or two. */
  readonly info?: string;
  readonly kind: 'element' | 'action' | 'service' | 'resource' | 'operator' | 'key' | 'value' | 'variable';
  /** What follows a name; `|` is where the cursor goes. */
  readonly after?: string;
  /** Not finished: more is offered at once, and the quote stays open. */
  readonly open?: true;
  /** Higher comes first. */
  readonly boost?: number;
};

export type Knowledge = { readonly kind: PolicyKind; readonly data: AuthorizationData; readonly things: Things };

const word =
  (kind: Offer['kind']) =>
  ({ word: text, means, after, detail }: Word): Offer => ({
    text,
    info: means,
    kind,
    ...(after === undefined ? {} : { after }),
    ...(detail === undefined ? {} : { detail }),
  });

/** Everything that may be written at a spot of a document. */
export function offersAt(text: string, spot: Spot, known: Knowledge): Offer[] {
  const [first, second, third, fourth] = spot.path;
  if (spot.at === 'name') return namesAt(spot, known, text).filter((offer) => !spot.taken.includes(offer.text));
  if (first === 'Version') return VERSIONS.map(word('value'));
  if (first !== 'Statement') return [];
  switch (second) {
    case undefined:
      return [];
    case 'Effect':
      return EFFECTS.map(word('value'));
    case 'Action':
    case 'NotAction':
      return known.kind === 'trust' ? TRUST_ACTIONS.map(word('action')) : actions(writtenAt(text, spot), known);
    case 'Resource':
    case 'NotResource':
      return resources(text, spot, known);
    case 'Principal':
    case 'NotPrincipal':
      return principals(third, known);
    case 'Condition':
      return fourth === undefined ? [] : values(third ?? '', fourth, known);
    default:
      return [];
  }
}

/** What is written of the text so far. */
const writtenAt = (text: string, { from, to }: Spot): string => text.slice(from, to);

function namesAt({ path, statement }: Spot, { kind, data }: Knowledge, text: string): Offer[] {
  const [first, second, third] = path;
  if (first === undefined) return TOP.map(word('element'));
  if (first !== 'Statement') return [];
  if (second === undefined) return statementWords(kind).map(word('element'));
  if (second === 'Principal' || second === 'NotPrincipal') return PRINCIPALS.map(word('element'));
  if (second !== 'Condition') return [];
  if (third === undefined) return OPERATORS.map((one, index) => ({ ...word('operator')(one), boost: -index / 100 }));
  return conditionKeys(statement === undefined ? [] : textsOf(text, statement, 'Action'), kind, data);
}

/** Services while no colon is written, then the actions of that service. */
function actions(written: string, { data }: Knowledge): Offer[] {
  const colon = written.indexOf(':');
  const prefixes = Object.entries(data).map(([prefix, { name }]): Offer => ({
    text: `${prefix}:`,
    detail: name,
    kind: 'service',
    open: true,
  }));
  if (colon < 0) return [...prefixes, { text: '*', detail: 'every action', kind: 'action', boost: -50 }];
  const prefix = written.slice(0, colon);
  const all = actionsOf(data, prefix) ?? [];
  const verbs = [
    ...new Set(all.flatMap(({ id }) => /:(Get|List|Describe|Put|Create|Update|Delete|Admin)[A-Z]/.exec(id)?.[1] ?? [])),
  ];
  return [
    ...all.map(({ id, level, description, resources: acted }): Offer => ({
      text: id,
      detail: level,
      info:
        acted.length === 0
          ? `${description}. Acts on no particular resource.`
          : `${description}. Acts on: ${acted.map(({ type }) => type).join(', ')}.`,
      kind: 'action',
    })),
    ...verbs.map((verb): Offer => ({ text: `${prefix}:${verb}*`, detail: 'wildcard', kind: 'action', boost: -20 })),
    ...(all.length === 0
      ? []
      : [{ text: `${prefix}:*`, detail: 'every action', kind: 'action', boost: -30 } satisfies Offer]),
  ];
}

/** Things of the workspace that suit the statement's actions, then the forms of ARNs that they act on. */
function resources(text: string, { statement }: Spot, { data, things }: Knowledge): Offer[] {
  const written = statement === undefined ? [] : textsOf(text, statement, 'Action');
  const acting = written.flatMap((entry) => matchingActions(data, entry) ?? []);
  const services =
    acting.length === 0 ? Object.keys(things.resources) : [...new Set(acting.map(({ service }) => service))];
  const real = services.flatMap((service) => things.resources[service] ?? []);
  const forms = new Map(acting.flatMap((action) => action.resources.map(({ type, arn }) => [arn, type] as const)));
  return [
    ...real.map(({ text: arn, means }): Offer => ({ text: arn, detail: means, kind: 'resource', boost: 10 })),
    ...[...forms].map(([arn, type]): Offer => ({
      text: filledIn(arn, things),
      detail: type,
      info: 'The form of an ARN: fill in the names.',
      kind: 'resource',
    })),
    { text: '*', detail: 'every resource', kind: 'resource', boost: -50 },
  ];
}

const filledIn = (arn: string, { region, account }: Things): string =>
  arn
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${Region}', region)
    .replaceAll('${Account}', account)
    .replace(/\$\{(\w+)\}/g, (_whole, name: string) => name.replace(/([a-z])([A-Z])/g, '$1-$2').toUpperCase());

function principals(kind: string | undefined, { things }: Knowledge): Offer[] {
  const listed = (list: readonly { text: string; means: string }[]): Offer[] =>
    list.map(({ text, means }) => ({ text, detail: means, kind: 'value' }));
  switch (kind) {
    case undefined:
      return [{ text: '*', detail: 'everyone', kind: 'value' }];
    case 'AWS':
      return listed(things.principals);
    case 'Federated':
      return [...FEDERATED.map(word('value')), ...listed(things.federated)];
    case 'Service':
      return SERVICES.map(word('value'));
    default:
      return [];
  }
}

/** The keys that requests for the statement's actions carry come first, then the global ones. */
function conditionKeys(written: readonly string[], kind: PolicyKind, data: AuthorizationData): Offer[] {
  const acting = written.flatMap((entry) => matchingActions(data, entry) ?? []);
  const own = kind === 'trust' ? keysOf(data, 'sts') : acting.length > 0 ? acting.flatMap(({ keys }) => keys) : [];
  const offer =
    (boost: number) =>
    ([key, type, description]: KeyRow): Offer => {
      const open = key.search(/\$\{|</);
      return {
        text: open < 0 ? key : key.slice(0, open),
        detail: type,
        info: `${description}.`.replace('..', '.'),
        kind: 'key',
        after: '"|"',
        boost,
        ...(open < 0 ? {} : { open: true }),
      };
    };
  const all = [...own.map(offer(kind === 'trust' ? 5 : 10)), ...globalKeys.map(offer(0))];
  const seen = new Set<string>();
  return all.filter(({ text }) => !seen.has(text) && seen.add(text));
}

function values(operator: string, key: string, { data, things }: Knowledge): Offer[] {
  const yes = [
    { text: 'true', kind: 'value' },
    { text: 'false', kind: 'value' },
  ] satisfies Offer[];
  const plain = operator.replace(/^For(All|Any)Values:/, '').replace(/IfExists$/, '');
  if (plain === 'Bool' || plain === 'Null') return yes;
  const lower = key.toLowerCase();
  if (lower === 'cognito-identity.amazonaws.com:aud')
    return things.identityPools.map(({ text, means }) => ({ text, detail: means, kind: 'value' }));
  if (lower === 'cognito-identity.amazonaws.com:amr')
    return ['authenticated', 'unauthenticated', 'graph.facebook.com', 'accounts.google.com', 'www.amazon.com'].map(
      (text) => ({ text, kind: 'value' }),
    );
  if (lower === 'aws:requestedregion') return [{ text: things.region, kind: 'value' }];
  if (lower.endsWith('account') && lower.startsWith('aws:')) return [{ text: things.account, kind: 'value' }];
  const type = [...globalKeys, ...keysOf(data, key.split(':')[0] ?? '')].find(
    ([name]) => name.toLowerCase() === lower,
  )?.[1];
  return type === 'Bool' ? yes : [];
}

/** The variables that a policy of the current language may use inside a text. */
export function variables({ data, kind }: Knowledge): Offer[] {
  const rows: readonly KeyRow[] = [
    ...keysOf(data, 'sts').filter(([key]) =>
      /^(cognito-identity|accounts\.google|graph\.facebook|www\.amazon|saml:sub)/.test(key),
    ),
    ...globalKeys,
  ];
  const boosted = /^(cognito-identity\.amazonaws\.com:sub|aws:PrincipalTag)/;
  return rows.map(([key, , description]): Offer => {
    const open = key.search(/\$\{|</);
    return {
      text: open < 0 ? key : key.slice(0, open),
      info: description,
      kind: 'variable',
      boost: boosted.test(key) && kind !== 'trust' ? 10 : 0,
      ...(open < 0 ? {} : { open: true }),
    };
  });
}
