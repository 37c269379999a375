import type { Sql } from './store.ts';

export type Group = {
  readonly poolId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly precedence: number | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
};
