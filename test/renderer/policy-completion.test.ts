import { expect, test } from 'vitest';
import data from '../../shared/aws/model/authorization.json' with { type: 'json' };
import type { AuthorizationData } from '../../shared/aws/authorization.ts';
import type { PolicyKind } from '../../shared/poolkeeper/operations.ts';
import { offersAt, variables, type Knowledge } from '../../renderer/parts/policy/offers.ts';
import { spotAt, textsOf } from '../../renderer/parts/policy/spot.ts';

const known = (kind: PolicyKind = 'identity'): Knowledge => ({
  kind,
  data: data as unknown as AuthorizationData,
  things: {
    region: 'eu-west-1',
    account: '111122223333',
    resources: {
      s3: [{ text: 'arn:aws:s3:::films/*', means: 'Objects of bucket films' }],
      iam: [{ text: 'arn:aws:iam::111122223333:role/viewer', means: 'Role viewer' }],
    },
    identityPools: [{ text: 'eu-west-1:0000', means: 'Identity pool app' }],
    federated: [{ text: 'arn:aws:iam::111122223333:oidc-provider/id.example.com', means: 'OpenID Connect provider' }],
    principals: [{ text: 'arn:aws:iam::111122223333:root', means: 'This account' }],
  },
});

/** What is offered where `|` stands. */
function offered(marked: string, kind: PolicyKind = 'identity'): string[] {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const spot = spotAt(text, at);
  return spot === undefined ? [] : offersAt(text, { ...spot, to: at }, known(kind)).map((offer) => offer.text);
}

const path = (marked: string): unknown => {
  const spot = spotAt(marked.replace('|', ''), marked.indexOf('|'));
  return spot && { at: spot.at, path: spot.path, quoted: spot.quoted };
};

test.each([
  ['{|}', { at: 'name', path: [], quoted: false }],
  ['{"Ver|"', { at: 'name', path: [], quoted: true }],
  ['{"Version": "|"}', { at: 'value', path: ['Version'], quoted: true }],
  ['{"Statement": [{"Effect": "Allow", "|"}]}', { at: 'name', path: ['Statement'], quoted: true }],
  ['{"Statement": [{"Action": ["a:b", "|"]}]}', { at: 'value', path: ['Statement', 'Action'], quoted: true }],
  ['{"Statement": {"Action": |', { at: 'value', path: ['Statement', 'Action'], quoted: false }],
  [
    '{"Statement": [{"Condition": {"StringEquals": {"aws:x": "|"}}}]}',
    { at: 'value', path: ['Statement', 'Condition', 'StringEquals', 'aws:x'], quoted: true },
  ],
  // A text that is not closed ends with its line.
  ['{"Statement": [{"Action": "s3:|\n}]}', { at: 'value', path: ['Statement', 'Action'], quoted: true }],
  // A brace or a quote inside a text is text.
  ['{"Sid": "a}\\"b", "|"}', { at: 'name', path: [], quoted: true }],
])('%s', (marked, expected) => {
  expect(path(marked)).toEqual(expected);
});

test.each(['|{}', '{"Version"|: 1}', '{"Version" |: 1}', '{"Version": "2012-10-17" |}', '{} |', '[1 |]'])(
  'nothing at %s',
  (marked) => {
    expect(path(marked)).toBeUndefined();
  },
);

test('the texts of an element are those of its own statement', () => {
  const text = '{"Statement":[{"Action":"a:b"},{"Action":["c:d","e:f"],"Sid":"}"},{"Action":"g:h"}]}';
  const statement = text.indexOf('{"Action":["c');
  expect(textsOf(text, statement, 'Action')).toEqual(['c:d', 'e:f']);
  expect(textsOf(text, statement, 'Resource')).toEqual([]);
});

test('elements: those that the kind of policy has, and none twice', () => {
  expect(offered('{"|"}')).toEqual(['Version', 'Id', 'Statement']);
  expect(offered('{"Version": "2012-10-17", "|"}')).toEqual(['Id', 'Statement']);
  const identity = offered('{"Statement": [{"Effect": "Allow", "|"}]}');
  expect(identity).toContain('Action');
  expect(identity).not.toContain('Effect');
  expect(identity).not.toContain('Principal');
  expect(offered('{"Statement": [{"|"}]}', 'trust')).toContain('Principal');
  expect(offered('{"Statement": [{"|"}]}', 'trust')).not.toContain('Resource');
  expect(offered('{"Statement": [{"|"}]}', 'resource')).toContain('NotPrincipal');
});

test('services first, then the actions of one', () => {
  const services = offered('{"Statement": [{"Action": "|"}]}');
  expect(services).toEqual(expect.arrayContaining(['s3:', 'cognito-idp:', 'execute-api:', '*']));
  expect(services).not.toContain('s3:GetObject');
  const actions = offered('{"Statement": [{"Action": ["s3:|"]}]}');
  expect(actions).toEqual(expect.arrayContaining(['s3:GetObject', 's3:Get*', 's3:*']));
  expect(actions.every((action) => action.startsWith('s3:'))).toBe(true);
  expect(offered('{"Statement": [{"Action": "nothing:|"}]}')).toEqual([]);
  expect(offered('{"Statement": [{"Action": "|"}]}', 'trust')).toContain('sts:AssumeRoleWithWebIdentity');
});

test('resources: those that are there, then the forms that the actions act on', () => {
  const objects = offered('{"Statement": [{"Action": "s3:GetObject", "Resource": "|"}]}');
  expect(objects).toEqual(
    expect.arrayContaining(['arn:aws:s3:::films/*', 'arn:aws:s3:::BUCKET-NAME/OBJECT-NAME', '*']),
  );
  expect(objects).not.toContain('arn:aws:iam::111122223333:role/viewer');
  const pools = offered('{"Statement": [{"Action": "cognito-idp:ListUsers", "Resource": "|"}]}');
  expect(pools).toContain('arn:aws:cognito-idp:eu-west-1:111122223333:userpool/USER-POOL-ID');
  expect(offered('{"Statement": [{"Resource": "|"}]}')).toContain('arn:aws:iam::111122223333:role/viewer');
});

test('principals of each kind', () => {
  expect(offered('{"Statement": [{"Principal": {"|"}}]}', 'trust')).toEqual([
    'AWS',
    'Federated',
    'Service',
    'CanonicalUser',
  ]);
  expect(offered('{"Statement": [{"Principal": {"Federated": "|"}}]}', 'trust')).toEqual(
    expect.arrayContaining([
      'cognito-identity.amazonaws.com',
      'arn:aws:iam::111122223333:oidc-provider/id.example.com',
    ]),
  );
  expect(offered('{"Statement": [{"Principal": {"AWS": ["|"]}}]}', 'trust')).toContain(
    'arn:aws:iam::111122223333:root',
  );
  expect(offered('{"Statement": [{"Principal": {"Service": "|"}}]}', 'trust')).toContain('lambda.amazonaws.com');
});

test('operators, keys and values of conditions', () => {
  const operators = offered('{"Statement": [{"Condition": {"|"}}]}');
  expect(operators).toEqual(
    expect.arrayContaining(['StringEquals', 'ForAnyValue:StringLike', 'ArnLikeIfExists', 'Null', 'IpAddress']),
  );
  const list = offered('{"Statement": [{"Action": "s3:ListBucket", "Condition": {"StringLike": {"|"}}}]}');
  expect(list[0]).toMatch(/^(aws|s3):/);
  expect(list).toEqual(expect.arrayContaining(['s3:prefix', 'aws:PrincipalTag/', 'aws:SourceIp']));
  expect(offered('{"Statement": [{"Action": "s3:GetObject", "Condition": {"StringLike": {"|"}}}]}')).not.toContain(
    's3:prefix',
  );
  expect(offered('{"Statement": [{"Condition": {"StringEquals": {"|"}}}]}', 'trust')).toContain(
    'cognito-identity.amazonaws.com:aud',
  );
  const value = (condition: string): string[] => offered(`{"Statement": [{"Condition": {${condition}}}]}`);
  expect(value('"StringEquals": {"cognito-identity.amazonaws.com:aud": "|"}')).toEqual(['eu-west-1:0000']);
  expect(value('"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "|"}')).toContain('unauthenticated');
  expect(value('"BoolIfExists": {"aws:SecureTransport": "|"}')).toEqual(['true', 'false']);
  expect(value('"StringEquals": {"aws:username": "|"}')).toEqual([]);
});

test('variables: those of identities and the global ones', () => {
  const names = variables(known()).map(({ text }) => text);
  expect(names).toEqual(
    expect.arrayContaining(['cognito-identity.amazonaws.com:sub', 'aws:PrincipalTag/', 'aws:username', 'saml:sub']),
  );
  expect(names).not.toContain('gitlab.com:user_id');
});
