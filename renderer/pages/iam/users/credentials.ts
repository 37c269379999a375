import type { Where } from '../../../client/where.ts';

/** A key with its secret, as it is known once. */
export type NewKey = { readonly id: string; readonly secret: string };

/** What stands for a secret that is no longer known. */
export const SECRET = 'THE_SECRET_THAT_WAS_SHOWN_ONCE';

/** The file that IAM's console gives for a new key. */
export const csvOf = ({ id, secret }: NewKey): string => `Access key ID,Secret access key\r\n${id},${secret}\r\n`;

/** Environment variables that SDKs and the AWS CLI read. */
export const envOf = ({ id, secret }: NewKey, { endpoint, region }: Where): string =>
  [
    `AWS_ACCESS_KEY_ID=${id}`,
    `AWS_SECRET_ACCESS_KEY=${secret}`,
    `AWS_REGION=${region}`,
    `AWS_ENDPOINT_URL=${endpoint}`,
    '',
  ].join('\n');

/** A profile of the AWS CLI, for `~/.aws/config`: credentials may stand there too. */
export const profileOf = (name: string, { id, secret }: NewKey, { endpoint, region }: Where): string =>
  [
    `[profile ${profileName(name)}]`,
    `aws_access_key_id = ${id}`,
    `aws_secret_access_key = ${secret}`,
    `region = ${region}`,
    `endpoint_url = ${endpoint}`,
    '',
  ].join('\n');

/** A name that needs no quotes in a shell. */
export const profileName = (userName: string): string => `poolkeeper-${userName.replace(/[^\w.-]/g, '-')}`;
