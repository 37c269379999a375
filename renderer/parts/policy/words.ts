import type { PolicyKind } from '../../../shared/poolkeeper/operations.ts';

/** A word that a policy may have, what it means, and what follows it: `|` is where the cursor goes. */
export type Word = {
  readonly word: string;
  readonly means: string;
  readonly after?: string;
  readonly detail?: string;
};

export const TOP: readonly Word[] = [
  { word: 'Version', means: 'The version of the language. Policy variables need 2012-10-17.', after: '"2012-10-17"|' },
  { word: 'Id', means: 'A name for the document.', after: '"|"' },
  { word: 'Statement', means: 'What the policy says: a list of statements.', after: '[{|}]' },
];

const ALL: readonly Word[] = [
  { word: 'Sid', means: 'A name for the statement. Explanations mention it.', after: '"|"' },
  { word: 'Effect', means: 'Allow or Deny. A Deny always wins.', after: '"|"' },
  { word: 'Principal', means: 'Whom the statement is about.', after: '{|}' },
  { word: 'NotPrincipal', means: 'Everyone but these; for Deny only.', after: '{|}' },
  { word: 'Action', means: 'What may be done: service, colon, action. * and ? are wildcards.', after: '"|"' },
  { word: 'NotAction', means: 'Everything but these actions.', after: '"|"' },
  { word: 'Resource', means: 'What it may be done to: ARNs, with * and ? as wildcards.', after: '"|"' },
  { word: 'NotResource', means: 'Everything but these resources.', after: '"|"' },
  { word: 'Condition', means: 'When the statement applies: operators that compare keys of the request.', after: '{|}' },
];

const ABSENT: Readonly<Record<PolicyKind, readonly string[]>> = {
  identity: ['Principal', 'NotPrincipal'],
  session: ['Principal', 'NotPrincipal'],
  trust: ['Resource', 'NotResource', 'NotPrincipal', 'NotAction'],
  resource: [],
};

/** The elements that a statement of a kind of policy may have. */
export const statementWords = (kind: PolicyKind): readonly Word[] =>
  ALL.filter(({ word }) => !ABSENT[kind].includes(word));

export const EFFECTS: readonly Word[] = [
  { word: 'Allow', means: 'The actions are allowed, unless another statement denies them.' },
  { word: 'Deny', means: 'The actions are denied, whatever other statements allow.' },
];

export const VERSIONS: readonly Word[] = [
  { word: '2012-10-17', means: 'The current language, with policy variables.' },
  { word: '2008-10-17', means: 'The old language: variables are ordinary text.' },
];

export const PRINCIPALS: readonly Word[] = [
  { word: 'AWS', means: 'Accounts, roles and users, by ARN or account number.', after: '"|"' },
  { word: 'Federated', means: 'An identity provider: users who signed in there.', after: '"|"' },
  { word: 'Service', means: 'An AWS service.', after: '"|"' },
  { word: 'CanonicalUser', means: 'An account by the id that S3 knows it by.', after: '"|"' },
];

const COMPARES: readonly (readonly [string, string])[] = [
  ['StringEquals', 'The same text, case and all'],
  ['StringNotEquals', 'Another text'],
  ['StringEqualsIgnoreCase', 'The same text but for case'],
  ['StringNotEqualsIgnoreCase', 'Another text, whatever the case'],
  ['StringLike', 'A text that fits a pattern with * and ?'],
  ['StringNotLike', 'A text that does not fit the pattern'],
  ['NumericEquals', 'The same number'],
  ['NumericNotEquals', 'Another number'],
  ['NumericLessThan', 'A smaller number'],
  ['NumericLessThanEquals', 'A number at most this'],
  ['NumericGreaterThan', 'A greater number'],
  ['NumericGreaterThanEquals', 'A number at least this'],
  ['DateEquals', 'The same time'],
  ['DateNotEquals', 'Another time'],
  ['DateLessThan', 'An earlier time'],
  ['DateLessThanEquals', 'A time no later than this'],
  ['DateGreaterThan', 'A later time'],
  ['DateGreaterThanEquals', 'A time no earlier than this'],
  ['Bool', 'true or false'],
  ['BinaryEquals', 'The same bytes, in base64'],
  ['IpAddress', 'An address in a range such as 203.0.113.0/24'],
  ['NotIpAddress', 'An address outside the range'],
  ['ArnEquals', 'An ARN that fits, segment by segment'],
  ['ArnNotEquals', 'An ARN that does not fit'],
  ['ArnLike', 'An ARN that fits, segment by segment'],
  ['ArnNotLike', 'An ARN that does not fit'],
];

/** The operators of `Condition`, plain first, then with their quantifiers and `IfExists`. */
export const OPERATORS: readonly Word[] = [
  ...COMPARES.map(([word, means]): Word => ({ word, means, after: '{|}' })),
  { word: 'Null', means: 'Whether the request has no such key: "true" or "false".', after: '{|}' },
  ...COMPARES.map(([word, means]): Word => ({
    word: `ForAnyValue:${word}`,
    means: `${means}, for one of the key’s values at least`,
    after: '{|}',
  })),
  ...COMPARES.map(([word, means]): Word => ({
    word: `ForAllValues:${word}`,
    means: `${means}, for every value of the key; true where there is none`,
    after: '{|}',
  })),
  ...COMPARES.map(([word, means]): Word => ({
    word: `${word}IfExists`,
    means: `${means}; true where the request has no such key`,
    after: '{|}',
  })),
];

/** The providers that trust policies name without an ARN. */
export const FEDERATED: readonly Word[] = [
  {
    word: 'cognito-identity.amazonaws.com',
    means: 'Identities of Cognito identity pools. Needs a condition on …:aud.',
  },
  { word: 'accounts.google.com', means: 'Users of Google.' },
  { word: 'graph.facebook.com', means: 'Users of Facebook.' },
  { word: 'www.amazon.com', means: 'Users of Login with Amazon.' },
];

/** Services that take roles or call into policies of resources. */
export const SERVICES: readonly Word[] = [
  { word: 'cognito-idp.amazonaws.com', means: 'Cognito user pools: SMS messages, triggers.' },
  { word: 'email.cognito-idp.amazonaws.com', means: 'Cognito user pools: mail through SES.' },
  { word: 'cognito-sync.amazonaws.com', means: 'Cognito Sync.' },
  { word: 'lambda.amazonaws.com', means: 'Lambda functions.' },
  { word: 'apigateway.amazonaws.com', means: 'API Gateway.' },
  { word: 'appsync.amazonaws.com', means: 'AppSync.' },
  { word: 'ec2.amazonaws.com', means: 'EC2 instances.' },
  { word: 'ecs-tasks.amazonaws.com', means: 'Tasks of ECS.' },
  { word: 'events.amazonaws.com', means: 'EventBridge.' },
  { word: 'logs.amazonaws.com', means: 'CloudWatch Logs.' },
  { word: 's3.amazonaws.com', means: 'S3 notifications.' },
  { word: 'sns.amazonaws.com', means: 'SNS.' },
  { word: 'states.amazonaws.com', means: 'Step Functions.' },
];

/** What trust policies let somebody do. */
export const TRUST_ACTIONS: readonly Word[] = [
  { word: 'sts:AssumeRoleWithWebIdentity', means: 'Take the role with a token of an identity pool or OIDC provider.' },
  { word: 'sts:AssumeRoleWithSAML', means: 'Take the role with a SAML assertion.' },
  { word: 'sts:AssumeRole', means: 'Take the role with credentials of AWS.' },
  { word: 'sts:TagSession', means: 'Pass session tags: principal tags of an identity pool need it.' },
  { word: 'sts:SetSourceIdentity', means: 'Set the source identity of the session.' },
];
