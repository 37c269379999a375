import { isObject } from '../../../../shared/json.ts';
import {
  documentedKey,
  globalKeys,
  keysOf,
  type AuthorizationData,
  type KeyRow,
} from '../../../../shared/aws/authorization.ts';
import { nearest } from './hints.ts';
import { listOf, type Looked, type Warning } from './lint.ts';

/** The hosts of identity providers whose keys are documented; STS's data holds them. */
const PROVIDERS =
  /^(cognito-identity\.amazonaws\.com|accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|saml):/i;
/** Documented as one value, and yet a list: how somebody signed in. */
const SEVERAL = /:amr$/i;

/** Condition keys that no request of the statement carries, and operators that do not suit their keys. */
export function conditionWarnings(statement: Looked): Warning[] {
  const { json, path } = statement;
  const condition = json['Condition'];
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.keys(keys).flatMap((key) =>
          keyWarnings(statement, operator, key, `${path}.Condition.${operator}.${key}`),
        )
      : [],
  );
}

function keyWarnings(statement: Looked, operator: string, key: string, path: string): Warning[] {
  const { data, json } = statement;
  const rows = rowsFor(data, key);
  if (rows === undefined) return [];
  const row = documentedKey(rows, key);
  if (row === undefined) {
    const meant = nearest(
      key,
      rows.map(([name]) => name),
    );
    return [
      {
        path,
        message: `There is no condition key ${key}: no request carries it.`,
        ...(meant === undefined ? {} : { reason: `Is ${meant} meant?` }),
      },
    ];
  }
  const said = [...absentWarnings(statement, operator, row, path), ...quantifierWarnings(operator, row, path)];
  if (/^ForAllValues:/i.test(operator) && json['Effect'] === 'Allow')
    said.push({
      path,
      message: 'ForAllValues is also true of requests that carry no such key.',
      reason: `Add "Null": {"${key}": "false"} to ask for it.`,
    });
  return said;
}

/** The documented keys among which a key must be; undefined where nothing is known of its vendor. */
function rowsFor(data: AuthorizationData, key: string): readonly KeyRow[] | undefined {
  const vendor = key.slice(0, key.indexOf(':')).toLowerCase();
  if (vendor === 'aws') return globalKeys;
  if (PROVIDERS.test(key)) return keysOf(data, 'sts').filter(([name]) => PROVIDERS.test(name));
  const rows = keysOf(data, vendor);
  return rows.length === 0 ? undefined : rows;
}

/** A key that the actions' requests never carry: the condition is never met, or with IfExists and negations always. */
function absentWarnings({ entries, kind }: Looked, operator: string, [name]: KeyRow, path: string): Warning[] {
  if (name.startsWith('aws:') || kind === 'trust' || PROVIDERS.test(name) || entries.length === 0) return [];
  if (entries.some(({ actions }) => actions === undefined)) return [];
  const without = entries.filter(
    ({ actions = [] }) => actions.length > 0 && !actions.some(({ keys }) => keys.some(([key]) => key === name)),
  );
  if (without.length === 0) return [];
  const always = /IfExists$/i.test(operator) || /Not/i.test(operator) || /^Null$/i.test(operator);
  if (always) return [];
  const which = without.map(({ text }) => text).join(', ');
  return [
    {
      path,
      message: `Requests of ${which} carry no ${name}: with this condition the statement never applies to them.`,
      ...(without.length < entries.length ? { reason: 'Give these actions a statement of their own.' } : {}),
    },
  ];
}

function quantifierWarnings(operator: string, [name, type]: KeyRow, path: string): Warning[] {
  const several = type.startsWith('ArrayOf') || SEVERAL.test(name);
  const quantified = /^For(All|Any)Values?:/i.test(operator);
  if (several && !quantified && !/^Null$/i.test(operator))
    return [
      {
        path,
        message: `${name} holds several values.`,
        reason: `Put ForAnyValue: (one of them is enough) or ForAllValues: before ${operator}.`,
      },
    ];
  return [];
}

/** Policy variables that stand for nothing: a condition with them fails, a resource with them matches nothing. */
export function variableWarnings({ json, path, data }: Looked, version: unknown): Warning[] {
  if (version !== '2012-10-17') return [];
  const places: [string, string][] = listOf(json['Resource']).map((text, index) => [
    `${path}.Resource[${index}]`,
    text,
  ]);
  const condition = json['Condition'];
  for (const [operator, keys] of Object.entries(isObject(condition) ? condition : {}))
    for (const [key, values] of Object.entries(isObject(keys) ? keys : {}))
      listOf(values).forEach((text, index) => places.push([`${path}.Condition.${operator}.${key}[${index}]`, text]));
  return places.flatMap(([place, text]) =>
    [...text.matchAll(/\$\{([^},]*)(?:,[^}]*)?\}/g)].flatMap(([whole, name = '']): Warning[] => {
      if (/^[*?$]$/.test(name.trim())) return [];
      const rows = rowsFor(data, name.trim());
      if (rows === undefined || documentedKey(rows, name.trim()) !== undefined) return [];
      const meant = nearest(
        name.trim(),
        rows.map(([key]) => key),
      );
      return [
        {
          path: place,
          message: `${whole} stands for nothing: there is no key ${name.trim()}.`,
          ...(meant === undefined ? {} : { reason: `Is \${${meant}} meant?` }),
        },
      ];
    }),
  );
}
