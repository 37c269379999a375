import { Authenticator, type Use } from '../../../support/authenticator.ts';
import { askedForPasskey, withPasskey } from './challenges.ts';
import { answer, type Attempt, type Row, type World } from './stage.ts';

const WRONG = ['NotAuthorizedException', 'Incorrect username or password.'] as const;

/** An answer to WEB_AUTHN by the right passkey, wrongly used. */
const used =
  (use: Use) =>
  async (world: World): Promise<Attempt> => {
    const person = await world.person(world.keyed);
    const key = await withPasskey(world, person);
    const { answer: begun, options } = await askedForPasskey(world, person);
    return answer(world.asked(person, begun, { CREDENTIAL: JSON.stringify(key.get(options, use)) }));
  };

/** An answer to WEB_AUTHN by another key. */
const by =
  (other: (world: World) => Promise<Authenticator>) =>
  async (world: World): Promise<Attempt> => {
    const person = await world.person(world.keyed);
    await withPasskey(world, person);
    const { answer: begun, options } = await askedForPasskey(world, person);
    return answer(world.asked(person, begun, { CREDENTIAL: JSON.stringify((await other(world)).get(options)) }));
  };

export const passkeys: readonly Row[] = [
  ['passkey: another site', ...WRONG, used({ origin: 'https://elsewhere.example' })],
  ['passkey: another relying party', ...WRONG, used({ rpId: 'elsewhere.example' })],
  ['passkey: a challenge of its own', ...WRONG, used({ challenge: 'AAAAAAAAAAAAAAAAAAAAAA' })],
  ['passkey: the answer to a registration', ...WRONG, used({ type: 'webauthn.create' })],
  ['passkey: its user not present', ...WRONG, used({ userPresent: false })],
  ['passkey: one that was never registered', ...WRONG, by(async () => new Authenticator())],
  ['passkey: another user’s', ...WRONG, by(async (world) => withPasskey(world, await world.person(world.keyed)))],
  [
    'passkey: the assertion of a sign-in before',
    ...WRONG,
    async (world) => {
      const person = await world.person(world.keyed);
      const key = await withPasskey(world, person);
      const first = await askedForPasskey(world, person);
      const right = { CREDENTIAL: JSON.stringify(key.get(first.options)) };
      const attempt = answer(world.asked(person, first.answer, right));
      await world.call('cognito-idp', ...(attempt as readonly ['RespondToAuthChallenge', never]));
      return answer(world.asked(person, (await askedForPasskey(world, person)).answer, right));
    },
  ],
  [
    'passkey: a counter that has not moved',
    ...WRONG,
    async (world) => {
      const person = await world.person(world.keyed);
      const key = await withPasskey(world, person);
      const [first, second] = [await askedForPasskey(world, person), await askedForPasskey(world, person)];
      const by = (options: unknown) => ({ CREDENTIAL: JSON.stringify(key.get(options, { counter: 7 })) });
      const attempt = answer(world.asked(person, first.answer, by(first.options)));
      await world.call('cognito-idp', ...(attempt as readonly ['RespondToAuthChallenge', never]));
      return answer(world.asked(person, second.answer, by(second.options)));
    },
  ],
  [
    'passkey: one that was deleted',
    ...WRONG,
    async (world) => {
      const person = await world.person(world.keyed);
      const { AccessToken } = await world.tokens(person);
      const key = await withPasskey(world, person);
      const { answer: begun, options } = await askedForPasskey(world, person);
      await world.call('cognito-idp', 'DeleteWebAuthnCredential', { AccessToken, CredentialId: key.id });
      return answer(world.asked(person, begun, { CREDENTIAL: JSON.stringify(key.get(options)) }));
    },
  ],
  [
    'DeleteWebAuthnCredential: another user’s passkey',
    'ResourceNotFoundException',
    'WebAuthn credential does not exist.',
    async (world) => {
      const { id } = await withPasskey(world, await world.person(world.keyed));
      const { AccessToken } = await world.tokens(await world.person(world.keyed));
      return ['DeleteWebAuthnCredential', { AccessToken, CredentialId: id }];
    },
  ],
];
