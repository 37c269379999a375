/**
 * Amazon Resource Names: written and read here and nowhere else.
 *
 * `arn:partition:service:region:account:resource`; the resource holds all further colons and slashes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/** Where a regional resource stands. `account` is twelve digits. */
export type Place = { readonly region: string; readonly account: string };

/** The parts of an ARN. Region and account are empty where the service's ARNs have none. */
type Arn = Place & {
  readonly partition: string;
  readonly service: string;
  /** All after the fifth colon: `role/app/premium`, `function:pre-sign-up`, `bucket/key`. */
  readonly resource: string;
};

/** The partition of a region. Every region of a workspace is in `aws`: the local ARNs of all regions read alike. */
const partitionOf = (_region: string): string => 'aws';

/** The ARN of a resource; region and account are left empty unless they are given. */
export function arnOf(service: string, resource: string, { region = '', account = '' }: Partial<Place> = {}): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

/** The parts of an ARN, or undefined for any other text. Whether the resource exists is another question. */
export function parseArn(text: string): Arn | undefined {
  const [scheme, partition, service, region, account, ...resource] = text.split(':');
  if (scheme !== 'arn' || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}

/** The name at the end of an ARN's path: `arn:aws:iam::000000000000:role/app/premium` → `premium`; other text as it is. */
export const resourceName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** The region in which a pool stands, by its id: `us-east-1_a1B2c3D4e` or `us-east-1:UUID`. */
export const poolRegion = (poolId: string): string => poolId.split(/[_:]/, 1)[0] ?? '';

/** The ARN of a user pool. */
export const userPoolArn = (place: Place, id: string): string => arnOf('cognito-idp', `userpool/${id}`, place);

/** The ARN of an identity pool. */
export const identityPoolArn = (place: Place, id: string): string =>
  arnOf('cognito-identity', `identitypool/${id}`, place);

/** What IAM keeps under a path, which begins and ends with a slash and is `/` where none is given. */
type Named = { readonly account: string; readonly name: string; readonly path?: string };

/** The ARN of a role. */
export const roleArn = ({ account, name, path = '/' }: Named): string =>
  arnOf('iam', `role${path}${name}`, { account });

/** The ARN of an IAM user. */
export const iamUserArn = ({ account, name, path = '/' }: Named): string =>
  arnOf('iam', `user${path}${name}`, { account });

/** The ARN of a managed policy; `aws` as account for AWS's own. */
export const policyArn = ({ account, name, path = '/' }: Named): string =>
  arnOf('iam', `policy${path}${name}`, { account });

/** Whether an ARN names one of AWS's own managed policies. */
export const isAwsPolicy = (arn: string): boolean => arn.startsWith(policyArn({ account: 'aws', name: '' }));

/** Account, type (`role`, `user`, `group`, `policy`) and name of what IAM keeps under a path; undefined for other ARNs. */
export function parseIamArn(text: string): (Pick<Named, 'account' | 'name'> & { readonly type: string }) | undefined {
  const { partition, service, region, account = '', resource = '' } = parseArn(text) ?? {};
  if (partition !== partitionOf('') || service !== 'iam' || region !== '' || !/^\d{12}$/.test(account))
    return undefined;
  const [, type, name] = /^(role|user|group|policy)\/(?:.*\/)?([^/]+)$/.exec(resource) ?? [];
  return type === undefined || name === undefined ? undefined : { account, type, name };
}

/** The ARN of an OpenID Connect provider. `url` is the issuer without its scheme. */
export const oidcProviderArn = (account: string, url: string): string =>
  arnOf('iam', `oidc-provider/${url}`, { account });

/** The ARN of a SAML provider. */
export const samlProviderArn = (account: string, name: string): string =>
  arnOf('iam', `saml-provider/${name}`, { account });

/** The account's root user; as a principal of a policy, the account itself. */
export const rootArn = (account: string): string => arnOf('iam', 'root', { account });

/** A session of a role. Its ARN has the role's name and not its path. */
export const assumedRoleArn = (account: string, role: string, session: string): string =>
  arnOf('sts', `assumed-role/${role}/${session}`, { account });

/** A session that `GetFederationToken` made. */
export const federatedUserArn = (account: string, name: string): string =>
  arnOf('sts', `federated-user/${name}`, { account });

/** The ARN of a bucket. */
export const bucketArn = (bucket: string): string => arnOf('s3', bucket);

/** The ARN of an object; `key` may be a pattern: `public/*`. */
export const objectArn = (bucket: string, key: string): string => arnOf('s3', `${bucket}/${key}`);

/** The bucket that an ARN is of, as its own, that of an object, or a pattern of objects: `arn:aws:s3:::photos/*`. */
export function bucketOf(arn: string): string | undefined {
  const prefix = bucketArn('');
  return arn.startsWith(prefix) ? /^[^/*]+/.exec(arn.slice(prefix.length))?.[0] : undefined;
}

/** The ARN of a Lambda function. */
export const functionArn = (place: Place, name: string): string => arnOf('lambda', `function:${name}`, place);

/** A request to an HTTP API: `rest` is `STAGE/METHOD/PATH`, of which each part may be a pattern. */
export const apiArn = (place: Place, api: string, rest: string): string =>
  arnOf('execute-api', `${api}/${rest}`, place);

/** The ARN of a KMS key. */
export const keyArn = (place: Place, id: string): string => arnOf('kms', `key/${id}`, place);
