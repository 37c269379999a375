import { isObject } from '../../../shared/json.ts';
import { objectArn } from '../../../shared/aws/arn.ts';
import type { AccessPrincipal, Subject } from '../../../shared/poolkeeper/operations.ts';
import type { Output } from '../../../shared/contract.ts';
import type { ExplainerQuestion } from '../../lib/explainer-path.ts';

/** The streaming platform, where it is in place. */
export type Sample = NonNullable<Output<'poolkeeper', 'DescribeWorkspace'>['sample']>;

type Texts = Required<Omit<ExplainerQuestion, 'context' | 'tab' | 'who'>>;

/** A condition key with a value; several rows of one key are its values. */
export type ContextRow = { readonly key: string; readonly value: string };

/** The question as the form holds it. */
export type Question = Texts & {
  readonly who: NonNullable<ExplainerQuestion['who']>;
  /** Never in the address. */
  readonly token: string;
  readonly context: readonly ContextRow[];
};

const BLANK: Question = {
  who: 'user',
  identityPool: '',
  userPool: '',
  user: '',
  client: '',
  provider: '',
  claims: '{\n  "sub": "somebody"\n}',
  developerUser: '',
  role: '',
  sessionPolicy: '',
  iamUser: '',
  key: '',
  customRole: '',
  action: '',
  resource: '',
  token: '',
  context: [],
};
const WHO: readonly string[] = [
  'user',
  'guest',
  'token',
  'claims',
  'developer',
  'role',
  'iam-user',
  'key',
  'anyone',
] satisfies Question['who'][];

/** The free viewer of the sample and an object that only premium viewers may read: an answer with something to explain. */
function firstQuestion(sample: Sample | undefined): Question {
  if (sample === undefined) return { ...BLANK, action: 's3:GetObject' };
  const key = sample.objects.find((name) => name.includes('/premium/')) ?? '';
  return {
    ...BLANK,
    identityPool: sample.identityPoolId,
    userPool: sample.poolId,
    user: sample.viewers.find(({ groups }) => !groups.includes('premium'))?.username ?? '',
    action: 's3:GetObject',
    resource: objectArn(sample.bucket, key),
  };
}

/** The question of an address; what it leaves out is that of the sample. A token that was pasted stays. */
export function questionOf(parameters: URLSearchParams, sample: Sample | undefined, token = ''): Question {
  const first = firstQuestion(sample);
  const who = parameters.get('who') ?? '';
  const texts = Object.fromEntries(
    Object.keys(BLANK)
      .filter((name) => typeof BLANK[name as keyof Question] === 'string' && parameters.has(name))
      .map((name) => [name, parameters.get(name) ?? '']),
  );
  return {
    ...first,
    ...texts,
    who: WHO.includes(who) ? (who as Question['who']) : first.who,
    token,
    context: contextRows(parameters.get('context')),
  };
}

function contextRows(text: string | null): ContextRow[] {
  try {
    const pairs: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(pairs)
      ? pairs.flatMap((pair: unknown) =>
          Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
            ? [{ key: pair[0], value: pair[1] }]
            : [],
        )
      : [];
  } catch {
    return [];
  }
}

/** Which members of the question each kind of subject uses. */
const USES: Readonly<Record<Question['who'], readonly (keyof Texts)[]>> = {
  user: ['identityPool', 'userPool', 'user', 'client', 'customRole'],
  guest: ['identityPool'],
  token: ['identityPool', 'provider', 'customRole'],
  claims: ['identityPool', 'provider', 'claims', 'customRole'],
  developer: ['identityPool', 'developerUser', 'customRole'],
  role: ['role', 'sessionPolicy'],
  'iam-user': ['iamUser'],
  key: ['key'],
  anyone: [],
};

/** The question for an address: what its kind of subject uses, and nothing secret. */
export function addressOf(question: Question): ExplainerQuestion {
  const used = [...USES[question.who], 'action', 'resource'] as const;
  const rows = question.context.filter(({ key }) => key !== '');
  return {
    who: question.who,
    ...Object.fromEntries(used.map((name) => [name, question[name]])),
    ...(rows.length === 0 ? {} : { context: JSON.stringify(rows.map(({ key, value }) => [key, value])) }),
  };
}

/** Whom the form describes, or what is still missing. */
export function principalOf(
  question: Question,
): { readonly principal: AccessPrincipal } | { readonly missing: string } {
  const { who, role, sessionPolicy, iamUser, key, identityPool, customRole } = question;
  if (who === 'role')
    return role === ''
      ? { missing: 'Choose a role.' }
      : { principal: { RoleArn: role, ...(sessionPolicy.trim() === '' ? {} : { SessionPolicy: sessionPolicy }) } };
  if (who === 'iam-user') return iamUser === '' ? { missing: 'Choose a user.' } : { principal: { UserName: iamUser } };
  if (who === 'key') return key === '' ? { missing: 'Enter an access key.' } : { principal: { AccessKeyId: key } };
  if (who === 'anyone') return { principal: { Anonymous: true } };
  if (identityPool === '') return { missing: 'Choose an identity pool.' };
  const subject = subjectOf(question);
  return 'missing' in subject
    ? subject
    : {
        principal: {
          IdentityPoolId: identityPool,
          ...(customRole === '' || who === 'guest' ? {} : { CustomRoleArn: customRole }),
          ...subject.subject,
        },
      };
}

function subjectOf(question: Question): { readonly subject: Subject } | { readonly missing: string } {
  const { who, userPool, user, client, token, provider, claims, developerUser } = question;
  switch (who) {
    case 'guest':
      return { subject: { Guest: true } };
    case 'token':
      return token === ''
        ? { missing: 'Paste a token.' }
        : { subject: { Token: token, ...(provider === '' ? {} : { Provider: provider }) } };
    case 'claims': {
      if (provider === '') return { missing: 'Choose a provider.' };
      const read = claimsOf(claims);
      return read === undefined
        ? { missing: 'Claims must be a JSON object.' }
        : { subject: { Provider: provider, Claims: read } };
    }
    case 'developer':
      return developerUser === '' ? { missing: 'Name a user.' } : { subject: { DeveloperUser: developerUser } };
    default:
      if (userPool === '') return { missing: 'Choose a user pool.' };
      return user === ''
        ? { missing: 'Name a user.' }
        : { subject: { UserPoolId: userPool, Username: user, ...(client === '' ? {} : { ClientId: client }) } };
  }
}

function claimsOf(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isObject(read) ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The further condition keys, several values under one key. */
export function contextOf({ context }: Question): Record<string, string[]> {
  const keys: Record<string, string[]> = {};
  for (const { key, value } of context) if (key !== '') keys[key] = [...(keys[key] ?? []), value];
  return keys;
}
