import { SAMPLE_OBJECTS } from '../../electron/engine/workspace/sample/content.ts';
import { bucket, ELSE, type RoleName } from './access-stage.ts';
import { there } from './sdk.ts';

const keyBelow = (prefix: string): string =>
  there(SAMPLE_OBJECTS.find(({ key }) => key.startsWith(prefix))?.key, prefix);

/** Something that a viewer tries; `own` is the ID of their identity. */
export type Act =
  | { readonly kind: 'get' | 'put'; readonly key: (own: string) => string }
  /** `undefined`: the whole bucket. */
  | { readonly kind: 'list'; readonly prefix: string | undefined };

const get = (key: string): Act => ({ kind: 'get', key: () => key });
const put = (key: string): Act => ({ kind: 'put', key: () => key });
const list = (prefix?: string): Act => ({ kind: 'list', prefix });

export const ACTS = {
  'reads a poster': get(keyBelow('catalog/posters/')),
  'reads a free film': get(keyBelow('catalog/free/')),
  'reads a premium film': get(keyBelow('catalog/premium/')),
  'reads their own history': { kind: 'get', key: (own) => `history/${own}/seen.json` },
  'reads another’s history': get(`history/${ELSE}/seen.json`),
  'writes their own history': { kind: 'put', key: (own) => `history/${own}/new ü+.json` },
  'writes another’s history': put(`history/${ELSE}/new.json`),
  'writes into the catalog': put('catalog/free/new.json'),
  'reads the studio North': get('studios/north/cut.txt'),
  'writes to the studio North': put('studios/north/new cut.txt'),
  'reads the studio South': get('studios/south/cut.txt'),
  'lists the posters': list('catalog/posters/'),
  'lists the free films': list('catalog/free/'),
  'lists the premium films': list('catalog/premium/'),
  'lists the studio North': list('studios/north/'),
  'lists the whole bucket': list(),
} as const satisfies Record<string, Act>;
export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];

const HISTORY = ['reads their own history', 'writes their own history'] as const;
const FREE = ['reads a poster', 'reads a free film', 'lists the posters', 'lists the free films'] as const;

/** The one table: what the role lets its bearer do. All else is refused. */
export const MAY: Readonly<Record<RoleName, readonly ActName[]>> = {
  StreamingGuest: ['reads a poster', 'lists the posters'],
  StreamingFree: [...FREE, ...HISTORY],
  StreamingPremium: [...FREE, ...HISTORY, 'reads a premium film', 'lists the premium films'],
  StreamingStudio: ['reads a poster', 'reads the studio North', 'writes to the studio North', 'lists the studio North'],
};

/** What came of an act: `allowed`, or the code and the words of the refusal. */
export type Outcome = string;
export const ALLOWED: Outcome = 'allowed';

const ACTIONS = { get: 's3:GetObject', put: 's3:PutObject', list: 's3:ListBucket' } as const;

/** What AWS says to a role's session that may not. */
export function refusalOf(name: ActName, role: RoleName, own: string, sessionName: string): Outcome {
  const act: Act = ACTS[name];
  const action = ACTIONS[act.kind];
  const key = act.kind === 'list' ? '' : `/${act.key(own)}`;
  return (
    `AccessDenied: User: arn:aws:sts::000000000000:assumed-role/${role}/${sessionName} is not authorized to perform: ` +
    `${action} on resource: "arn:aws:s3:::${bucket}${key}" because no identity-based policy allows the ${action} action`
  );
}

/** The row of the expected matrix for a role. */
export const expectedRow = (
  role: RoleName,
  own: string,
  sessionName = 'CognitoIdentityCredentials',
  names: readonly ActName[] = ACT_NAMES,
): Record<string, Outcome> =>
  Object.fromEntries(
    names.map((name) => [name, MAY[role].includes(name) ? ALLOWED : refusalOf(name, role, own, sessionName)]),
  );
