import type { AwsService } from './aws/models.ts';
import type { Service } from './contract.ts';

/** AWS's services that the engine speaks. */
export const AWS_SERVICES = [
  'cognito-idp',
  'cognito-identity',
  'iam',
  'sts',
  's3',
] as const satisfies readonly AwsService[];

const names = [...AWS_SERVICES, 'poolkeeper'] as const;

/** Nothing but names: a service of the contract that is missing above does not compile. */
type Unlisted = Exclude<Service, (typeof names)[number]>;

/** Every service of the contract; `poolkeeper` holds our own operations. */
export const SERVICES: [Unlisted] extends [never] ? readonly Service[] : Unlisted = names;

/** Whether a text from outside names a service of the contract. */
export const isService = (name: string): name is Service => SERVICES.some((service) => service === name);
