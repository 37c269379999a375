import { bucketOf } from '../../../shared/aws/arn.ts';
import type { AccessCall, AccessChange } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession } from '../store/access-records.ts';
import { layerWords } from '../policy/evaluate/evaluate.ts';
import type { PolicyInForce } from './policies.ts';
import { extended, pretty, type Written } from './statements.ts';

/** What is to be changed where. */
type Edit = {
  readonly what: 'add' | 'remove';
  readonly layer: 'identity' | 'boundary' | 'session' | 'resource';
  readonly place: PolicyInForce;
  readonly statement: Written;
  /** The document afterwards; absent where nothing would be left of it. */
  readonly after: string | undefined;
  /** The role or user whose policy it is. */
  readonly ownerId?: string;
};

/** A change of a policy that stands somewhere, with the calls that make it. */
export function changeOf(ctx: Ctx, { what, layer, place, statement, after, ownerId }: Edit): AccessChange {
  const calls = callsOf(ctx, place, after, ownerId);
  const others = place.arn === undefined ? 0 : ctx.store.access.attachmentCount(place.arn);
  const shared = others > 1 ? `, which ${others} roles and users have` : '';
  const fixed = calls === undefined && place.kind === 'managed' ? ', which belongs to AWS and cannot be edited' : '';
  return {
    what,
    layer,
    where: `the ${layerWords[layer]} "${place.name}"${shared}${fixed}`,
    ...(place.link === undefined ? {} : { link: place.link }),
    statement,
    ...(calls === undefined ? {} : { calls }),
    before: pretty(JSON.parse(place.document)),
    ...(after === undefined ? {} : { after }),
  };
}

/** The calls that give a policy another document, or take it away. */
function callsOf(
  { store }: Ctx,
  { kind, name, arn, link }: PolicyInForce,
  after: string | undefined,
  ownerId: string | undefined,
): readonly AccessCall[] | undefined {
  const iam = (operation: string, input: AccessCall['input']): AccessCall[] => [{ service: 'iam', operation, input }];
  const owner = ownerCall(store, ownerId);
  switch (kind) {
    case 'inline':
      if (owner === undefined) return undefined;
      return after === undefined
        ? iam(`Delete${owner.kind}Policy`, { ...owner.named, PolicyName: name })
        : iam(`Put${owner.kind}Policy`, { ...owner.named, PolicyName: name, PolicyDocument: after });
    case 'managed':
      if (arn === undefined) return undefined;
      if (after === undefined)
        return owner === undefined ? undefined : iam(`Detach${owner.kind}Policy`, { ...owner.named, PolicyArn: arn });
      return store.access.policy(arn) === undefined
        ? undefined
        : iam('CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: after, SetAsDefault: true });
    case 'bucket':
      return [
        {
          service: 's3',
          operation: after === undefined ? 'DeleteBucketPolicy' : 'PutBucketPolicy',
          input: { Bucket: link?.id ?? '', ...(after === undefined ? {} : { Policy: after }) },
        },
      ];
    default:
      return undefined;
  }
}

/** How calls name the role or user of an id. */
function ownerCall({ access }: Ctx['store'], id: string | undefined) {
  if (id === undefined) return undefined;
  const role = access.roleById(id);
  if (role !== undefined) return { kind: 'Role' as const, named: { RoleName: role.name }, name: role.name };
  const user = access.userById(id);
  return user === undefined ? undefined : { kind: 'User' as const, named: { UserName: user.name }, name: user.name };
}

/** A new inline policy of the role or user who asks, of one statement. */
export function inlineChange(
  { store }: Ctx,
  session: AccessSession | undefined,
  there: readonly PolicyInForce[],
  statement: Written,
): { readonly change: AccessChange; readonly place: PolicyInForce } | undefined {
  const owner = ownerCall(store, session?.roleId);
  if (owner === undefined) return undefined;
  const document = extended(undefined, statement);
  const name = freeName(`${String(statement['Effect'])}-${String(statement['Action']).replace(':', '-')}`, there);
  return {
    change: {
      what: 'add',
      layer: 'identity',
      where: `a new inline policy of the ${owner.kind.toLowerCase()} ${owner.name}`,
      link: { kind: owner.kind === 'Role' ? 'role' : 'iam-user', id: owner.name, text: owner.name },
      statement,
      calls: [
        {
          service: 'iam',
          operation: `Put${owner.kind}Policy`,
          input: { ...owner.named, PolicyName: name, PolicyDocument: document },
        },
      ],
      after: document,
    },
    place: { name, kind: 'inline', document },
  };
}

/** A name that no inline policy has yet. */
function freeName(wanted: string, there: readonly PolicyInForce[]): string {
  const taken = new Set(there.filter(({ kind }) => kind === 'inline').map(({ name }) => name.toLowerCase()));
  const name = wanted.slice(0, 120);
  if (!taken.has(name.toLowerCase())) return name;
  const number = Array.from(taken, (_, at) => at + 2).find((at) => !taken.has(`${name}-${at}`.toLowerCase()));
  return `${name}-${number}`;
}

/** One statement more in the policy of the bucket that an ARN is of; nothing where there is no such bucket. */
export function bucketChange(
  ctx: Ctx,
  resource: string,
  place: PolicyInForce | undefined,
  statement: Written,
): { readonly change: AccessChange; readonly place: PolicyInForce } | undefined {
  const bucket = bucketOf(resource);
  if (bucket === undefined || ctx.store.resources.bucket(bucket) === undefined) return undefined;
  const document = extended(place?.document, statement);
  return {
    change: {
      what: 'add',
      layer: 'resource',
      where: `the policy of the bucket ${bucket}`,
      link: { kind: 'bucket', id: bucket, text: bucket },
      statement,
      calls: [{ service: 's3', operation: 'PutBucketPolicy', input: { Bucket: bucket, Policy: document } }],
      ...(place === undefined ? {} : { before: pretty(JSON.parse(place.document)) }),
      after: document,
    },
    place: { name: `bucket policy of ${bucket}`, kind: 'bucket', document },
  };
}
