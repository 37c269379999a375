import { limitsOf, SECONDS_PER_UNIT, type Limits } from '../../../../shared/aws/limits.ts';
import { fits, rangeWords, textRule } from '../../../lib/limits.ts';
import { call } from '../../../client/client.ts';
import { queryClient } from '../../../client/queries.ts';
import { jsonProblem } from '../../../parts/json-editor.tsx';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { tagsProblem, type TagRow } from '../../../parts/tag-rows.ts';
import { newTags } from '../../../parts/tags-section.tsx';
import type { CreateRoleRequest } from '../../../../shared/aws/types/iam.ts';
import { FRESH_TRUST, trustDocument, trustProblem, type Trust } from './trust.ts';

/** A role as the wizard holds it. */
export type RoleDraft = {
  readonly trust: Trust;
  /** The trust policy where it was edited by hand: then the answers no longer make it. */
  readonly trustText: string | undefined;
  readonly attached: readonly string[];
  /** Empty: no inline policy. */
  readonly inlineName: string;
  readonly inlineText: string;
  readonly name: string;
  readonly description: string;
  readonly path: string;
  /** Hours, as they are typed. */
  readonly hours: string;
  readonly boundary: string;
  readonly tags: readonly TagRow[];
};

export const freshRole = (inlineText: string): RoleDraft => ({
  trust: FRESH_TRUST,
  trustText: undefined,
  attached: [],
  inlineName: '',
  inlineText,
  name: '',
  description: '',
  path: '/',
  hours: '1',
  boundary: '',
  tags: [],
});

/** The trust policy that the role gets. */
export const trustOf = ({ trust, trustText }: RoleDraft): string => trustText ?? trustDocument(trust);

export const ROLE_NAME = limitsOf('iam', 'CreateRole', 'RoleName');
const ROLE_PATH = limitsOf('iam', 'CreateRole', 'Path');

/** How long a session of a role may last, in hours; the contract counts seconds. */
export const SESSION_HOURS = inHours(limitsOf('iam', 'CreateRole', 'MaxSessionDuration'));

function inHours({ min = 0, max = 0 }: Limits): Limits {
  return { min: min / SECONDS_PER_UNIT.hours, max: max / SECONDS_PER_UNIT.hours };
}

/** What is wrong with the length of a session, if anything is. */
export const hoursProblem = (hours: string): string | undefined =>
  Number(hours) >= (SESSION_HOURS.min ?? 0) && Number(hours) <= (SESSION_HOURS.max ?? 0)
    ? undefined
    : `A session lasts ${rangeWords(SESSION_HOURS)} hours.`;

/** What stands in the way of leaving a step, in words. */
export const roleProblems: readonly ((draft: RoleDraft) => string | undefined)[] = [
  (draft) => (draft.trustText === undefined ? trustProblem(draft.trust) : jsonProblem(draft.trustText)),
  ({ inlineName, inlineText }) => (inlineName === '' ? undefined : jsonProblem(inlineText)),
  ({ name, path, hours, tags }) => {
    if (!fits(name, ROLE_NAME)) return `A role name has ${textRule(ROLE_NAME)}`;
    if (!fits(path, ROLE_PATH)) return 'A path begins and ends with a slash.';
    return hoursProblem(hours) ?? tagsProblem(tags);
  },
];

const requestOf = (draft: RoleDraft): CreateRoleRequest => ({
  RoleName: draft.name,
  AssumeRolePolicyDocument: trustOf(draft),
  ...(draft.path === '/' ? {} : { Path: draft.path }),
  ...(draft.description === '' ? {} : { Description: draft.description }),
  ...(draft.hours === '1' ? {} : { MaxSessionDuration: Math.round(Number(draft.hours) * 3600) }),
  ...(draft.boundary === '' ? {} : { PermissionsBoundary: draft.boundary }),
  ...newTags(draft.tags),
});

/** The calls that make the role, in order. */
export function roleCalls(draft: RoleDraft): CliCall[] {
  const RoleName = draft.name;
  return [
    cli('iam', 'CreateRole', requestOf(draft)),
    ...draft.attached.map((PolicyArn) => cli('iam', 'AttachRolePolicy', { RoleName, PolicyArn })),
    ...(draft.inlineName === ''
      ? []
      : [cli('iam', 'PutRolePolicy', { RoleName, PolicyName: draft.inlineName, PolicyDocument: draft.inlineText })]),
  ];
}

/**
 * Makes the role and gives it its policies.
 *
 * Where a policy is refused the role is taken back, so that the wizard can be mended and sent again.
 */
export async function createRole(draft: RoleDraft): Promise<void> {
  const RoleName = draft.name;
  await call('iam', 'CreateRole', requestOf(draft));
  const attached: string[] = [];
  try {
    for (const PolicyArn of draft.attached) {
      await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
      attached.push(PolicyArn);
    }
    if (draft.inlineName !== '')
      await call('iam', 'PutRolePolicy', { RoleName, PolicyName: draft.inlineName, PolicyDocument: draft.inlineText });
  } catch (error) {
    for (const PolicyArn of attached) await call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
    await call('iam', 'DeleteRole', { RoleName });
    throw error;
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['iam'] });
  }
}
