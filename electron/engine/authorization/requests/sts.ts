import { federatedUserArn } from '../../../../shared/aws/arn.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { text, type Input, type Needed } from './needed.ts';
import { requestTags } from './tags.ts';

/** What an operation of STS needs; AssumeRole is decided with the role's trust policy, and not here. */
export function stsRequests({ call }: Ctx, input: Input): Needed[] {
  const action = `sts:${call.operation}`;
  if (call.operation === 'GetFederationToken') {
    const resource = federatedUserArn(call.account, text(input['Name']) ?? '');
    const context = requestTags(input) ?? {};
    const request: Needed = { action, resource, context };
    return Object.keys(context).length === 0 ? [request] : [request, { ...request, action: 'sts:TagSession' }];
  }
  const role = text(input['RoleArn']) ?? text(input['TargetPrincipal']);
  // A refusal of the others names no resource.
  return [role === undefined ? { action, resource: '*', shown: '' } : { action, resource: role }];
}
