import type { PolicyProblem } from '../../../shared/poolkeeper/operations.ts';
import type { AuthorizationData } from '../../../shared/aws/authorization.ts';
import type { Handler } from '../kernel/handler.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { DocumentKind } from '../policy/evaluate/policy.ts';
import { MISSING_AUDIENCE, missingCognitoAudience } from './cognito-trust.ts';
import { hintFor, unknownElement } from '../policy/lint/hints.ts';
import {
  jsonPlaces,
  lineCounter,
  placeOf,
  type JsonPlaces,
  type Place,
  type Span,
} from '../policy/lint/json-places.ts';
import { warningsOf } from '../policy/lint/warnings.ts';

type Found = Omit<PolicyProblem, 'line' | 'column' | 'offset' | 'length'>;

/** What IAM would refuse in a policy document, and what is probably not meant, each with its place in the text. */
export const ValidatePolicy: Handler<'poolkeeper', 'ValidatePolicy'> = async ({ Document, Kind }) => {
  const json = jsonPlaces(Document);
  const found = [
    ...errorsOf(Document, Kind, json),
    ...(json.root === undefined ? [] : warningsOf(JSON.parse(Document), Kind, await authorization())).map(
      (warning): Found => ({ ...warning, severity: 'warning' }),
    ),
  ];
  return { problems: placed(Document, json, found), characters: Document.replace(/\s/g, '').length };
};

/** Half a megabyte, read when the first policy is looked at. */
async function authorization(): Promise<AuthorizationData> {
  const { default: data } = await import('../../../shared/aws/model/authorization.json', { with: { type: 'json' } });
  return data as unknown as AuthorizationData;
}

function errorsOf(text: string, kind: DocumentKind, json: JsonPlaces): Found[] {
  const { root, problem } = json;
  const read = parsePolicy(text, kind);
  if (read.ok) {
    const missing = kind === 'trust' ? missingCognitoAudience(read.document) : undefined;
    return missing === undefined
      ? []
      : [
          {
            path: `Statement[${missing.index}].Principal`,
            severity: 'error',
            message: MISSING_AUDIENCE.message,
            reason: MISSING_AUDIENCE.reasonFor(missing),
          },
        ];
  }
  return read.problems.map(({ path, message }): Found => {
    const reason =
      problem?.reason ??
      (isRepeated(json, path) ? 'This name is given twice in one object.' : undefined) ??
      hintFor(path, message, root === undefined ? undefined : valueAt(text, root, path), kind);
    return { path, severity: 'error', message, ...(reason === undefined ? {} : { reason }) };
  });
}

const isRepeated = ({ repeated }: JsonPlaces, path: string): boolean => repeated.some((one) => one.path === path);

function valueAt(text: string, root: Place, path: string): unknown {
  const { place, exact } = placeOf(root, path);
  return exact ? JSON.parse(text.slice(place.from, place.to)) : undefined;
}

/** The problems with their places, in the order of the text; the same thing is said once. */
function placed(text: string, json: JsonPlaces, found: readonly Found[]): PolicyProblem[] {
  const spans = found
    .map((one) => ({ one, span: spanOf(text, json, one) }))
    .toSorted((a, b) => a.span.from - b.span.from || (a.one.severity < b.one.severity ? -1 : 1));
  const positionOf = lineCounter(text);
  const problems = spans.map(({ one, span }): PolicyProblem => ({
    ...one,
    ...positionOf(span.from),
    offset: span.from,
    length: span.to - span.from,
  }));
  return problems.filter(
    (problem, index) =>
      !problems.slice(0, index).some((other) => other.offset === problem.offset && other.message === problem.message),
  );
}

/** What is marked: a value, or the name of what does not belong there; of an object or a list only where it begins. */
function spanOf(text: string, { root, problem, repeated }: JsonPlaces, { path, severity }: Found): Span {
  if (root === undefined) {
    const from = Math.min(problem?.offset ?? 0, Math.max(text.length - 1, 0));
    return { from, to: Math.min(from + 1, text.length) };
  }
  const again = severity === 'error' ? repeated.find((one) => one.path === path)?.key : undefined;
  if (again !== undefined) return again;
  const { place, exact } = placeOf(root, path);
  if (exact && place.key !== undefined && (place.kind !== 'scalar' || unknownElement(path) !== undefined))
    return place.key;
  // The key of a condition is what a warning about it means, not its values.
  if (exact && place.key !== undefined && /\.Condition\.[^[]+$/.test(path)) return place.key;
  return place.kind === 'scalar' ? place : { from: place.from, to: place.from + 1 };
}
