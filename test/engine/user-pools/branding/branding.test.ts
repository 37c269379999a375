import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalog, type Catalog } from '../stage.ts';

let at: Catalog;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  at = await catalog();
  ({ poolId: UserPoolId, clientId: ClientId } = at);
});
afterEach(() => at.stop());

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]).toString('base64');
const missing = '00000000-0000-4000-8000-000000000000';
const Settings = { components: { form: { borderRadius: 8 } } };
const Assets = [{ Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG', Bytes: PNG }] as const;

test('a client has one style: made, described, replaced, deleted', async () => {
  const made = await at.idp('CreateManagedLoginBranding', {
    UserPoolId,
    ClientId,
    Settings: Settings as never,
    Assets: [...Assets],
  });
  const ManagedLoginBrandingId = made.ManagedLoginBranding?.ManagedLoginBrandingId as string;
  expect(made.ManagedLoginBranding).toMatchObject({ UserPoolId, UseCognitoProvidedValues: false, Settings, Assets });
  expect(await at.idp('DescribeManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId })).toEqual(made);
  expect(
    await at.idp('DescribeManagedLoginBrandingByClient', { UserPoolId, ClientId, ReturnMergedResources: true }),
  ).toEqual(made);
  expect(await at.no('CreateManagedLoginBranding', { UserPoolId, ClientId })).toMatchObject({
    code: 'ManagedLoginBrandingExistsException',
  });
  const changed = await at.idp('UpdateManagedLoginBranding', {
    UserPoolId,
    ManagedLoginBrandingId,
    UseCognitoProvidedValues: true,
  });
  expect(changed.ManagedLoginBranding).toMatchObject({ UseCognitoProvidedValues: true });
  expect(changed.ManagedLoginBranding).not.toHaveProperty('Settings');
  await at.idp('DeleteManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId });
  expect(await at.no('DescribeManagedLoginBrandingByClient', { UserPoolId, ClientId })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test.each([
  ['Cognito’s values with settings', { UseCognitoProvidedValues: true, Settings }],
  ['an asset without content', { Assets: [{ Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG' }] }],
  [
    'a favicon of another kind',
    { Assets: [{ Category: 'FAVICON_ICO', ColorMode: 'DARK', Extension: 'PNG', Bytes: PNG }] },
  ],
])('%s is refused', async (_name, input) => {
  expect(await at.no('CreateManagedLoginBranding', { UserPoolId, ClientId, ...input })).toMatchObject({
    code: 'InvalidParameterException',
  });
});

test('styles that are not there, and a style too many', async () => {
  const none = { UserPoolId, ManagedLoginBrandingId: missing };
  for (const operation of [
    'DescribeManagedLoginBranding',
    'UpdateManagedLoginBranding',
    'DeleteManagedLoginBranding',
  ] as const)
    expect(await at.no(operation, none)).toMatchObject({ code: 'ResourceNotFoundException' });
  expect(await at.no('UpdateManagedLoginBranding', { UserPoolId })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Missing required parameter ManagedLoginBrandingId',
  });
  for (let index = 0; index < 20; index += 1)
    await at.idp('CreateManagedLoginBranding', { UserPoolId, ClientId: (await at.client()).clientId });
  expect(await at.no('CreateManagedLoginBranding', { UserPoolId, ClientId })).toMatchObject({
    code: 'LimitExceededException',
  });
});

test('the hosted UI’s style is the client’s own, or the pool’s', async () => {
  expect(await at.no('SetUICustomization', { UserPoolId, CSS: '' })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'There has to be an existing domain associated with this user pool',
  });
  await at.domain();
  expect(await at.idp('GetUICustomization', { UserPoolId })).toEqual({ UICustomization: { UserPoolId } });
  const CSS =
    '/* ours */ .banner-customizable { background: black; }\n.submitButton-customizable:hover, .label-customizable { color: red }';
  const set = await at.idp('SetUICustomization', { UserPoolId, CSS });
  expect(set.UICustomization).toMatchObject({ ClientId: 'ALL', CSS });
  expect(await at.idp('GetUICustomization', { UserPoolId, ClientId })).toEqual(set);
  const own = await at.idp('SetUICustomization', { UserPoolId, ClientId, ImageFile: PNG });
  expect(own.UICustomization).toMatchObject({ ClientId, ImageUrl: `data:image/png;base64,${PNG}` });
  expect(await at.idp('GetUICustomization', { UserPoolId, ClientId })).toEqual(own);
});

test.each([
  ['another selector', { CSS: 'body { display: none }' }, 'Invalid CSS selector: body'],
  [
    'something from elsewhere',
    { CSS: '.logo-customizable { background: url(http://x) }' },
    'CSS must not contain @import, url() or markup.',
  ],
  [
    'an image of another kind',
    { ImageFile: Buffer.from('GIF89a').toString('base64') },
    'The image file must be a PNG, JPG or JPEG.',
  ],
  ['a large image', { ImageFile: Buffer.alloc(100_001, 1).toString('base64') }, 'The image file is too large.'],
])('%s is refused', async (_name, input, message) => {
  await at.domain();
  expect(await at.no('SetUICustomization', { UserPoolId, ...input })).toMatchObject({
    code: 'InvalidParameterException',
    message,
  });
});

const Links = { 'cognito:default': 'https://example.com/terms', 'cognito:french': 'https://example.com/fr' };
const terms = (more: object = {}) =>
  ({
    UserPoolId,
    ClientId,
    TermsName: 'terms-of-use',
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links,
    ...more,
  }) as const;

test('terms are made, described by id and client, listed, changed and deleted', async () => {
  const made = await at.idp('CreateTerms', terms());
  const TermsId = made.Terms?.TermsId as string;
  expect(made.Terms).toMatchObject({ UserPoolId, ClientId, TermsName: 'terms-of-use', Links });
  expect(await at.idp('DescribeTerms', { UserPoolId, TermsId })).toEqual(made);
  expect(await at.idp('DescribeTermsByClient', { UserPoolId, ClientId, TermsName: 'terms-of-use' })).toEqual(made);
  await at.idp('CreateTerms', terms({ TermsName: 'privacy-policy' }));
  const page = await at.idp('ListTerms', { UserPoolId, MaxResults: 1 });
  const rest = await at.idp('ListTerms', { UserPoolId, MaxResults: 1, NextToken: page.NextToken as string });
  expect([...page.Terms, ...rest.Terms].map(({ TermsName }) => TermsName).toSorted()).toEqual([
    'privacy-policy',
    'terms-of-use',
  ]);
  expect(await at.no('UpdateTerms', { UserPoolId, TermsId, TermsName: 'privacy-policy' })).toMatchObject({
    code: 'TermsExistsException',
  });
  const changed = await at.idp('UpdateTerms', {
    UserPoolId,
    TermsId,
    Links: { 'cognito:default': 'https://example.com/2' },
  });
  expect(changed.Terms?.Links).toEqual({ 'cognito:default': 'https://example.com/2' });
  await at.idp('DeleteTerms', { UserPoolId, TermsId });
  expect(await at.no('DescribeTermsByClient', { UserPoolId, ClientId, TermsName: 'terms-of-use' })).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('terms that cannot be are refused', async () => {
  await at.idp('CreateTerms', terms());
  expect(await at.no('CreateTerms', terms())).toMatchObject({ code: 'TermsExistsException' });
  for (const bad of [
    { Links: undefined },
    { Links: { 'cognito:french': 'https://x' } },
    { Links: { 'cognito:default': 'nowhere' } },
  ])
    expect(await at.no('CreateTerms', terms({ TermsName: 'privacy-policy', ...bad }))).toMatchObject({
      code: 'InvalidParameterException',
    });
  for (const operation of ['DescribeTerms', 'UpdateTerms', 'DeleteTerms'] as const)
    expect(await at.no(operation, { UserPoolId, TermsId: missing })).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Terms do not exist.',
    });
});

test('a pool has forty terms at most', async () => {
  for (let index = 0; index < 40; index += 1)
    await at.idp('CreateTerms', terms({ ClientId: (await at.client()).clientId }));
  expect(await at.no('CreateTerms', terms())).toMatchObject({ code: 'LimitExceededException' });
});

test('what belongs to a client goes with it', async () => {
  await at.idp('CreateTerms', terms());
  await at.idp('CreateManagedLoginBranding', { UserPoolId, ClientId });
  await at.idp('DeleteUserPoolClient', { UserPoolId, ClientId });
  expect((await at.idp('ListTerms', { UserPoolId })).Terms).toEqual([]);
});
