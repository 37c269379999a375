import type { UserPoolType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

/** What AWS stores of a pool and returns: everything but identity, dates and counts. */
export type PoolSettings = Omit<
  UserPoolType,
  'Id' | 'Name' | 'Arn' | 'CreationDate' | 'LastModifiedDate' | 'EstimatedNumberOfUsers' | 'Status' | 'Domain' | 'CustomDomain'
>;

/** A user pool as the engine knows it. Times are epoch milliseconds. */
export type Pool = {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly settings: PoolSettings;
  readonly userCount: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
};
