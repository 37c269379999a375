/** A token found in what was pasted, and what it was called there. */
type FoundToken = {
  readonly text: string;
  /** Where it stood, for example `id_token` or `Authorization`; undefined for a bare token. */
  readonly name?: string;
};

/** Longest text that is looked at, in characters: far above any token, far below what would hold up the engine. */
const MAX_PASTE_CHARACTERS = 262_144;
const MAX_TOKENS = 20;

/** Names of members, parameters and variables that hold tokens, in URLs, forms and JSON. */
const TOKEN_NAME =
  /^(id_?token|access_?token|refresh_?token|token|authorization|openidtoken|webidentitytoken|idtokenhint|id_token_hint)$/i;
/** Anything with the form of a JOSE token: three to five parts between dots, the first a JSON object in base64url. */
const TOKEN = /(?<![\w.-])ey[A-Za-z0-9+/_=-]{4,}(?:\.[A-Za-z0-9+/_=-]*){2,4}(?![\w-])/g;

/**
 * Finds the tokens in a text: a bare token, an `Authorization` header, a callback URL with its fragment,
 * the JSON of a token endpoint or of `aws cognito-idp initiate-auth`, several tokens at once.
 *
 * What has no token's form at all is given back whole, so that a reader is told what is wrong with it.
 * Never throws.
 */
export function findTokens(pasted: string): readonly FoundToken[] {
  const text = pasted.slice(0, MAX_PASTE_CHARACTERS).trim();
  if (text === '') return [];
  const found = inJson(text) ?? inAddress(text) ?? inText(text);
  const named = found.length > 0 ? found : [{ text: withoutScheme(text) }];
  const seen = new Set<string>();
  return named.filter((token) => !seen.has(token.text) && seen.add(token.text)).slice(0, MAX_TOKENS);
}

function inJson(text: string): FoundToken[] | undefined {
  if (!/^[{["]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return tokensOf(value, undefined, 0);
}

/** Tokens anywhere in a JSON value: members named as tokens, and strings that look like one. */
function tokensOf(value: unknown, name: string | undefined, depth: number): FoundToken[] {
  if (typeof value === 'string') {
    if (name !== undefined && TOKEN_NAME.test(name) && value !== '') return [{ text: withoutScheme(value), name }];
    return inText(value).map((token) => ({ ...token, ...(name === undefined ? {} : { name }) }));
  }
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  return Object.entries(value).flatMap(([key, item]) => tokensOf(item, Array.isArray(value) ? name : key, depth + 1));
}

/** Tokens in the query or the fragment of an address, RFC 6749 section 4.2.2. */
function inAddress(text: string): FoundToken[] | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text)) return undefined;
  const [, query = ''] = /\?([^#]*)/.exec(text) ?? [];
  const [, fragment = ''] = /#(.*)/s.exec(text) ?? [];
  const parameters = [...new URLSearchParams(query), ...new URLSearchParams(fragment)];
  return parameters
    .filter(([name, value]) => TOKEN_NAME.test(name) && value !== '')
    .map(([name, value]) => ({ text: withoutScheme(value), name }));
}

/** Tokens in any other text, named after what stands before them: a header's or a parameter's name. */
function inText(text: string): FoundToken[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const name = /([\w-]+)["']?\s*[:=]\s*(?:Bearer\s+)?["']?$/i.exec(before)?.[1];
    return { text: match[0], ...(name === undefined ? {} : { name }) };
  });
}

const withoutScheme = (text: string): string => text.replace(/^(authorization\s*:\s*)?bearer\s+/i, '').trim();
