import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';
import type { RolePreview, Subject } from '../../../shared/poolkeeper/operations.ts';
import { RefusedError } from '../../support/harness.ts';
import { SAML_ENTITY, samlAssertion, samlMetadata, samlResponse, signSaml } from '../../support/saml.ts';
import { NOW, startStreaming, type Streaming } from '../identity-pools/streaming.ts';

const DEVELOPER = 'login.my.app';
const ISSUER = 'issuer.example';
const OIDC = `arn:aws:iam::000000000000:oidc-provider/${ISSUER}`;
const SAML = 'arn:aws:iam::000000000000:saml-provider/corp';
const STRANGER = 'arn:aws:iam::000000000000:role/Stranger';
const MISSING = 'arn:aws:iam::000000000000:role/Missing';
let s: Streaming;

/** Somebody by the names that a preview takes, and the logins that they really bring. */
type Somebody = {
  readonly name: string;
  readonly forms: readonly Subject[];
  readonly logins: () => Promise<Record<string, string>>;
  readonly mappingKey?: string;
};
let people: readonly Somebody[];

beforeAll(async () => {
  s = await startStreaming();
  const { call } = s.test;
  const federated = (action: string | readonly string[]) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: action,
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': s.identityPoolId } },
        },
      ],
    });
  // Premium may be given tags, Free may not.
  await call('iam', 'UpdateAssumeRolePolicy', {
    RoleName: 'Premium',
    PolicyDocument: federated(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']),
  });
  await call('iam', 'CreateRole', {
    RoleName: 'Stranger',
    AssumeRolePolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}',
  });
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  await call('iam', 'CreateOpenIDConnectProvider', { Url: `https://${ISSUER}`, ClientIDList: ['app'] });
  await call('poolkeeper', 'PutIssuerKeys', {
    ProviderArn: OIDC,
    Jwks: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }),
  });
  const certificate = (await call('cognito-idp', 'GetSigningCertificate', { UserPoolId: s.poolId })).Certificate ?? '';
  const signing = await s.test.engine.workspace.keys.key(s.poolId, 'saml-signing');
  await call('iam', 'CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: samlMetadata(certificate) });
  await call('cognito-identity', 'UpdateIdentityPool', {
    IdentityPoolId: s.identityPoolId,
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: DEVELOPER,
    CognitoIdentityProviders: [{ ProviderName: s.provider, ClientId: s.clientId }],
    OpenIdConnectProviderARNs: [OIDC],
    SamlProviderARNs: [SAML],
  });
  const issued = await new SignJWT({ iss: `https://${ISSUER}`, aud: 'app', sub: 'u-1', plan: 'gold', level: 3 })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuedAt(NOW / 1000)
    .setExpirationTime(NOW / 1000 + 600)
    .sign(privateKey);
  const response = signSaml(
    samlResponse(samlAssertion({ now: NOW, attributes: { plan: 'silver', country: 'NL' } })),
    signing.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  );
  const assertion = Buffer.from(response).toString('base64');
  const viewers = await Promise.all(
    ['fred', 'paula', 'nora'].map(async (Username): Promise<Somebody> => {
      const { id } = await s.signIn(Username);
      return {
        name: Username,
        forms: [
          { UserPoolId: s.poolId, Username },
          { UserPoolId: s.poolId, Username, ClientId: s.clientId },
          { Token: id },
          { Token: id, Provider: s.mappingKey },
        ],
        logins: async () => ({ [s.provider]: id }),
        mappingKey: s.mappingKey,
      };
    }),
  );
  people = [
    ...viewers,
    { name: 'guest', forms: [{ Guest: true }], logins: async () => ({}) },
    {
      name: 'developer user',
      forms: [{ DeveloperUser: 'd-1' }, { Provider: DEVELOPER, Claims: { sub: 'd-1' } }],
      logins: async () => {
        const { Token = '' } = await call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
          IdentityPoolId: s.identityPoolId,
          Logins: { [DEVELOPER]: 'd-1' },
        });
        return { 'cognito-identity.amazonaws.com': Token };
      },
      mappingKey: DEVELOPER,
    },
    {
      name: 'issuer',
      forms: [
        { Token: issued },
        { Token: issued, Provider: OIDC },
        { Provider: OIDC, Claims: { sub: 'u-1', plan: 'gold', level: 3 } },
        { Provider: ISSUER, Claims: { sub: 'u-1', plan: 'gold', level: 3 } },
      ],
      logins: async () => ({ [ISSUER]: issued }),
      mappingKey: OIDC,
    },
    {
      name: 'saml',
      forms: [
        { Token: assertion },
        { Token: assertion, Provider: SAML },
        { Provider: SAML, Claims: { sub: 'ada', iss: SAML_ENTITY, plan: 'silver', country: 'NL' } },
      ],
      logins: async () => ({ [SAML]: assertion }),
      mappingKey: SAML,
    },
  ];
});
afterAll(() => s.stop());

const preview = (Subject: Subject, more: object = {}): Promise<RolePreview> =>
  s.test.call('poolkeeper', 'PreviewRole', { IdentityPoolId: s.identityPoolId, Subject, ...more });

/** What GetCredentialsForIdentity really does: the role and tags of the session, or the code of the refusal. */
async function really(somebody: Somebody, CustomRoleArn: string | undefined) {
  const Logins = await somebody.logins();
  try {
    const { IdentityId = '' } =
      somebody.name === 'developer user'
        ? await s.test.call('cognito-identity', 'LookupDeveloperIdentity', {
            IdentityPoolId: s.identityPoolId,
            DeveloperUserIdentifier: 'd-1',
          })
        : await s.test.call('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId, Logins });
    const { Credentials } = await s.test.call('cognito-identity', 'GetCredentialsForIdentity', {
      IdentityId,
      Logins,
      ...(CustomRoleArn === undefined ? {} : { CustomRoleArn }),
    });
    const session = s.test.engine.workspace.store.access.session(Credentials?.AccessKeyId as string);
    return { role: session?.roleArn, tags: session?.details.tags };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { code: error.fault.code };
  }
}

const CODES = {
  denied: 'NotAuthorizedException',
  'no login': 'NotAuthorizedException',
  'no role': 'InvalidIdentityPoolConfigurationException',
  'not trusted': 'InvalidIdentityPoolConfigurationException',
} as const;

const previewed = ({ outcome, roleArn, tags }: RolePreview) =>
  outcome === 'role' ? { role: roleArn, tags } : { code: CODES[outcome] };

const roles = () => [s.roles.free, s.roles.premium, s.roles.guest, STRANGER, MISSING];
const anyRole = fc.integer({ min: 0, max: 4 });
const anyRule = fc.record({
  Claim: fc.constantFrom('plan', 'level', 'cognito:groups', 'sub', 'cognito:username', 'country'),
  MatchType: fc.constantFrom('Equals' as const, 'NotEqual' as const, 'StartsWith' as const, 'Contains' as const),
  Value: fc.constantFrom('gold', 'silver', 'free', 'premium', 'fred', 'u-1', '3', 'NL', 'e'),
  role: anyRole,
});
const anyMapping = fc.record({
  type: fc.constantFrom('none', 'Token', 'Rules'),
  ambiguous: fc.constantFrom('Deny' as const, 'AuthenticatedRole' as const),
  rules: fc.array(anyRule, { minLength: 1, maxLength: 4 }),
});

test('a preview says what GetCredentialsForIdentity does, for every subject and mapping', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 6 }),
      fc.option(anyRole, { nil: undefined }),
      fc.option(anyRole, { nil: undefined }),
      anyMapping,
      fc.option(anyRole, { nil: undefined, freq: 3 }),
      fc.constantFrom('none', 'defaults', 'mapped'),
      async (who, authenticated, guests, { type, ambiguous, rules }, custom, tagging) => {
        const somebody = people[who] as Somebody;
        const arn = (index: number | undefined) => (index === undefined ? undefined : roles()[index]);
        const [In, Out] = [arn(authenticated), arn(guests)];
        const Roles = {
          ...(In === undefined ? {} : { authenticated: In }),
          ...(Out === undefined ? {} : { unauthenticated: Out }),
        };
        const mapping: RoleMapping = {
          Type: type === 'Token' ? 'Token' : 'Rules',
          AmbiguousRoleResolution: ambiguous,
          ...(type === 'Token'
            ? {}
            : {
                RulesConfiguration: {
                  Rules: rules.map(({ role, ...rule }) => ({ ...rule, RoleARN: arn(role) as string })),
                },
              }),
        };
        const RoleMappings: Record<string, RoleMapping> =
          type === 'none' || somebody.mappingKey === undefined ? {} : { [somebody.mappingKey]: mapping };
        const PrincipalTags = {
          UseDefaults: tagging === 'defaults',
          Tags: (tagging === 'mapped' ? { plan: 'plan' } : {}) as Record<string, string>,
        };
        const CustomRoleArn = arn(custom);
        const asking = CustomRoleArn === undefined ? {} : { CustomRoleArn };
        const drafts = await Promise.all(
          somebody.forms.map((form) => preview(form, { Roles, RoleMappings, PrincipalTags, ...asking })),
        );
        await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
          IdentityPoolId: s.identityPoolId,
          Roles,
          RoleMappings,
        });
        for (const IdentityProviderName of [s.provider, ISSUER, SAML, DEVELOPER])
          await s.test.call('cognito-identity', 'SetPrincipalTagAttributeMap', {
            IdentityPoolId: s.identityPoolId,
            IdentityProviderName,
            UseDefaults: PrincipalTags.UseDefaults,
            PrincipalTags: PrincipalTags.Tags,
          });
        const saved = await Promise.all(somebody.forms.map((form) => preview(form, asking)));
        const real = await really(somebody, CustomRoleArn);
        for (const answer of [...drafts, ...saved]) expect(previewed(answer)).toEqual(real);
        seen.add(drafts[0]?.outcome ?? '');
      },
    ),
    { numRuns: 120, seed: 7 },
  );
  expect([...seen].sort()).toEqual(['denied', 'no role', 'not trusted', 'role']);
});

test('the explained session has the very condition keys of the issued one', async () => {
  await s.test.call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId: s.identityPoolId,
    Roles: { authenticated: s.roles.premium, unauthenticated: s.roles.guest },
  });
  for (const somebody of people) {
    const Logins = await somebody.logins();
    const { IdentityId = '' } =
      somebody.name === 'developer user'
        ? await s.test.call('cognito-identity', 'LookupDeveloperIdentity', {
            IdentityPoolId: s.identityPoolId,
            DeveloperUserIdentifier: 'd-1',
          })
        : await s.test.call('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId, Logins });
    const { Credentials } = await s.test.call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins });
    const issued = s.test.engine.workspace.store.access.session(Credentials?.AccessKeyId as string);
    for (const form of somebody.forms) {
      const { context = {} } = await s.test.call('poolkeeper', 'ExplainAccess', {
        Principal: { IdentityPoolId: s.identityPoolId, ...form },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::catalog/free/a.txt',
      });
      const keys = Object.entries(issued?.details.context ?? {}).filter(
        // A guest's identity is made with the first call: nobody can know its id.
        ([key]) => somebody.name !== 'guest' || !key.endsWith(':sub'),
      );
      expect(keys.length).toBeGreaterThan(1);
      for (const [key, values] of keys) expect(context[key], `${somebody.name} ${key}`).toEqual(values);
      expect(context['aws:userid']).toEqual([issued?.details.userId]);
    }
  }
});

test('who does not get in is told why', async () => {
  expect(await preview({ DeveloperUser: 'new' })).toMatchObject({ outcome: 'role', mappingKey: DEVELOPER });
  await s.test.call('cognito-idp', 'AdminDisableUser', { UserPoolId: s.poolId, Username: 'nora' });
  await s.test.call('cognito-identity', 'UpdateIdentityPool', {
    IdentityPoolId: s.identityPoolId,
    IdentityPoolName: 'viewers',
    AllowUnauthenticatedIdentities: false,
    CognitoIdentityProviders: [{ ProviderName: s.provider, ClientId: s.clientId }],
  });
  const { access } = await s.signIn('fred');
  for (const [subject, reason] of [
    [{ Guest: true }, 'AllowUnauthenticatedIdentities is off'],
    [{ UserPoolId: s.poolId, Username: 'nora' }, 'The user is disabled'],
    [{ UserPoolId: s.poolId, Username: 'fred', ClientId: 'other' }, 'does not list the app client other'],
    [{ Provider: OIDC, Claims: {} }, `does not list ${OIDC}`],
    [{ Provider: SAML, Claims: {} }, `does not list ${SAML}`],
    [{ Provider: `${s.provider}:other`, Claims: {} }, 'does not list'],
    [{ Token: access }, 'Missing a required claim: aud'],
    [{ Token: 'EAAG-opaque' }, 'Name the provider'],
    [{ Token: 'EAAG-opaque', Provider: 'graph.facebook.com' }, 'not configured in this identity pool'],
  ] as const)
    expect(await preview(subject)).toMatchObject({ outcome: 'no login', reason: expect.stringContaining(reason) });
  // A developer provider stays once it is there: another pool has none.
  const { IdentityPoolId } = await s.test.call('cognito-identity', 'CreateIdentityPool', {
    IdentityPoolName: 'other',
    AllowUnauthenticatedIdentities: false,
  });
  expect(await preview({ DeveloperUser: 'd-1' }, { IdentityPoolId })).toMatchObject({
    outcome: 'no login',
    reason: expect.stringContaining('has no developer provider'),
  });
});

test.each([
  [{ Subject: {} }, 'Member must be UserPoolId and Username'],
  [{ Subject: { Guest: true }, CustomRoleArn: 1 }, 'Member must be a text'],
  [{ Subject: { Guest: true }, Roles: { authenticated: 'x'.repeat(30) } }, 'Invalid role ARN.'],
  [{ Subject: { Guest: true }, Roles: { authenticated: 'x' } }, 'Member must have length greater than or equal to 20'],
  [{ Subject: { Guest: true }, RoleMappings: { p: { Type: 'Token' } } }, 'AmbiguousRoleResolution is required'],
  [{ Subject: { Guest: true }, RoleMappings: { p: { Type: 'Both' } } }, 'enum value set'],
  [{ Subject: { Guest: true }, RoleMappings: [] }, ''],
  [{ Subject: { Guest: true }, PrincipalTags: { UseDefaults: false, Tags: { a: '' } } }, ''],
])('a draft that could not be saved is refused: %#', async (input, message) => {
  expect(
    await s.test.refused('poolkeeper', 'PreviewRole', { IdentityPoolId: s.identityPoolId, ...input }),
  ).toMatchObject({ code: 'InvalidParameterException', message: expect.stringContaining(message) });
});

test('a pool or a user that does not exist', async () => {
  for (const input of [
    { IdentityPoolId: 'us-east-1:none', Subject: { Guest: true } },
    { IdentityPoolId: s.identityPoolId, Subject: { UserPoolId: 'us-east-1_None', Username: 'fred' } },
    { IdentityPoolId: s.identityPoolId, Subject: { UserPoolId: s.poolId, Username: 'nobody' } },
  ])
    expect(await s.test.refused('poolkeeper', 'PreviewRole', input)).toMatchObject({
      code: 'ResourceNotFoundException',
    });
});
