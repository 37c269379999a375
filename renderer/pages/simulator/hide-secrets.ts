/**
 * Secrets in what was on the wire: replaced until the reader asks to see them.
 *
 * The engine masks its traces; a run keeps the wire as it was, because seeing it is the point.
 */
const JSON_SECRETS =
  /("(?:PASSWORD|Password|PreviousPassword|ProposedPassword|SECRET_HASH|SecretHash|ClientSecret|PASSWORD_CLAIM_SIGNATURE|PASSWORD_CLAIM_SECRET_BLOCK|SECRET_BLOCK|Session|AccessToken|IdToken|RefreshToken|REFRESH_TOKEN|Token|SecretKey|SessionToken)"\s*:\s*")((?:[^"\\]|\\.)*)(")/g;
const JWT = /eyJ[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?/g;
const SECRET_HEADERS = new Set(['authorization', 'x-amz-security-token', 'cookie']);
const HIDDEN = '••••••';

/** A body with its secrets hidden. */
export const hiddenBody = (body: string): string => body.replace(JSON_SECRETS, `$1${HIDDEN}$3`).replace(JWT, HIDDEN);

/** A value with a token in it hidden. */
export const hiddenValue = (value: string): string => value.replace(JWT, HIDDEN);

/** Headers with secret ones hidden. */
export const hiddenHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name.toLowerCase()) ? HIDDEN : value]),
  );

/** The body, indented where it is JSON. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
