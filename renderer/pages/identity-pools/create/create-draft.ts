import { limitsOf } from '../../../../shared/aws/limits.ts';
import { fits, textRule } from '../../../lib/limits.ts';
import { tagsProblem, type TagRow } from '../../../parts/tag-rows.ts';
import { DEFAULT_MAPPING, mappingProblem, type MappingDraft } from '../providers/mapping.ts';
import { loginOf, mappingKeyOf, type Provider } from '../providers/providers.ts';
import { INACTIVE, tagMapProblem, type TagMapDraft } from '../tags/tag-map.ts';

/** A role of the new pool: one that exists, or one to be made with a trust policy that names the pool. */
export type RoleChoice = {
  readonly way: 'existing' | 'new';
  readonly arn: string;
  readonly name: string;
  /** An existing role's trust policy gets the statement that names the pool. */
  readonly extend: boolean;
};

/** What the wizard has been told so far. */
export type Draft = {
  readonly name: string;
  readonly providers: readonly Provider[];
  readonly guests: boolean;
  readonly classic: boolean;
  readonly authenticated: RoleChoice;
  readonly guest: RoleChoice;
  /** By mapping key. */
  readonly mappings: Readonly<Record<string, MappingDraft>>;
  /** By key of the login. */
  readonly tagMaps: Readonly<Record<string, TagMapDraft>>;
  /** The UUID of the new pool's id; empty: one is made up. */
  readonly customId: string;
  readonly tags: readonly TagRow[];
};

const NO_ROLE: RoleChoice = { way: 'new', arn: '', name: '', extend: true };

export const FRESH: Draft = {
  name: '',
  providers: [],
  guests: false,
  classic: false,
  authenticated: NO_ROLE,
  guest: NO_ROLE,
  mappings: {},
  tagMaps: {},
  customId: '',
  tags: [],
};

export const POOL_NAME = limitsOf('cognito-identity', 'CreateIdentityPool', 'IdentityPoolName');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const ROLE_NAME = limitsOf('iam', 'CreateRole', 'RoleName');

/** What is wrong with a pool's name, if anything is. */
export const poolNameProblem = (name: string): string | undefined =>
  fits(name, POOL_NAME) ? undefined : `Give the pool a name of ${textRule(POOL_NAME)}`;

/** The providers whose users' roles can be mapped. */
export const mappable = (draft: Draft): readonly Provider[] =>
  draft.providers.filter((provider) => mappingKeyOf(provider) !== undefined);

/** The providers whose claims can become tags, one for each key of a login. */
export const taggable = (draft: Draft): readonly Provider[] =>
  mappable(draft).filter((one, index, all) => all.findIndex((other) => loginOf(other) === loginOf(one)) === index);

/** The mapping that the draft has for a provider. */
export const mappingOf = (draft: Draft, provider: Provider): MappingDraft =>
  draft.mappings[mappingKeyOf(provider) ?? ''] ?? DEFAULT_MAPPING;

/** The tag map that the draft has for a provider. */
export const tagMapOf = (draft: Draft, provider: Provider): TagMapDraft => draft.tagMaps[loginOf(provider)] ?? INACTIVE;

/** What keeps a step from being left, in words; by the steps' order. */
const PROBLEMS: readonly ((draft: Draft) => string | undefined)[] = [
  ({ name, providers, guests }) => {
    const unnamed = poolNameProblem(name);
    if (unnamed !== undefined) return unnamed;
    return providers.length === 0 && !guests ? 'Add an identity provider, or allow guests.' : undefined;
  },
  ({ providers, guests, authenticated, guest }) => {
    const signedIn = providers.length > 0;
    if (signedIn && roleMissing(authenticated)) return 'Name or choose the role of signed-in users.';
    if (guests && roleMissing(guest)) return 'Name or choose the role of guests.';
    if (signedIn && guests && authenticated.way === 'new' && guest.way === 'new' && authenticated.name === guest.name)
      return 'The two roles need different names.';
    return undefined;
  },
  (draft) =>
    mappable(draft)
      .map((provider) => mappingProblem(mappingOf(draft, provider)))
      .find((problem) => problem !== undefined),
  (draft) =>
    taggable(draft)
      .map((provider) => tagMapProblem(tagMapOf(draft, provider)))
      .find((problem) => problem !== undefined),
  ({ customId, tags }) => {
    if (customId !== '' && !UUID.test(customId))
      return 'The fixed ID must be a UUID in lower case, for example 11111111-2222-3333-4444-555555555555.';
    if (tags.some(({ key }) => key === '_custom_id_')) return 'The tag _custom_id_ is what the fixed ID makes.';
    return tagsProblem(tags);
  },
];

/** What keeps a step from being left, in words. */
export const problemOf = (step: number, draft: Draft): string | undefined => PROBLEMS[step]?.(draft);

const roleMissing = ({ way, arn, name }: RoleChoice): boolean => (way === 'new' ? !fits(name, ROLE_NAME) : arn === '');

/** A draft with another name: the names of new roles follow it. */
export function named(draft: Draft, name: string): Partial<Draft> {
  const stem = name.replaceAll(/[^\w+=,.@-]/g, '').slice(0, 48);
  const follow = (choice: RoleChoice, suffix: string): RoleChoice => ({
    ...choice,
    name: stem === '' ? '' : `${stem}-${suffix}`,
  });
  return { name, authenticated: follow(draft.authenticated, 'authenticated'), guest: follow(draft.guest, 'guest') };
}
