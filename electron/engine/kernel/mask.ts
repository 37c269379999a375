/**
 * Members whose values never leave the engine in a trace or a log, by name, wherever they stand.
 *
 * Names and shapes follow the models' sensitive shapes, plus what our own steps note down.
 */
const SECRET =
  /^(password|previouspassword|proposedpassword|temporarypassword|new_password|secret|clientsecret|client_secret|private_key|feedbacktoken|clientsecretvalue|secrethash|secret_hash|secretkey|secretaccesskey|sessiontoken|session|accesstoken|idtoken|refreshtoken|refresh_token|access_token|token|webidentitytoken|confirmationcode|code|usercode|secretcode|passwordverifier|password_claim_signature|password_claim_secret_block|secret_block|srp_a|srp_b|verifier|answer|sms_mfa_code|email_otp_code|sms_otp_code|software_token_mfa_code|authorization|cookie|credential|x-amz-security-token|presignedurl|samlassertion|addprivatekey|linktoken|body)$/i;

/** What stands in place of a secret. */
export const MASK = '•••';

/** Levels of nesting that a trace keeps: more than any contract has, less than would exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * A copy of a value in which secrets are replaced: members with a secret name, and the tokens of a
 * `Logins` map. Strings that look like a JWT are cut after their header wherever they stand. What is nested
 * too deeply is cut off.
 */
export function masked(value: unknown, name = '', level = 0): unknown {
  if (value === undefined || value === null) return value;
  if (SECRET.test(name) && typeof value !== 'object') return MASK;
  if (typeof value === 'string')
    return /^eyJ[\w-]+\.[\w-]*\.[\w-]*/.test(value) ? `${value.slice(0, 12)}${MASK}` : value;
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array || Symbol.asyncIterator in value) return `[${MASK} bytes]`;
  if (level === MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.map((item) => masked(item, name, level + 1));
  const entries = Object.entries(value);
  if (/^logins$/i.test(name)) return Object.fromEntries(entries.map(([key]) => [key, MASK]));
  return Object.fromEntries(entries.map(([key, item]) => [key, masked(item, key, level + 1)]));
}
