import { expect } from 'vitest';
import { SAML_ATTRIBUTE, samlAssertion, samlMetadata, samlResponse, signSaml } from '../../support/saml.ts';
import { sdk, there } from '../sdk.ts';
import type { Stage } from './user-pools.ts';

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const ACCOUNT = 'arn:aws:iam::000000000000:root';

const trustPolicy = (identityPoolId: string): string =>
  policy({
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId } },
  });

/** Roles with their policies, managed policies, OIDC providers. */
export async function iam({ iam, idp, sts, server, poolId }: Stage): Promise<void> {
  const RoleName = 'Every';
  const role = { RoleName };
  await iam.createRole({
    ...role,
    Path: '/stage/',
    AssumeRolePolicyDocument: policy({ Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }),
    Tags: [{ Key: 'a', Value: 'ünï code: 1/2' }],
  });
  await iam.updateAssumeRolePolicy({
    ...role,
    PolicyDocument: policy({ Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Sid: 'Again' }),
  });
  await iam.updateRole({ ...role, Description: 'one', MaxSessionDuration: 7200 });
  await iam.updateRoleDescription({ ...role, Description: 'two & <three>' });
  await iam.tagRole({ ...role, Tags: [{ Key: 'b', Value: '' }] });
  expect((await iam.listRoleTags(role)).Tags).toEqual([
    { Key: 'a', Value: 'ünï code: 1/2' },
    { Key: 'b', Value: '' },
  ]);
  await iam.untagRole({ ...role, TagKeys: ['a'] });
  expect((await iam.getRole(role)).Role?.Description).toBe('two & <three>');
  expect((await iam.listRoles({})).Roles?.map((one) => one.RoleName)).toEqual([RoleName]);

  const inline = { ...role, PolicyName: 'inline' };
  await iam.putRolePolicy({ ...inline, PolicyDocument: policy({ Action: 's3:GetObject', Resource: '*' }) });
  expect((await iam.listRolePolicies(role)).PolicyNames).toEqual(['inline']);
  expect(decodeURIComponent(there((await iam.getRolePolicy(inline)).PolicyDocument))).toContain('s3:GetObject');
  await iam.deleteRolePolicy(inline);

  const { Policy } = await iam.createPolicy({
    PolicyName: 'managed',
    Description: 'm',
    PolicyDocument: policy({ Action: 's3:*', Resource: '*' }),
  });
  const PolicyArn = there(Policy?.Arn);
  await iam.attachRolePolicy({ ...role, PolicyArn });
  expect((await iam.listAttachedRolePolicies(role)).AttachedPolicies).toHaveLength(1);
  await iam.putRolePermissionsBoundary({ ...role, PermissionsBoundary: PolicyArn });
  await iam.getPolicy({ PolicyArn });
  await iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' });
  expect((await iam.listPolicies({ Scope: 'Local' })).Policies).toHaveLength(1);
  await policyVersions(iam, PolicyArn);
  await iam.deleteRolePermissionsBoundary(role);
  await iam.detachRolePolicy({ ...role, PolicyArn });
  await iam.deletePolicy({ PolicyArn });
  await users(iam, sts, server);
  await iam.deleteRole(role);

  const { OpenIDConnectProviderArn: arn } = await iam.createOpenIDConnectProvider({
    Url: `${server.endpoint}/us-east-1_stage`,
    ClientIDList: ['one'],
  });
  const OpenIDConnectProviderArn = there(arn);
  await iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: 'two' });
  await iam.removeClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: 'one' });
  expect((await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn })).ClientIDList).toEqual(['two']);
  expect((await iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList).toHaveLength(1);
  await iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags: [{ Key: 'a', Value: 'b' }] });
  expect((await iam.listOpenIDConnectProviderTags({ OpenIDConnectProviderArn })).Tags).toEqual([
    { Key: 'a', Value: 'b' },
  ]);
  await iam.untagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys: ['a'] });
  await iam.updateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn, ThumbprintList: ['a'.repeat(40)] });
  await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn });

  const { Certificate } = await idp.getSigningCertificate({ UserPoolId: poolId });
  const key = await server.engine.workspace.keys.key(poolId, 'saml-signing');
  await saml(iam, sts, there(Certificate), key.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
}

async function policyVersions(iam: Stage['iam'], PolicyArn: string): Promise<void> {
  const PolicyDocument = policy({ Action: 's3:Get*', Resource: '*' });
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument });
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' });
  expect((await iam.listPolicyVersions({ PolicyArn })).Versions).toHaveLength(2);
  await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' });
  expect((await iam.listEntitiesForPolicy({ PolicyArn })).PolicyRoles).toHaveLength(1);
  const asked = { ActionNames: ['s3:GetObject'], ResourceArns: ['arn:aws:s3:::a/b'] };
  const { EvaluationResults } = await iam.simulateCustomPolicy({ PolicyInputList: [PolicyDocument], ...asked });
  expect(EvaluationResults?.[0]?.EvalDecision).toBe('allowed');
  const PolicySourceArn = 'arn:aws:iam::000000000000:role/stage/Every';
  await iam.simulatePrincipalPolicy({ PolicySourceArn, ...asked });
  await iam.getContextKeysForCustomPolicy({ PolicyInputList: [PolicyDocument] });
  await iam.getContextKeysForPrincipalPolicy({ PolicySourceArn });
  expect((await iam.getAccountSummary({})).SummaryMap?.Policies).toBe(1);
  expect((await iam.listAccountAliases({})).AccountAliases).toEqual([]);
}

/** A SAML provider, and a role for the bearer of its response. */
async function saml(iam: Stage['iam'], sts: Stage['sts'], certificate: string, privateKey: string): Promise<void> {
  const SAMLMetadataDocument = samlMetadata(certificate);
  const { SAMLProviderArn: arn } = await iam.createSAMLProvider({ Name: 'corp', SAMLMetadataDocument });
  const SAMLProviderArn = there(arn);
  await iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument });
  expect((await iam.getSAMLProvider({ SAMLProviderArn })).SAMLMetadataDocument).toBe(SAMLMetadataDocument);
  expect((await iam.listSAMLProviders({})).SAMLProviderList).toHaveLength(1);
  await iam.tagSAMLProvider({ SAMLProviderArn, Tags: [{ Key: 'a', Value: 'b' }] });
  expect((await iam.listSAMLProviderTags({ SAMLProviderArn })).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  await iam.untagSAMLProvider({ SAMLProviderArn, TagKeys: ['a'] });
  const RoleName = 'Corporate';
  const { Role } = await iam.createRole({
    RoleName,
    AssumeRolePolicyDocument: policy({ Principal: { Federated: SAMLProviderArn }, Action: 'sts:AssumeRoleWithSAML' }),
  });
  const RoleArn = there(Role?.Arn);
  const response = samlResponse(
    samlAssertion({
      attributes: {
        [`${SAML_ATTRIBUTE}Role`]: `${RoleArn},${SAMLProviderArn}`,
        [`${SAML_ATTRIBUTE}RoleSessionName`]: 'ada',
      },
      now: Date.now(),
    }),
  );
  const SAMLAssertion = Buffer.from(signSaml(response, privateKey)).toString('base64');
  expect((await sts.assumeRoleWithSAML({ RoleArn, PrincipalArn: SAMLProviderArn, SAMLAssertion })).Subject).toBe('ada');
  await iam.deleteRole({ RoleName });
  await iam.deleteSAMLProvider({ SAMLProviderArn });
}

/** A user whose key signs, and what STS gives it. */
async function users(iam: Stage['iam'], sts: Stage['sts'], server: Stage['server']): Promise<void> {
  const UserName = 'operator';
  await iam.createUser({ UserName, Tags: [{ Key: 'a', Value: 'b' }] });
  expect((await iam.getUser({ UserName })).User?.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  expect((await iam.listUsers({})).Users).toHaveLength(1);
  await iam.tagUser({ UserName, Tags: [{ Key: 'c', Value: 'd' }] });
  await iam.untagUser({ UserName, TagKeys: ['a'] });
  expect((await iam.listUserTags({ UserName })).Tags).toEqual([{ Key: 'c', Value: 'd' }]);
  await iam.putUserPermissionsBoundary({
    UserName,
    PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
  });
  await iam.deleteUserPermissionsBoundary({ UserName });
  const own = { UserName, PolicyName: 'own' };
  await iam.putUserPolicy({ ...own, PolicyDocument: policy({ Action: ['sts:*', 's3:*'], Resource: '*' }) });
  expect((await iam.listUserPolicies({ UserName })).PolicyNames).toEqual(['own']);
  await iam.getUserPolicy(own);
  const attached = { UserName, PolicyArn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly' };
  await iam.attachUserPolicy(attached);
  expect((await iam.listAttachedUserPolicies({ UserName })).AttachedPolicies).toHaveLength(1);
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const AccessKeyId = there(AccessKey?.AccessKeyId);
  const signed = sdk(server.endpoint, { accessKeyId: AccessKeyId, secretAccessKey: there(AccessKey?.SecretAccessKey) });
  expect((await signed.sts.getCallerIdentity({})).Arn).toBe('arn:aws:iam::000000000000:user/operator');
  expect((await signed.idp.listUserPools({ MaxResults: 1 })).UserPools).toHaveLength(1);
  await expect(signed.iam.listUsers({})).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await iam.getAccessKeyLastUsed({ AccessKeyId })).AccessKeyLastUsed?.ServiceName).toBe('iam');
  await sts.getSessionToken({});
  await sts.getFederationToken({ Name: 'guest' });
  expect((await sts.getAccessKeyInfo({ AccessKeyId })).Account).toBe('000000000000');
  signed.close();
  await iam.updateAccessKey({ UserName, AccessKeyId, Status: 'Inactive' });
  expect((await iam.listAccessKeys({ UserName })).AccessKeyMetadata?.[0]?.Status).toBe('Inactive');
  await iam.deleteAccessKey({ UserName, AccessKeyId });
  await iam.detachUserPolicy(attached);
  await iam.deleteUserPolicy(own);
  await iam.deleteUser({ UserName });
}

/** Identity pools, identities, credentials by both flows, and what STS says of them. */
export async function identities({ idp, identity, iam, sts, server, poolId, clientId }: Stage): Promise<void> {
  const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${poolId}`;
  const providers = { CognitoIdentityProviders: [{ ProviderName, ClientId: clientId }] };
  const { IdentityPoolId: id } = await identity.createIdentityPool({
    IdentityPoolName: 'every',
    AllowUnauthenticatedIdentities: true,
    ...providers,
    IdentityPoolTags: { a: '1' },
  });
  const IdentityPoolId = there(id);
  await identity.updateIdentityPool({
    IdentityPoolId,
    IdentityPoolName: 'every one',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    ...providers,
  });
  expect((await identity.describeIdentityPool({ IdentityPoolId })).AllowClassicFlow).toBe(true);
  expect((await identity.listIdentityPools({ MaxResults: 5 })).IdentityPools).toHaveLength(1);
  const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${IdentityPoolId}`;
  await identity.tagResource({ ResourceArn, Tags: { b: '2' } });
  await identity.untagResource({ ResourceArn, TagKeys: ['a'] });
  expect((await identity.listTagsForResource({ ResourceArn })).Tags).toEqual({ b: '2' });

  const { Role } = await iam.createRole({
    RoleName: 'Everybody',
    AssumeRolePolicyDocument: trustPolicy(IdentityPoolId),
  });
  const authenticated = there(Role?.Arn);
  await identity.setIdentityPoolRoles({
    IdentityPoolId,
    Roles: { authenticated, unauthenticated: authenticated },
    RoleMappings: {
      [`${ProviderName}:${clientId}`]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: {
          Rules: [{ Claim: 'custom:tier', MatchType: 'Equals', Value: 'gold', RoleARN: authenticated }],
        },
      },
    },
  });
  expect((await identity.getIdentityPoolRoles({ IdentityPoolId })).Roles).toEqual({
    authenticated,
    unauthenticated: authenticated,
  });
  await identity.setPrincipalTagAttributeMap({
    IdentityPoolId,
    IdentityProviderName: ProviderName,
    UseDefaults: false,
    PrincipalTags: { viewer: 'sub' },
  });
  await identity.getPrincipalTagAttributeMap({ IdentityPoolId, IdentityProviderName: ProviderName });

  await idp.adminCreateUser({ UserPoolId: poolId, Username: 'identified', MessageAction: 'SUPPRESS' });
  await idp.adminSetUserPassword({
    UserPoolId: poolId,
    Username: 'identified',
    Password: 'First-Light-1',
    Permanent: true,
  });
  const { AuthenticationResult } = await idp.initiateAuth({
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'identified', PASSWORD: 'First-Light-1' },
  });
  const Logins = { [ProviderName]: there(AuthenticationResult?.IdToken) };
  const IdentityId = there((await identity.getId({ IdentityPoolId, Logins })).IdentityId);
  const guest = there((await identity.getId({ IdentityPoolId })).IdentityId);
  const { Credentials } = await identity.getCredentialsForIdentity({ IdentityId, Logins });
  await identity.getCredentialsForIdentity({ IdentityId: guest });
  expect((await identity.describeIdentity({ IdentityId })).Logins).toEqual([ProviderName]);
  expect((await identity.listIdentities({ IdentityPoolId, MaxResults: 5 })).Identities).toHaveLength(2);

  const viewer = sdk(server.endpoint, {
    accessKeyId: there(Credentials?.AccessKeyId),
    secretAccessKey: there(Credentials?.SecretKey),
    sessionToken: there(Credentials?.SessionToken),
  });
  expect((await viewer.sts.getCallerIdentity({})).Arn).toBe(
    'arn:aws:sts::000000000000:assumed-role/Everybody/CognitoIdentityCredentials',
  );
  viewer.close();

  const { Token } = await identity.getOpenIdToken({ IdentityId, Logins });
  const assumed = await sts.assumeRoleWithWebIdentity({
    RoleArn: authenticated,
    RoleSessionName: 'classic',
    WebIdentityToken: there(Token),
  });
  expect(assumed.AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/Everybody/classic');
  await sts.getCallerIdentity({});
  await iam.createRole({
    RoleName: 'Operator',
    AssumeRolePolicyDocument: policy({ Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }),
  });
  await sts.assumeRole({
    RoleArn: 'arn:aws:iam::000000000000:role/Operator',
    RoleSessionName: 'by-hand',
    DurationSeconds: 900,
  });

  await developers(identity, IdentityPoolId);
  const refused = await server.call('poolkeeper', 'ExplainAccess', {
    Principal: { RoleArn: 'arn:aws:iam::000000000000:role/Operator' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::a/b',
  });
  const decoded = await sts.decodeAuthorizationMessage({ EncodedMessage: there(refused.encodedMessage) });
  expect(JSON.parse(there(decoded.DecodedMessage))).toMatchObject({ allowed: false });

  await identity.unlinkIdentity({ IdentityId, Logins, LoginsToRemove: [ProviderName] });
  expect((await identity.deleteIdentities({ IdentityIdsToDelete: [guest] })).UnprocessedIdentityIds).toEqual([]);
  await identity.deleteIdentityPool({ IdentityPoolId });
}

async function developers(identity: Stage['identity'], IdentityPoolId: string): Promise<void> {
  const DeveloperProviderName = 'login.every';
  await identity.updateIdentityPool({
    IdentityPoolId,
    IdentityPoolName: 'every one',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName,
    CognitoIdentityProviders: (await identity.describeIdentityPool({ IdentityPoolId })).CognitoIdentityProviders,
  });
  const made = async (user: string): Promise<string> =>
    there(
      (await identity.getOpenIdTokenForDeveloperIdentity({ IdentityPoolId, Logins: { [DeveloperProviderName]: user } }))
        .IdentityId,
    );
  await made('one');
  const IdentityId = await made('two');
  await identity.mergeDeveloperIdentities({
    IdentityPoolId,
    DeveloperProviderName,
    SourceUserIdentifier: 'one',
    DestinationUserIdentifier: 'two',
  });
  const { DeveloperUserIdentifierList } = await identity.lookupDeveloperIdentity({ IdentityPoolId, IdentityId });
  expect(DeveloperUserIdentifierList).toEqual(['one', 'two']);
  await identity.unlinkDeveloperIdentity({
    IdentityPoolId,
    IdentityId,
    DeveloperProviderName,
    DeveloperUserIdentifier: 'one',
  });
}

/** Buckets and objects. */
export async function objects({ s3 }: Stage): Promise<void> {
  const Bucket = 'every-operation';
  await s3.createBucket({ Bucket });
  await s3.headBucket({ Bucket });
  await s3.getBucketLocation({ Bucket });
  const object = { Bucket, Key: 'catalog/ü & <ö>.txt' };
  await s3.putObject({ ...object, Body: 'text', ContentType: 'text/plain', Metadata: { who: 'me' } });
  expect(await s3.headObject(object)).toMatchObject({
    ContentLength: 4,
    ContentType: 'text/plain',
    Metadata: { who: 'me' },
  });
  expect(await (await s3.getObject(object)).Body?.transformToString()).toBe('text');
  expect((await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key)).toEqual([object.Key]);
  expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  expect((await s3.listObjects({ Bucket })).Contents?.map(({ Key }) => Key)).toEqual([object.Key]);
  await s3.putObjectTagging({ ...object, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
  expect((await s3.getObjectTagging(object)).TagSet).toEqual([{ Key: 'a', Value: 'b' }]);
  await s3.deleteObjectTagging(object);
  const CopySource = `${Bucket}/${object.Key}`;
  expect((await s3.copyObject({ Bucket, Key: 'copy', CopySource })).CopyObjectResult?.ETag).toBeDefined();
  await bucketPolicy(s3, Bucket);
  expect((await s3.getBucketVersioning({ Bucket })).Status).toBe(undefined);
  expect((await s3.getObjectAttributes({ ...object, ObjectAttributes: ['ObjectSize'] })).ObjectSize).toBe(4);
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://app.example'] }];
  await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules } });
  expect((await s3.getBucketCors({ Bucket })).CORSRules).toEqual(CORSRules);
  await s3.deleteBucketCors({ Bucket });
  await multipart(s3, { Bucket, Key: 'whole' }, CopySource);
  await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'copy' }, { Key: 'whole' }] } });
  await s3.deleteObject(object);
  await s3.deleteBucket({ Bucket });
}

async function bucketPolicy(s3: Stage['s3'], Bucket: string): Promise<void> {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
  });
  await s3.putBucketPolicy({ Bucket, Policy });
  expect((await s3.getBucketPolicy({ Bucket })).Policy).toBe(Policy);
  await s3.deleteBucketPolicy({ Bucket });
}

async function multipart(s3: Stage['s3'], place: { Bucket: string; Key: string }, CopySource: string): Promise<void> {
  const { UploadId } = await s3.createMultipartUpload(place);
  const { ETag } = await s3.uploadPart({ ...place, UploadId, PartNumber: 1, Body: 'part' });
  await s3.uploadPartCopy({ ...place, UploadId, PartNumber: 2, CopySource });
  expect((await s3.listParts({ ...place, UploadId })).Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
  const { Uploads } = await s3.listMultipartUploads({ Bucket: place.Bucket });
  expect(Uploads?.map((upload) => upload.UploadId)).toEqual([UploadId]);
  const Parts = [{ PartNumber: 1, ETag: there(ETag) }];
  await s3.completeMultipartUpload({ ...place, UploadId, MultipartUpload: { Parts } });
  const second = await s3.createMultipartUpload(place);
  await s3.abortMultipartUpload({ ...place, UploadId: second.UploadId });
}
