import type { UserPoolClientType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Sql } from './store.ts';

export type ClientSettings = Omit<
  UserPoolClientType,
  'ClientId' | 'ClientName' | 'UserPoolId' | 'ClientSecret' | 'CreationDate' | 'LastModifiedDate'
>;

/** An app client. `secrets` are all active secrets, oldest first; empty for a public client. */
export type Client = {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly settings: ClientSettings;
  readonly secrets: readonly string[];
  readonly createdAt: number;
  readonly modifiedAt: number;
};
