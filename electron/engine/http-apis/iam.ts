import { apiArn, rootArn } from '../../../shared/aws/arn.ts';
import { denialOf } from '../authorization/permission.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { ApiStep, InFlight } from './flow.ts';
import { forbidden } from './refusals.ts';

/**
 * What IAM checks of a request: the signature is right, and the caller's policies allow `execute-api:Invoke` on
 * `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export const IAM_STEPS: readonly ApiStep[] = [
  ['signature', 'SigV4 for execute-api', checkSignature],
  ['permission to call', 'execute-api:Invoke', checkPermission],
];

function checkSignature({ request }: InFlight, ctx: Ctx): void {
  const { caller } = ctx.call;
  if (request.SignatureProblem !== undefined) forbidden(request.SignatureProblem);
  if (caller.kind === 'anonymous') forbidden('The request carries no signature.');
  if (caller.kind === 'unknown-key' && ctx.workspace.settings.strict)
    forbidden(`The access key ${caller.accessKeyId} was not issued by this workspace.`);
  ctx.note(
    caller.kind === 'session'
      ? `Signed by ${caller.arn}.`
      : caller.kind === 'root'
        ? 'The console calls as the account root.'
        : 'An access key that Poolkeeper does not know acts as the account root; strict mode would refuse it.',
  );
}

function checkPermission(state: InFlight, ctx: Ctx): void {
  const { account, region } = ctx.call;
  const { Name, Method, Path } = state.request;
  const resource = apiArn({ region, account }, Name, `$default/${Method}${Path}`);
  const denial = denialOf(ctx, 'sts', { action: 'execute-api:Invoke', resource });
  if (denial !== undefined) forbidden(denial.reason ?? denial.message);
  state.authorizer = { iam: identityOf(ctx) };
}

/** `requestContext.authorizer.iam` of payload format 2.0. */
function identityOf(ctx: Ctx): object {
  const { caller, account } = ctx.call;
  const session = caller.kind === 'session' ? ctx.store.access.session(caller.accessKeyId) : undefined;
  return {
    accessKey: 'accessKeyId' in caller ? caller.accessKeyId : null,
    accountId: account,
    callerId: session?.details.userId ?? account,
    cognitoIdentity: cognitoIdentityOf(session?.details.context),
    principalOrgId: null,
    userArn: session?.arn ?? rootArn(account),
    userId: session?.details.userId ?? account,
  };
}

const PROVIDER = 'cognito-identity.amazonaws.com';

function cognitoIdentityOf(context: Readonly<Record<string, unknown>> | undefined): object | null {
  const identityId = context?.[`${PROVIDER}:sub`];
  return identityId === undefined
    ? null
    : { amr: context?.[`${PROVIDER}:amr`] ?? [], identityId, identityPoolId: context?.[`${PROVIDER}:aud`] };
}
