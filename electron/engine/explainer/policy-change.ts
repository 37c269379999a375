import type { AccessChange, WhatIf } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import { layerWords, type Explanation, type LayerName } from '../policy/evaluate/evaluate.ts';
import { decideWith, type Asked } from './principal.ts';
import { bucketChange, changeOf, inlineChange } from './places.ts';
import { writtenStatements, type PolicyInForce, type PoliciesInForce } from './policies.ts';
import { exactStatement, extended, isExact, replaced, without, type Written } from './statements.ts';

/** Each round mends one layer or takes one denial away; no request has more in its way. */
const MAX_ROUNDS = 20;

type Step = { readonly change: AccessChange; readonly inForce: PoliciesInForce; readonly note?: string };

/**
 * Finds which policies to change so that a refused request is allowed: the statements to add, the denials to take
 * away. Each is the smallest there is, and the list is given only if the request, decided again with all of it, is
 * allowed.
 */
export function grantingChanges(ctx: Ctx, asked: Asked): WhatIf {
  const changes: AccessChange[] = [];
  const notes: string[] = [];
  let { inForce } = asked;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const explanation = decideWith(asked, inForce);
    if (explanation.decision === 'allowed')
      return { changes, why: ['With this the request is allowed: it was decided again.', ...notes].join(' ') };
    if (explanation.layer === 'session') return { changes: [], why: sessionWords(explanation, asked) };
    const step =
      explanation.deciding === undefined
        ? added(ctx, asked, inForce, explanation.layer)
        : lifted(ctx, asked, inForce, explanation);
    if (step === undefined) break;
    changes.push(step.change);
    if (step.note !== undefined) notes.push(step.note);
    inForce = step.inForce;
  }
  return { changes: [], why: 'No change of a policy here grants this request.' };
}

/** The session policy that stands in the way: no policy of the account reaches beyond it. */
function sessionWords({ layers, deciding }: Explanation, { session }: Asked): string {
  const name =
    deciding?.policy ??
    layers.find(({ layer, says }) => layer === 'session' && says !== 'allow')?.policies[0]?.name ??
    'session policy';
  return session?.details.provider === 'cognito-identity.amazonaws.com'
    ? `The session policy "${name}" comes with the credentials: identity pools give it to everyone of this kind, and no policy of yours reaches beyond it.`
    : `The session policy "${name}" was given when the credentials were asked for; only new credentials can have another.`;
}

/** One statement for the layer that does not allow. */
function added(ctx: Ctx, asked: Asked, inForce: PoliciesInForce, layer: LayerName): Step | undefined {
  const statement = exactStatement('Allow', asked.request);
  if (layer === 'resource') return openedToAll(ctx, asked, inForce);
  if (layer !== 'boundary') return ownInline(ctx, asked, inForce, statement);
  const [place] = inForce.boundary ?? [];
  if (place === undefined || place.document === '') return undefined;
  const after = extended(place.document, statement);
  return {
    change: changeOf(ctx, { what: 'add', layer, place, statement, after, ...ownerOf(asked) }),
    inForce: { ...inForce, boundary: [{ ...place, document: after }] },
  };
}

/** Only the bucket's own policy lets everyone in. */
function openedToAll(ctx: Ctx, { request }: Asked, inForce: PoliciesInForce): Step | undefined {
  const { Effect, ...rest } = exactStatement('Allow', request);
  const statement: Written = { Effect, Principal: '*', ...rest };
  const change = bucketChange(ctx, request.resource, inForce.resource?.[0], statement);
  return change === undefined
    ? undefined
    : {
        change: change.change,
        inForce: { ...inForce, resource: [change.place] },
        note: 'It opens this to everyone.',
      };
}

function ownInline(ctx: Ctx, asked: Asked, inForce: PoliciesInForce, statement: Written): Step | undefined {
  const made = inlineChange(ctx, asked.session, inForce.identity, statement);
  return made === undefined
    ? undefined
    : { change: made.change, inForce: { ...inForce, identity: [...inForce.identity, made.place] } };
}

const ownerOf = ({ session }: Asked) => (session === undefined ? {} : { ownerId: session.roleId });

/** Where the statement that decided stands. */
function decidingPlace(
  { layers, deciding }: Explanation,
  inForce: PoliciesInForce,
):
  | { readonly layer: LayerName; readonly at: number; readonly place: PolicyInForce; readonly index: number }
  | undefined {
  if (deciding === undefined || deciding.layer === 'session') return undefined;
  const { layer, policy: name, index } = deciding;
  const policies = layers.find((one) => one.layer === layer)?.policies ?? [];
  // A managed policy may have the name of an inline one: the one whose statement applies is meant.
  const at = policies.findIndex(
    (policy) =>
      policy.name === name && policy.statements.some((statement) => statement.index === index && statement.applies),
  );
  const place = inForce[layer]?.[at];
  return place === undefined ? undefined : { layer, at, place, index };
}

/** Takes this request out of the denial that decided, or the whole denial where it cannot be narrowed. */
function lifted(ctx: Ctx, asked: Asked, inForce: PoliciesInForce, explanation: Explanation): Step | undefined {
  const found = decidingPlace(explanation, inForce);
  if (found === undefined || found.layer === 'session') return undefined;
  const { layer, at, place, index } = found;
  const statement = writtenStatements(place)[index];
  if (statement === undefined) return undefined;
  const rest = without(statement, asked.request);
  const left = replaced(place.document, index, rest);
  // Who has a boundary keeps it, and a policy needs a statement: the one that the boundary would lack next.
  const refilled = layer === 'boundary' && left === undefined;
  const after = refilled ? extended(undefined, exactStatement('Allow', asked.request)) : left;
  const wide = rest.length === 0 && !isExact(statement, asked.request);
  const notes = [
    ...(wide
      ? [
          `The ${layerWords[layer]} "${place.name}" denies more than this request there; removing the statement lifts that too.`,
        ]
      : []),
    ...(refilled ? ['In its place the boundary allows this request: no policy is without a statement.'] : []),
  ];
  return {
    change: changeOf(ctx, { what: 'remove', layer, place, statement, after, ...ownerOf(asked) }),
    inForce: {
      ...inForce,
      [layer]: (inForce[layer] ?? []).map((one, position) =>
        position === at ? { ...one, document: after ?? '' } : one,
      ),
    },
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  };
}

/**
 * Finds what would deny an allowed request: taking away the only statement that allows it, where that allows nothing
 * else, or a denial of exactly this. The smaller first; each was decided again.
 */
export function denyingChanges(ctx: Ctx, asked: Asked, explanation: Explanation): readonly WhatIf[] {
  const removal = onlyAllowance(ctx, asked, explanation);
  const denial = exactDenial(ctx, asked);
  const whatIfs = [
    ...(removal === undefined ? [] : [{ ...removal, exact: removal.exact }]),
    ...(denial === undefined ? [] : [{ ...denial, exact: true }]),
  ];
  return whatIfs
    .filter(({ inForce }) => decideWith(asked, inForce).decision !== 'allowed')
    .sort((one, other) => Number(other.exact) - Number(one.exact))
    .map(({ change, note }) => ({
      changes: [change],
      why: ['With this the request is denied: it was decided again.', ...(note === undefined ? [] : [note])].join(' '),
    }));
}

/** The statement without which nothing allows the request. */
function onlyAllowance(
  ctx: Ctx,
  asked: Asked,
  explanation: Explanation,
): (Step & { readonly exact: boolean }) | undefined {
  const found = decidingPlace(explanation, asked.inForce);
  if (found === undefined) return undefined;
  const statement = writtenStatements(found.place)[found.index];
  if (statement === undefined) return undefined;
  const { layer, at, place, index } = found;
  const after = replaced(place.document, index, []);
  const exact = isExact(statement, asked.request);
  const inForce = {
    ...asked.inForce,
    [layer]: (asked.inForce[layer as 'identity'] ?? []).map((one, position) =>
      position === at ? { ...one, document: after ?? '' } : one,
    ),
  };
  return {
    change: changeOf(ctx, { what: 'remove', layer: layer as 'identity', place, statement, after, ...ownerOf(asked) }),
    inForce,
    exact,
    ...(exact ? {} : { note: 'The statement allows more than this request; that goes too.' }),
  };
}

function exactDenial(ctx: Ctx, asked: Asked): Step | undefined {
  const statement = exactStatement('Deny', asked.request);
  if (asked.session !== undefined) return ownInline(ctx, asked, asked.inForce, statement);
  const { Effect, ...rest } = statement;
  const change = bucketChange(ctx, asked.request.resource, asked.inForce.resource?.[0], {
    Effect,
    Principal: '*',
    ...rest,
  });
  return change === undefined
    ? undefined
    : {
        change: change.change,
        inForce: { ...asked.inForce, resource: [change.place] },
        note: 'It denies this to everyone, those of the account too.',
      };
}
