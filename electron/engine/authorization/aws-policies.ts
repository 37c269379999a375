import { policyArn } from '../../../shared/aws/arn.ts';
import managed from '../../../shared/aws/model/managed-policies.json' with { type: 'json' };
import type { PolicyText } from '../store/access-records.ts';

type Published = {
  readonly version: string;
  readonly created: string;
  readonly updated: string;
  readonly document: object;
};

/** AWS's own managed policy as AWS last published it; times are epoch milliseconds. */
export type AwsPolicy = PolicyText & {
  readonly arn: string;
  readonly path: string;
  /** The number of its default version. Earlier versions are not known. */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/**
 * The policies of AWS that identity work meets, by the part of the ARN after `policy/`.
 *
 * Documents, versions and times are what IAM's GetPolicyVersion answered in April 2026, taken over from the
 * collection in moto 5.2.1 (Apache License 2.0). They are facts about AWS: never edited by hand.
 */
const PUBLISHED = managed as Readonly<Record<string, Published>>;
const PREFIX = policyArn({ account: 'aws', name: '' });
const read = new Map<string, AwsPolicy>();

/** One of AWS's own managed policies by its ARN, `arn:aws:iam::aws:policy/PATH/NAME`. */
export function awsPolicy(arn: string): AwsPolicy | undefined {
  const known = read.get(arn);
  if (known !== undefined) return known;
  const place = arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : '';
  const published = Object.hasOwn(PUBLISHED, place) ? PUBLISHED[place] : undefined;
  if (published === undefined) return undefined;
  const cut = place.lastIndexOf('/') + 1;
  const policy: AwsPolicy = {
    arn,
    name: place.slice(cut),
    path: `/${place.slice(0, cut)}`,
    version: Number(published.version.slice(1)),
    createdAt: Date.parse(published.created),
    updatedAt: Date.parse(published.updated),
    document: JSON.stringify(published.document, null, 2),
  };
  read.set(arn, policy);
  return policy;
}

/** The ARNs of AWS's own managed policies that the engine knows, in order. */
export const awsPolicyArns: readonly string[] = Object.keys(PUBLISHED)
  .map((place) => `${PREFIX}${place}`)
  .toSorted();
