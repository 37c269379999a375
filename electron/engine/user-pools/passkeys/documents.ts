import { isObject } from '../../../../shared/json.ts';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Ctx } from '../../kernel/handler.ts';

/** What the browser signed or bound to a credential: Web Authentication section 5.8.1. */
export type ClientData = { readonly type: string; readonly challenge: string; readonly origin: string };

type Identity = Pick<RegistrationResponseJSON, 'id' | 'rawId' | 'type' | 'authenticatorAttachment'>;
type Fields = Readonly<Record<string, unknown>>;

const BASE64URL = /^[A-Za-z0-9_-]+={0,2}$/;

/**
 * Reads a RegistrationResponseJSON as CompleteWebAuthnRegistration takes it. Fields that the contract of the
 * browser does not know are left out. Web Authentication Level 3, section 5.1.8.
 *
 * @throws InvalidParameterException with a text of our own that names the member
 */
export function readRegistration(
  ctx: Ctx<'InvalidParameterException'>,
  given: unknown,
): { readonly credential: RegistrationResponseJSON; readonly clientData: ClientData } {
  const document = fieldsOf(ctx, given, 'Credential');
  const response = fieldsOf(ctx, document['response'], 'Credential.response');
  const transports = Array.isArray(response['transports'])
    ? response['transports'].filter((one): one is string => typeof one === 'string').slice(0, 10)
    : [];
  const clientDataJSON = bytesOf(ctx, response, 'clientDataJSON');
  return {
    credential: {
      ...identityOf(ctx, document),
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        attestationObject: bytesOf(ctx, response, 'attestationObject'),
        transports: transports as NonNullable<RegistrationResponseJSON['response']['transports']>,
      },
    },
    clientData: clientDataOf(ctx, clientDataJSON),
  };
}

/**
 * Reads an AuthenticationResponseJSON as the challenge WEB_AUTHN takes it: as text.
 *
 * @throws InvalidParameterException with a text of our own
 */
export function readAssertion(
  ctx: Ctx<'InvalidParameterException'>,
  text: string,
): { readonly credential: AuthenticationResponseJSON; readonly clientData: ClientData } {
  const document = fieldsOf(ctx, parsed(text), 'CREDENTIAL');
  const response = fieldsOf(ctx, document['response'], 'CREDENTIAL.response');
  const clientDataJSON = bytesOf(ctx, response, 'clientDataJSON');
  const userHandle = response['userHandle'];
  return {
    credential: {
      ...identityOf(ctx, document),
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: bytesOf(ctx, response, 'authenticatorData'),
        signature: bytesOf(ctx, response, 'signature'),
        ...(typeof userHandle === 'string' && userHandle !== '' ? { userHandle } : {}),
      },
    },
    clientData: clientDataOf(ctx, clientDataJSON),
  };
}

function identityOf(ctx: Ctx<'InvalidParameterException'>, document: Fields): Identity {
  const { id, rawId, type, authenticatorAttachment: attachment } = document;
  if (typeof id !== 'string' || !BASE64URL.test(id) || id.length > 1400) return invalid(ctx, 'id is no credential id.');
  if (rawId !== id) return invalid(ctx, 'rawId differs from id.');
  if (type !== 'public-key') return invalid(ctx, `type is ${JSON.stringify(type)}, not "public-key".`);
  return {
    id,
    rawId: id,
    type,
    ...(attachment === 'platform' || attachment === 'cross-platform' ? { authenticatorAttachment: attachment } : {}),
  };
}

function clientDataOf(ctx: Ctx<'InvalidParameterException'>, text: string): ClientData {
  const { type, challenge, origin } = fieldsOf(
    ctx,
    parsed(Buffer.from(text, 'base64url').toString('utf8')),
    'clientDataJSON',
  );
  if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string')
    return invalid(ctx, 'clientDataJSON lacks type, challenge or origin.');
  return { type, challenge, origin };
}

function bytesOf(ctx: Ctx<'InvalidParameterException'>, fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' && BASE64URL.test(value) ? value : invalid(ctx, `${name} is no base64url.`);
}

function fieldsOf(ctx: Ctx<'InvalidParameterException'>, value: unknown, name: string): Fields {
  return isObject(value) ? (value as Fields) : invalid(ctx, `${name} is no object.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const invalid = (ctx: Ctx<'InvalidParameterException'>, reason: string): never =>
  ctx.refuse('InvalidParameterException', 'The passkey credential is malformed.', reason);
