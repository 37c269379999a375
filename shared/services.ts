import type { Service } from './contract.ts';

/** The services by name; one that is missing here does not compile. */
const NAMED = {
  'cognito-idp': true,
  'cognito-identity': true,
  iam: true,
  sts: true,
  s3: true,
  poolkeeper: true,
} as const satisfies Readonly<Record<Service, true>>;

/** Whether a text from outside names a service of the contract. */
export const isService = (name: string): name is Service => Object.hasOwn(NAMED, name);
