import { expect } from 'vitest';
import type { CreateUserPoolClientRequest, CreateUserPoolRequest } from '../../../shared/aws/types/cognito-idp.ts';
import { violations } from '../../../shared/aws/validate.ts';
import type { CallContext, Fault, Input, OperationName, Output } from '../../../shared/contract.ts';
import { PASSWORD, stage, type Stage } from '../../support/signed-in.ts';

export { PASSWORD };

/** A standard attribute whose name is longer than the contract lets new ones be. */
const AS_AT_AWS = /schemaAttributes\.\d+\.member\.name: Member must have length/;
const IDP = 'cognito-idp';
type Op = OperationName<'cognito-idp'>;

/** A pool, a client and the user alice; every answer is held against its contract. */
export type Catalog = Stage & {
  idp<O extends Op>(
    operation: O,
    input: Input<'cognito-idp', O>,
    context?: Partial<CallContext>,
  ): Promise<Output<'cognito-idp', O>>;
  no(operation: Op, input: unknown, context?: Partial<CallContext>): Promise<Fault>;
  domain(name?: string): Promise<void>;
};

export async function catalog(
  options: {
    pool?: Partial<CreateUserPoolRequest>;
    client?: Partial<CreateUserPoolClientRequest>;
    now?: number;
    attributes?: Record<string, string>;
  } = {},
): Promise<Catalog> {
  const world = await stage(options);
  return {
    ...world,
    idp: async (operation, input, context) => {
      const output = await world.call(IDP, operation, input, context);
      const found = violations(IDP, operation, JSON.parse(JSON.stringify(output ?? {})));
      expect(
        found.filter((one) => !AS_AT_AWS.test(one)),
        operation,
      ).toEqual([]);
      return output;
    },
    no: (operation, input, context) => world.refused(IDP, operation, input, context),
    domain: async (Domain = 'streaming') => {
      await world.call(IDP, 'CreateUserPoolDomain', { UserPoolId: world.poolId, Domain });
    },
  };
}

/** Threat protection switched on. */
export const PROTECTED: Partial<CreateUserPoolRequest> = {
  UserPoolTier: 'PLUS',
  UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
};
