import { roleArn } from '../../../../shared/aws/arn.ts';
import type { CreateIdentityPoolInput } from '../../../../shared/aws/types/cognito-identity.ts';
import { call } from '../../../client/client.ts';
import { cli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { tagRecord } from '../../../parts/tag-rows.ts';
import { trustPolicy } from '../../../lib/policies.ts';
import { mappable, mappingOf, taggable, tagMapOf, type Draft, type RoleChoice } from './create-draft.ts';
import { mappingFor } from '../providers/mapping.ts';
import { loginOf, mappingKeyOf, present, settingsOf } from '../providers/providers.ts';
import { tagInput } from '../tags/tag-map.ts';
import { trustStatement, usersOf, withStatement, type Trustee } from '../providers/trust.ts';

/** Where the pool will live, and what is known of it. */
type Place = {
  readonly region: string;
  readonly account: string;
  /** Undefined until the pool is made, unless its id is fixed. */
  readonly poolId: string | undefined;
  /** Trust policies of the existing roles that are to be extended, by ARN. */
  readonly documents: Readonly<Record<string, string>>;
};

/** CreateIdentityPool's input. */
export function poolInput(draft: Draft, region: string): CreateIdentityPoolInput {
  const tags = {
    ...tagRecord(draft.tags),
    ...(draft.customId === '' ? {} : { _custom_id_: `${region}:${draft.customId}` }),
  };
  return {
    IdentityPoolName: draft.name,
    AllowUnauthenticatedIdentities: draft.guests,
    AllowClassicFlow: draft.classic,
    ...present(settingsOf(draft.providers)),
    ...(Object.keys(tags).length === 0 ? {} : { IdentityPoolTags: tags }),
  };
}

type Part = {
  readonly choice: RoleChoice;
  readonly kind: 'authenticated' | 'unauthenticated';
  readonly trustee: Trustee;
};

function partsOf(draft: Draft): Part[] {
  const [provider] = draft.providers;
  return [
    ...(provider === undefined
      ? []
      : [
          {
            choice: draft.authenticated,
            kind: 'authenticated' as const,
            trustee: usersOf(provider),
          },
        ]),
    ...(draft.guests
      ? [{ choice: draft.guest, kind: 'unauthenticated' as const, trustee: { guest: true as const } }]
      : []),
  ];
}

/** The ARNs of the existing roles whose trust policies are to be extended. */
export const toExtend = (draft: Draft): string[] =>
  partsOf(draft).flatMap(({ choice }) => (choice.way === 'existing' && choice.extend ? [choice.arn] : []));

function roleCall(draft: Draft, part: Part, poolId: string, documents: Place['documents']): CliCall[] {
  const { choice, kind, trustee } = part;
  if (choice.way === 'new')
    return [
      cli('iam', 'CreateRole', {
        RoleName: choice.name,
        Description: `${kind === 'authenticated' ? 'Signed-in users' : 'Guests'} of ${draft.name}`,
        AssumeRolePolicyDocument: trustPolicy(kind, poolId, ''),
      }),
    ];
  const document = documents[choice.arn];
  if (!choice.extend || document === undefined || decodeURIComponent(document).includes(poolId)) return [];
  const RoleName = choice.arn.slice(choice.arn.lastIndexOf('/') + 1);
  const PolicyDocument = withStatement(document, trustStatement(poolId, trustee, 'whole'));
  return [cli('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument })];
}

/** Everything that creating the pool sends after the pool itself, in order. */
export function restOfPlan(draft: Draft, { account, poolId = 'IDENTITY_POOL_ID', documents }: Place): CliCall[] {
  const parts = partsOf(draft);
  const arnOf = ({ way, arn, name }: RoleChoice): string => (way === 'new' ? roleArn({ account, name }) : arn);
  const mappings = mappable(draft).flatMap((provider) => {
    const mapping = mappingFor(mappingOf(draft, provider));
    return mapping === undefined ? [] : [[mappingKeyOf(provider) ?? '', mapping] as const];
  });
  return [
    ...parts.flatMap((part) => roleCall(draft, part, poolId, documents)),
    cli('cognito-identity', 'SetIdentityPoolRoles', {
      IdentityPoolId: poolId,
      Roles: Object.fromEntries(parts.map(({ kind, choice }) => [kind, arnOf(choice)])),
      ...(mappings.length === 0 ? {} : { RoleMappings: Object.fromEntries(mappings) }),
    }),
    ...taggable(draft)
      .filter((provider) => tagMapOf(draft, provider).mode !== 'inactive')
      .map((provider) =>
        cli('cognito-identity', 'SetPrincipalTagAttributeMap', {
          IdentityPoolId: poolId,
          IdentityProviderName: loginOf(provider),
          ...tagInput(tagMapOf(draft, provider)),
        }),
      ),
  ];
}

/** What an attempt has made already: another attempt goes on from there. */
export type Made = { poolId?: string; readonly roles: Set<string> };

/**
 * Makes the pool, its roles, the mapping and the tag maps, in that order; gives the pool's id.
 *
 * After a refusal half way `made` says what stands: a second attempt brings the pool up to the draft and makes the rest.
 */
export async function create(draft: Draft, place: Omit<Place, 'poolId' | 'documents'>, made: Made): Promise<string> {
  const input = poolInput(draft, place.region);
  const { IdentityPoolId: poolId } =
    made.poolId === undefined
      ? await call('cognito-identity', 'CreateIdentityPool', input)
      : await call('cognito-identity', 'UpdateIdentityPool', { ...input, IdentityPoolId: made.poolId });
  made.poolId = poolId;
  const documents: Record<string, string> = {};
  for (const arn of toExtend(draft)) {
    const { Role } = await call('iam', 'GetRole', { RoleName: arn.slice(arn.lastIndexOf('/') + 1) });
    documents[arn] = Role.AssumeRolePolicyDocument ?? '';
  }
  for (const { service, operation, input: next } of restOfPlan(draft, { ...place, poolId, documents })) {
    const role = operation === 'CreateRole' ? (next as { RoleName: string }).RoleName : undefined;
    if (role !== undefined && made.roles.has(role)) continue;
    await call(service, operation as never, next as never);
    if (role !== undefined) made.roles.add(role);
  }
  return poolId;
}
