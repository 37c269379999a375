import type { Handler } from '../../kernel/handler.ts';
import { secretHashOf } from '../sign-in/secret-hash.ts';

/**
 * Confirms a sign-up by the link of its mail, through ConfirmSignUp itself.
 *
 * The page knows no client secret, so the hash that a confidential client has to send is made here; what the
 * link proves is the code in it.
 *
 * @throws ResourceNotFoundException where the domain is not that of the client's pool
 * @throws NotAuthorizedException with ConfirmSignUp's words
 */
export const ConfirmUserByLink: Handler<'poolkeeper', 'ConfirmUserByLink'> = async (input, ctx) => {
  const { Domain, ClientId, Username, Code } = input;
  const client = ctx.store.clients.get(ClientId);
  const domains = client === undefined ? [] : ctx.store.domains.ofPool(client.poolId);
  if (client === undefined || !domains.some(({ domain }) => domain === Domain))
    return ctx.refuse('ResourceNotFoundException', 'The link leads to no user pool here.');
  const [secret] = client.secrets;
  const reply = await ctx.workspace.engine.call(
    'cognito-idp',
    'ConfirmSignUp',
    {
      ClientId,
      Username,
      ConfirmationCode: Code,
      ...(secret === undefined ? {} : { SecretHash: secretHashOf(secret, Username, ClientId) }),
    },
    { door: 'domain', caller: { kind: 'anonymous' }, region: ctx.call.region },
  );
  if (!reply.ok) return ctx.refuse('NotAuthorizedException', reply.fault.message, reply.fault.reason);
  return {};
};
