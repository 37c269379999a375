import { limitsOf } from '../../../../shared/aws/limits.ts';
import { fits, textRule } from '../../../lib/limits.ts';
import type { GetPrincipalTagAttributeMapResponse } from '../../../../shared/aws/types/cognito-identity.ts';

/** How a provider's claims become session tags, as the form holds it. */
export type TagMapDraft = {
  readonly mode: 'inactive' | 'default' | 'custom';
  readonly tags: readonly { readonly tag: string; readonly claim: string }[];
};

export const INACTIVE: TagMapDraft = { mode: 'inactive', tags: [] };

/** AWS's default map: tag by claim. */
export const DEFAULT_TAGS: Readonly<Record<string, string>> = { username: 'sub', client: 'aud' };

export const MODES = [
  { value: 'inactive', label: 'Inactive', description: 'No claim becomes a session tag.' },
  { value: 'default', label: 'Default', description: 'username from the claim sub, client from aud.' },
  { value: 'custom', label: 'Custom', description: 'Tags of your own from claims of your choice.' },
] as const;

/** The form's start: the map as it is. */
export function tagDraftOf(map: GetPrincipalTagAttributeMapResponse): TagMapDraft {
  const tags = Object.entries(map.PrincipalTags ?? {}).map(([tag, claim]) => ({ tag, claim }));
  if (map.UseDefaults === true) return { mode: 'default', tags: [] };
  return tags.length === 0 ? INACTIVE : { mode: 'custom', tags };
}

/** What `SetPrincipalTagAttributeMap` takes: defaults, own tags, or neither, which switches the map off. */
export const tagInput = (draft: TagMapDraft) => ({
  UseDefaults: draft.mode === 'default',
  PrincipalTags:
    draft.mode === 'custom'
      ? Object.fromEntries(draft.tags.filter(({ tag }) => tag !== '').map(({ tag, claim }) => [tag, claim]))
      : {},
});

const LIMITS = {
  tag: limitsOf('cognito-identity', 'SetPrincipalTagAttributeMap', 'PrincipalTags.key'),
  claim: limitsOf('cognito-identity', 'SetPrincipalTagAttributeMap', 'PrincipalTags.value'),
} as const;
export const { max: MAX_TAGS = 0 } = limitsOf('cognito-identity', 'SetPrincipalTagAttributeMap', 'PrincipalTags');

/** What one row of a custom map lacks. */
export function tagProblem({ tags }: TagMapDraft, index: number): string | undefined {
  const { tag = '', claim = '' } = tags[index] ?? {};
  if (tag === '' || claim === '') return 'Name a tag and a claim.';
  if (!fits(tag, LIMITS.tag)) return `A tag’s key has ${textRule(LIMITS.tag)}.`;
  if (!fits(claim, LIMITS.claim)) return `A claim’s name has ${textRule(LIMITS.claim)}.`;
  return tags.findIndex((other) => other.tag === tag) === index ? undefined : 'This tag stands above already.';
}

/** What a whole map lacks. */
export function tagMapProblem(draft: TagMapDraft): string | undefined {
  if (draft.mode !== 'custom') return undefined;
  if (draft.tags.length === 0) return 'Add a tag, or choose another way.';
  if (draft.tags.length > MAX_TAGS) return `At most ${MAX_TAGS} tags.`;
  return draft.tags.map((_, index) => tagProblem(draft, index)).find((problem) => problem !== undefined);
}

/** The map in one sentence. */
export const tagsDescribed = ({ mode, tags }: TagMapDraft): string =>
  mode === 'inactive'
    ? 'Inactive'
    : mode === 'default'
      ? 'username from sub, client from aud'
      : tags.map(({ tag, claim }) => `${tag} from ${claim}`).join(', ');
