import type { Ctx } from '../kernel/handler.ts';
import type { IdentityPool } from '../store/identities.ts';
import type { Login } from './login.ts';

/** AWS's default map: who the user is, and through which client. */
const DEFAULTS: Readonly<Record<string, string>> = { username: 'sub', client: 'aud' };
const MAX_VALUE_LENGTH = 256;

/**
 * The session tags that a pool makes of the logins' claims.
 *
 * A claim that the token does not have, or whose value is longer than a tag may be, makes no tag. Claims with
 * several values make none: a tag holds one value. A developer's token carries its tags itself.
 */
export function principalTagsOf(
  ctx: Ctx,
  pool: IdentityPool,
  logins: readonly Login[],
): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const { provider, claims, tags: carried } of logins) {
    Object.assign(tags, carried);
    const map = pool.principalTags[provider];
    if (map === undefined) continue;
    const wanted = map.useDefaults ? DEFAULTS : map.tags;
    for (const [tag, claim] of Object.entries(wanted)) {
      const value = claims[claim];
      const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
      if (typeof text === 'string' && text.length <= MAX_VALUE_LENGTH) tags[tag] = text;
    }
  }
  if (Object.keys(tags).length > 0) ctx.note('The pool maps claims to session tags.', { tags });
  return tags;
}
