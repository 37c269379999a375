/**
 * What a policy says that is probably not meant. None of this is AWS's: IAM takes such policies.
 *
 * Reads the plain JSON, so that advice is given beside errors too. Nothing is said of services that the data does
 * not hold.
 */
import { isObject } from '../../../../shared/json.ts';
import { matchingActions, type AuthorizationData, type KnownAction } from '../../../../shared/aws/authorization.ts';
import type { DocumentKind } from '../evaluate/policy.ts';
import { canMatch, templateText } from './arn-templates.ts';
import { conditionWarnings, variableWarnings } from './condition-warnings.ts';
import { nearest } from './hints.ts';
import { listOf, lookAt, type Entry, type Json, type Looked, type Warning } from './lint.ts';

const COGNITO = 'cognito-identity.amazonaws.com';

/** Everything to warn of in a document that is JSON. */
export function warningsOf(document: unknown, kind: DocumentKind, data: AuthorizationData): Warning[] {
  if (!isObject(document)) return [];
  const listed = document['Statement'];
  const statements = (Array.isArray(listed) ? (listed as unknown[]) : [listed]).flatMap((json, index) =>
    isObject(json) ? [lookAt(json, `Statement[${index}]`, kind, data)] : [],
  );
  return [
    ...versionWarnings(document),
    ...statements.flatMap((statement) => [
      ...actionWarnings(statement),
      ...negationWarnings(statement),
      ...breadthWarnings(statement),
      ...resourceWarnings(statement),
      ...conditionWarnings(statement),
      ...variableWarnings(statement, document['Version']),
      ...trustWarnings(statement),
    ]),
  ];
}

function versionWarnings(document: Json): Warning[] {
  const version = document['Version'];
  if (version !== undefined && version !== '2008-10-17') return [];
  const uses = JSON.stringify(document['Statement'] ?? '').includes('${');
  if (uses)
    return [
      {
        path: version === undefined ? '' : 'Version',
        message: 'Policy variables are ordinary text in this version of the language.',
        reason: 'Write "Version": "2012-10-17".',
      },
    ];
  return version === undefined
    ? [
        {
          path: '',
          message: 'The document names no version: 2008-10-17 is assumed.',
          reason: 'Policy variables need "Version": "2012-10-17".',
        },
      ]
    : [];
}

/** Actions that do not exist. */
function actionWarnings({ entries, data, kind }: Looked): Warning[] {
  return entries
    .flatMap(({ path, text, actions }): Warning[] => {
      if (actions === undefined) return unknownService(text, path, data);
      if (actions.length > 0) return [];
      const [prefix = '', action = ''] = text.split(':');
      const all = matchingActions(data, `${prefix}:*`) ?? [];
      const meant = nearest(
        action,
        all.map(({ id }) => id.slice(id.indexOf(':') + 1)),
      );
      return [
        {
          path,
          message: `${all[0]?.serviceName ?? prefix} has no action ${action}.`,
          ...(meant === undefined ? {} : { reason: `Is ${prefix}:${meant} meant?` }),
        },
      ];
    })
    .concat(kind === 'trust' ? [] : roleTaking(entries));
}

/** A prefix one or two letters from a known one; of other unknown prefixes nothing is known. */
function unknownService(text: string, path: string, data: AuthorizationData): Warning[] {
  const colon = text.indexOf(':');
  if (colon < 1) return [];
  const prefix = text.slice(0, colon);
  const meant = prefix.length < 4 ? undefined : nearest(prefix, Object.keys(data));
  if (meant === undefined) return [];
  return [{ path, message: `${prefix} is not the prefix of a known service.`, reason: `Is ${meant} meant?` }];
}

/** A role is taken with a web identity by its trust policy alone. */
const roleTaking = (entries: readonly Entry[]): Warning[] =>
  entries
    .filter(({ text }) => /^sts:AssumeRoleWith(WebIdentity|SAML)$/i.test(text))
    .map(({ path, text }) => ({
      path,
      message: `${text} is decided by the trust policy of the role alone.`,
      reason: 'Who calls it has no credentials yet, so no policy of an identity is asked.',
    }));

function negationWarnings({ json, path }: Looked): Warning[] {
  if (json['Effect'] !== 'Allow') return [];
  const said: Warning[] = [];
  if (json['NotAction'] !== undefined)
    said.push({
      path: `${path}.NotAction`,
      message: 'Allow with NotAction allows every action that is not listed, of every service, also of those to come.',
      reason: 'List what is allowed in Action, or use NotAction with Deny.',
    });
  if (json['NotResource'] !== undefined)
    said.push({
      path: `${path}.NotResource`,
      message: 'Allow with NotResource allows the actions on every resource that is not listed.',
      reason: 'List the resources in Resource, or use NotResource with Deny.',
    });
  return said;
}

function breadthWarnings({ json, path, entries, kind }: Looked): Warning[] {
  if (json['Effect'] !== 'Allow' || json['Condition'] !== undefined || kind === 'trust') return [];
  const everywhere = listOf(json['Resource']).includes('*');
  const all = entries.find(({ text }) => text === '*' || text === '*:*');
  if (all !== undefined)
    return [
      everywhere
        ? { path: all.path, message: 'Allows every action on every resource: its holder is an administrator.' }
        : { path: all.path, message: 'Allows every action of every service.' },
    ];
  const iam = entries.find(({ text }) => /^iam:(\*|Put\w*\*|Attach\w*\*)$/i.test(text));
  if (iam !== undefined && everywhere)
    return [{ path: iam.path, message: 'Whoever may change policies of every role can give themselves everything.' }];
  const open = kind === 'resource' && principalIsEveryone(json['Principal']) && everywhere;
  return open
    ? [{ path: `${path}.Principal`, message: 'Everyone may do this to everything that the policy is about.' }]
    : [];
}

/** Resources that no action of the statement acts on, and actions that none of the resources suits. */
function resourceWarnings({ json, path, entries, kind }: Looked): Warning[] {
  const resources = listOf(json['Resource']);
  if (kind === 'trust' || entries.length === 0 || resources.length === 0 || resources.includes('*')) return [];
  if (entries.some(({ actions }) => actions === undefined || actions.length === 0)) return [];
  const actions = entries.flatMap((entry) => entry.actions ?? []);
  const suits = (action: KnownAction, resource: string): boolean =>
    action.resources.some(({ arn }) => canMatch(arn, resource));
  const idle = resources.flatMap((resource, index): Warning[] =>
    resource.startsWith('arn:') && !actions.some((action) => suits(action, resource))
      ? [
          {
            path: `${path}.Resource[${index}]`,
            message: 'No action of the statement acts on such a resource.',
            reason: wantedBy(actions),
          },
        ]
      : [],
  );
  const unsuited = entries.flatMap(({ path: place, text, actions: meant = [] }): Warning[] => {
    if (meant.some((action) => resources.some((resource) => suits(action, resource)))) return [];
    const without = meant.every((action) => action.resources.length === 0);
    return [
      {
        path: place,
        message: `No resource of the statement suits ${text}: it is never ${json['Effect'] === 'Deny' ? 'denied' : 'allowed'} here.`,
        reason: without ? 'It acts on no particular resource: only "*" suits it.' : wantedBy(meant),
      },
    ];
  });
  // Where nothing fits anything, once is enough.
  return unsuited.length > 0 && unsuited.length === entries.length ? unsuited : [...idle, ...unsuited];
}

function wantedBy(actions: readonly KnownAction[]): string {
  const arns = [...new Set(actions.flatMap(({ resources }) => resources.map(({ arn }) => templateText(arn))))];
  if (arns.length === 0) return 'The actions act on no particular resource: write "*".';
  return `${actions.length === 1 ? 'It acts' : 'They act'} on ${arns.slice(0, 3).join(', ')}${arns.length > 3 ? ' and others' : ''}.`;
}

function trustWarnings({ json, path, kind }: Looked): Warning[] {
  if (kind !== 'trust' || json['Effect'] !== 'Allow') return [];
  if (principalIsEveryone(json['Principal']) && json['Condition'] === undefined)
    return [{ path: `${path}.Principal`, message: 'Everyone, of any account, may take this role.' }];
  const principal = json['Principal'];
  const federated = isObject(principal) ? listOf(principal['Federated']) : [];
  if (!federated.includes(COGNITO) || JSON.stringify(json['Condition'] ?? '').includes(`${COGNITO}:amr`)) return [];
  return [
    {
      path: `${path}.Condition`,
      message: 'Guests may take this role as well as users who have signed in.',
      reason: `A condition on ${COGNITO}:amr tells them apart: "authenticated" or "unauthenticated".`,
    },
  ];
}

function principalIsEveryone(principal: unknown): boolean {
  return principal === '*' || (isObject(principal) && listOf(principal['AWS']).includes('*'));
}
