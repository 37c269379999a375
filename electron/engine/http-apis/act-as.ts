import { roleArn, resourceName } from '../../../shared/aws/arn.ts';
import type { TestCaller } from '../../../shared/poolkeeper/operations.ts';
import type { Caller, Input, OperationName, Output } from '../../../shared/contract.ts';
import { issueSession, lookUpKey } from '../authorization/credentials.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Client } from '../store/clients.ts';
import { issueTokens } from '../tokens/issue.ts';
import { openFamily } from '../user-pools/sign-in/family.ts';
import { preTokenGeneration } from '../triggers/pre-token.ts';
import { readableAttributes } from '../user-pools/pools/attribute-schema.ts';
import { findPool } from '../user-pools/pools/find.ts';
import { lookUpUser } from '../user-pools/users/find-user.ts';

type Codes = 'ResourceNotFoundException' | 'InvalidParameterException';

/** Who a request of the console is made as: signed by `caller`, or with a token in its Authorization header. */
type As = { readonly caller: Caller; readonly token?: string };

/**
 * Becomes somebody for one request, with real credentials: a role's session, or what a user of a user pool gets who
 * signs in now and goes to the identity pool. The user's password is not asked for; the sign-in is a real one.
 *
 * @throws InvalidParameterException in the words of whoever refused: the identity pool, the pre token function
 */
export async function actAs(ctx: Ctx<Codes>, as: TestCaller): Promise<As> {
  switch (as.kind) {
    case 'root':
      return { caller: { kind: 'root' } };
    case 'nobody':
      return { caller: { kind: 'anonymous' } };
    case 'token':
      return { caller: { kind: 'anonymous' }, token: as.token };
    case 'role':
      return { caller: ofRole(ctx, as.arn) };
    case 'user':
      return ofUser(ctx, as);
  }
}

function ofRole(ctx: Ctx<Codes>, arn: string): Caller {
  const role = ctx.store.access.role(ctx.call.account, resourceName(arn));
  if (role === undefined || roleArn(role) !== arn)
    return ctx.refuse('ResourceNotFoundException', `There is no role ${arn}.`);
  const grant = {
    role,
    sessionName: 'console',
    duration: 900,
    policies: [],
    tags: {},
    transitiveTags: [],
    context: {},
  };
  const session = ctx.write(() => issueSession(ctx, grant));
  return { kind: 'session', arn: session.arn, accessKeyId: session.accessKeyId };
}

type UserCaller = Extract<TestCaller, { kind: 'user' }>;

async function ofUser(ctx: Ctx<Codes>, { userPoolId, username, identityPoolId, clientId }: UserCaller): Promise<As> {
  const pool = findPool(ctx, userPoolId);
  const user = lookUpUser(ctx, pool, username) ?? ctx.refuse('ResourceNotFoundException', 'User does not exist.');
  if (!user.enabled || user.status === 'UNCONFIRMED')
    return ctx.refuse(
      'InvalidParameterException',
      `${username} cannot sign in: the user is disabled or not confirmed.`,
    );
  const provider = `cognito-idp.${pool.region}.amazonaws.com/${pool.id}`;
  const client = clientOf(ctx, provider, pool.id, identityPoolId, clientId);
  const source = 'TokenGeneration_Authentication';
  const asking = ctx as unknown as Parameters<typeof preTokenGeneration>[0];
  const changes = await preTokenGeneration(asking, { pool, client, user, source, scopes: [SCOPE] });
  const family = ctx.write(() => openFamily(ctx, { client, user, methods: ['pwd'] }));
  const readable = readableAttributes(pool, client);
  const { IdToken } = await issueTokens(ctx, { pool, client, user, readable, family, changes });
  const token = IdToken as string;
  if (identityPoolId === undefined) return { caller: { kind: 'anonymous' }, token };
  const Logins = { [provider]: token };
  const { IdentityId } = await atIdentityPool(ctx, 'GetId', { IdentityPoolId: identityPoolId, Logins });
  const { Credentials } = await atIdentityPool(ctx, 'GetCredentialsForIdentity', {
    IdentityId: IdentityId as string,
    Logins,
  });
  const known = lookUpKey(ctx.workspace, Credentials?.AccessKeyId ?? '');
  return { caller: (known as NonNullable<typeof known>).caller };
}

const SCOPE = 'aws.cognito.signin.user.admin';

/** The client that is named, else the first of the pool that the identity pool lists, else the pool's first. */
function clientOf(
  ctx: Ctx<Codes>,
  provider: string,
  poolId: string,
  identityPoolId: string | undefined,
  clientId: string | undefined,
): Client {
  const listed = (ctx.store.identities.pool(identityPoolId ?? '')?.settings.CognitoIdentityProviders ?? []).flatMap(
    ({ ProviderName, ClientId }) => (ProviderName === provider ? (ClientId ?? []) : []),
  );
  const wanted = clientId ?? listed[0] ?? ctx.store.clients.list(poolId, 1)[0]?.id ?? '';
  const client = ctx.store.clients.get(wanted);
  return client !== undefined && client.poolId === poolId
    ? client
    : ctx.refuse('ResourceNotFoundException', `The user pool has no app client ${clientId ?? 'at all'}.`);
}

async function atIdentityPool<O extends OperationName<'cognito-identity'>>(
  ctx: Ctx<Codes>,
  operation: O,
  input: Input<'cognito-identity', O>,
): Promise<Output<'cognito-identity', O>> {
  const { region } = ctx.call;
  const reply = await ctx.workspace.engine.call('cognito-identity', operation, input, {
    caller: { kind: 'anonymous' },
    door: 'in-process',
    region,
  });
  if (reply.ok) return reply.output;
  const { code, message, reason } = reply.fault;
  return ctx.refuse('InvalidParameterException', `${operation}: ${code}: ${message}`, reason);
}
