import type { Ctx } from '../../kernel/handler.ts';

/**
 * A client's name, and the id that it asks for.
 *
 * `_custom_id_:ID` or `_custom_id_:ID:NAME` fixes the client's id, so that seeds are stable; so does
 * `_custom_id_=ID` or `_custom_id_=ID,NAME`, for tools that check names against AWS's pattern, which has
 * no colon. Without a name the client is called by its id.
 *
 * Refuses an id with other characters than letters, digits, `_` and `+`.
 */
export function nameAndId(
  ctx: Ctx<'InvalidParameterException'>,
  given: string,
): { name: string; id: string | undefined } {
  const [, rest] = /^_custom_id_[:=](.*)$/s.exec(given) ?? [];
  if (rest === undefined) return { name: given, id: undefined };
  const [, id, name] = /^([\w+]{1,128})(?:[:,](.*))?$/s.exec(rest) ?? [];
  if (id === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'A ClientName that fixes the client id must have the form _custom_id_:ID or _custom_id_:ID:NAME.',
      `${JSON.stringify(given)} holds no id of letters, digits, _ and +, 128 characters at most.`,
    );
  return { name: name?.trim() || id, id };
}
