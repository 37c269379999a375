import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { listPage } from '../../kernel/paging.ts';
import type { Passkey, PasskeyRegistration } from '../../store/passkeys.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { sessionLifetime } from '../../tokens/lifetimes.ts';
import { actingBearer } from '../users/acting-user.ts';
import { authenticatorName } from './authenticators.ts';
import { readRegistration, type ClientData } from './documents.ts';
import { creationOptions } from './options.ts';
import { allowsPasskeys, originAllowed, relyingPartyOf, userVerificationOf } from './relying-party.ts';
import { verifyRegistration, type Registered } from './verify.ts';

/** AWS's quota, "Passkeys per user". */
const MAX_PASSKEYS_PER_USER = 20;
const CHALLENGE_BYTES = 32;

/** Gives what a browser makes a passkey from, for the user who is signed in. */
export const StartWebAuthnRegistration: IdpHandler<'StartWebAuthnRegistration'> = async (input, ctx) => {
  const { pool, client, user } = await actingBearer(ctx, input.AccessToken);
  ctx.step('pool allows passkeys', () => refuseWithoutPasskeys(ctx, pool), 'AllowedFirstAuthFactors');
  const rpId = ctx.step('relying party', () => partyOf(ctx, pool), 'WebAuthnConfiguration');
  ctx.step('number of passkeys', () => refuseTooMany(ctx, user), 'quotas');
  const challenge = Buffer.from(ctx.random(CHALLENGE_BYTES)).toString('base64url');
  const timeout = sessionLifetime(client);
  ctx.write(() =>
    ctx.store.passkeys.begin({
      userId: user.id,
      challenge,
      rpId,
      clientId: client.id,
      expiresAt: ctx.now() + timeout,
    }),
  );
  return {
    CredentialCreationOptions: creationOptions({
      rpId,
      user,
      challenge,
      existing: ctx.store.passkeys.ofUser(user.id),
      userVerification: userVerificationOf(pool),
      timeout,
    }),
  };
};

/** Takes the passkey that a browser made. */
export const CompleteWebAuthnRegistration: IdpHandler<'CompleteWebAuthnRegistration'> = async (input, ctx) => {
  const { pool, client, user } = await actingBearer(ctx, input.AccessToken);
  ctx.step('pool allows passkeys', () => refuseWithoutPasskeys(ctx, pool), 'AllowedFirstAuthFactors');
  const { credential, clientData } = ctx.step(
    'credential',
    () => readRegistration(ctx, input.Credential),
    'Credential',
  );
  const begun = ctx.step('registration', () => begunBy(ctx, user, client, clientData), 'StartWebAuthnRegistration');
  ctx.step('origin', () => refuseForeignOrigin(ctx, begun.rpId, clientData.origin), 'Web Authentication 7.1');
  const made = await ctx.step(
    'verify',
    async () =>
      judge(
        ctx,
        await verifyRegistration(credential, {
          challenge: begun.challenge,
          origin: clientData.origin,
          rpId: begun.rpId,
          verified: userVerificationOf(pool) === 'required',
        }),
      ),
    'Web Authentication 7.1',
  );
  const passkey: Passkey = {
    id: made.id,
    userId: user.id,
    publicKey: made.publicKey,
    counter: made.counter,
    rpId: begun.rpId,
    name: authenticatorName(made.aaguid),
    attachment: credential.authenticatorAttachment,
    transports: credential.response.transports ?? [],
    createdAt: ctx.now(),
  };
  ctx.step('keep it', () => ctx.write(() => keep(ctx, user, begun, passkey)));
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** The passkeys of the user who is signed in, oldest first. */
export const ListWebAuthnCredentials: IdpHandler<'ListWebAuthnCredentials'> = async (input, ctx) => {
  const { user } = await actingBearer(ctx, input.AccessToken);
  const limit = input.MaxResults === undefined || input.MaxResults === 0 ? MAX_PASSKEYS_PER_USER : input.MaxResults;
  const all = ctx.store.passkeys.ofUser(user.id).map((passkey, index) => ({ passkey, index: index + 1 }));
  const { items, token } = listPage(ctx, {
    step: 'list the passkeys',
    list: `ListWebAuthnCredentials ${user.sub}`,
    token: input.NextToken,
    limit,
    keys: 'number',
    read: (most, after = 0) => all.slice(after, after + most),
    keyOf: ({ index }) => index,
  });
  return {
    Credentials: items.map(({ passkey }) => ({
      CredentialId: passkey.id,
      FriendlyCredentialName: passkey.name,
      RelyingPartyId: passkey.rpId,
      ...(passkey.attachment === undefined ? {} : { AuthenticatorAttachment: passkey.attachment }),
      AuthenticatorTransports: [...passkey.transports],
      CreatedAt: passkey.createdAt / 1000,
    })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Removes a passkey of the user who is signed in. */
export const DeleteWebAuthnCredential: IdpHandler<'DeleteWebAuthnCredential'> = async (input, ctx) => {
  const { pool, user } = await actingBearer(ctx, input.AccessToken);
  ctx.step('remove it', () =>
    ctx.write(() => {
      if (ctx.store.passkeys.get(input.CredentialId)?.userId !== user.id)
        ctx.refuse(
          'ResourceNotFoundException',
          'WebAuthn credential does not exist.',
          'The user has no passkey of this CredentialId.',
        );
      ctx.store.passkeys.remove(input.CredentialId);
    }),
  );
  ctx.changed('user', pool.id, user.username);
  return {};
};

function refuseWithoutPasskeys(ctx: Ctx<'WebAuthnNotEnabledException'>, pool: Pool): void {
  if (!allowsPasskeys(pool))
    ctx.refuse(
      'WebAuthnNotEnabledException',
      'WebAuthn is not enabled for the user pool.',
      'AllowedFirstAuthFactors of the pool does not hold WEB_AUTHN.',
    );
}

const partyOf = (ctx: Ctx<'WebAuthnConfigurationMissingException'>, pool: Pool): string =>
  relyingPartyOf(ctx, pool) ??
  ctx.refuse(
    'WebAuthnConfigurationMissingException',
    'WebAuthn configuration is missing for the user pool.',
    'The pool has neither a WebAuthnConfiguration (SetUserPoolMfaConfig) nor a domain.',
  );

function refuseTooMany(ctx: Ctx<'LimitExceededException'>, user: User): void {
  if (ctx.store.passkeys.count(user.id) >= MAX_PASSKEYS_PER_USER)
    ctx.refuse(
      'LimitExceededException',
      `Passkeys cannot exceed limit of ${MAX_PASSKEYS_PER_USER} per user.`,
      'Delete one first.',
    );
}

/** The registration that the user began with this client and that the credential was made for. */
function begunBy(
  ctx: Ctx<'WebAuthnChallengeNotFoundException' | 'WebAuthnClientMismatchException' | 'InvalidParameterException'>,
  user: User,
  client: Client,
  { type, challenge }: ClientData,
): PasskeyRegistration {
  if (type !== 'webauthn.create')
    return ctx.refuse(
      'InvalidParameterException',
      'The passkey credential is malformed.',
      `type of the client data is ${JSON.stringify(type)}, not "webauthn.create".`,
    );
  const begun = ctx.store.passkeys.registration(user.id);
  if (begun === undefined)
    return refuseChallenge(ctx, 'The user has begun no registration, or it was completed (StartWebAuthnRegistration).');
  if (begun.expiresAt <= ctx.now())
    return refuseChallenge(
      ctx,
      `The registration could be completed until ${new Date(begun.expiresAt).toISOString()}.`,
    );
  if (begun.challenge !== challenge)
    return refuseChallenge(ctx, 'The credential was made for another challenge than the latest registration’s.');
  if (begun.clientId !== client.id)
    return ctx.refuse(
      'WebAuthnClientMismatchException',
      'The access token was issued to another client than the one that started the registration.',
      `StartWebAuthnRegistration was called with a token of ${begun.clientId}.`,
    );
  return begun;
}

const refuseChallenge = (ctx: Ctx<'WebAuthnChallengeNotFoundException'>, reason: string): never =>
  ctx.refuse('WebAuthnChallengeNotFoundException', 'WebAuthn challenge not found.', reason);

function refuseForeignOrigin(ctx: Ctx<'WebAuthnOriginNotAllowedException'>, rpId: string, origin: string): void {
  if (!originAllowed(rpId, origin))
    ctx.refuse(
      'WebAuthnOriginNotAllowedException',
      'The origin is not allowed for the relying party.',
      `The credential was made on ${origin}; the relying party ${rpId} takes it from itself and hosts below it, over HTTPS or from this machine.`,
    );
}

function judge(
  ctx: Ctx<'WebAuthnRelyingPartyMismatchException' | 'WebAuthnCredentialNotSupportedException'>,
  made: Registered,
): Extract<Registered, { ok: true }> {
  if (made.ok) return made;
  if (made.why === 'relying party')
    return ctx.refuse(
      'WebAuthnRelyingPartyMismatchException',
      'The relying party of the credential does not match the user pool.',
      made.reason,
    );
  return ctx.refuse('WebAuthnCredentialNotSupportedException', 'The credential is not supported.', made.reason);
}

/** Stores the passkey and ends its registration, which none can complete a second time. Inside `ctx.write`. */
function keep(
  ctx: Ctx<'WebAuthnChallengeNotFoundException' | 'LimitExceededException' | 'WebAuthnCredentialNotSupportedException'>,
  user: User,
  begun: PasskeyRegistration,
  passkey: Passkey,
): void {
  if (!ctx.store.passkeys.end(user.id, begun.challenge))
    return refuseChallenge(ctx, 'The registration was completed in the meantime.');
  refuseTooMany(ctx, user);
  if (ctx.store.passkeys.get(passkey.id) !== undefined)
    return ctx.refuse(
      'WebAuthnCredentialNotSupportedException',
      'The credential is not supported.',
      'A passkey of this credential id is registered already. Web Authentication 7.1, step 26.',
    );
  ctx.store.passkeys.insert(passkey);
}
