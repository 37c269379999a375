import type {
  CreateUserPoolRequest,
  UpdateUserPoolRequest,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import type { Fault } from '../../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

export const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:it';
export const SMS = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'x' };

/** An engine with what the tests of pools do in short. */
export type PoolEngine = TestEngine & {
  /** Creates a pool, and gives its ID. */
  create(input?: Partial<CreateUserPoolRequest>): Promise<string>;
  refusedCreate(input: Partial<CreateUserPoolRequest>): Promise<Fault>;
  describePool(id: string): Promise<UserPoolType>;
  update(id: string, input?: Partial<UpdateUserPoolRequest>): Promise<unknown>;
  refusedUpdate(id: string, input: Partial<UpdateUserPoolRequest>): Promise<Fault>;
};

/** An engine without pools, on the first of November 2026. Its pools share two keys, which take long to make. */
export async function startPools(): Promise<PoolEngine> {
  const engine = await startEngine({ now: Date.UTC(2026, 10, 1), keys: 2 });
  const { call, refused } = engine;
  return {
    ...engine,
    create: async (input) => {
      const { UserPool } = await call('cognito-idp', 'CreateUserPool', { PoolName: 'streaming', ...input });
      return UserPool?.Id ?? '';
    },
    refusedCreate: (input) => refused('cognito-idp', 'CreateUserPool', { PoolName: 'streaming', ...input }),
    describePool: async (UserPoolId) => (await call('cognito-idp', 'DescribeUserPool', { UserPoolId })).UserPool ?? {},
    update: (UserPoolId, input) => call('cognito-idp', 'UpdateUserPool', { UserPoolId, ...input }),
    refusedUpdate: (UserPoolId, input) => refused('cognito-idp', 'UpdateUserPool', { UserPoolId, ...input }),
  };
}
