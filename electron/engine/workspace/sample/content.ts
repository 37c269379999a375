import { apiArn, bucketArn, objectArn } from '../../../../shared/aws/arn.ts';
/**
 * What the streaming platform of the sample workspace is made of.
 *
 * Viewers on the ad-supported free tier may read `catalog/free/*`; premium subscribers `catalog/premium/*`
 * as well; guests see posters only. All names begin with `streaming` or `Streaming`, so that resetting the
 * sample touches nothing else.
 */

export const SAMPLE_BUCKET = 'streaming-catalog';
/** The HTTP API in front of the catalog. */
export const SAMPLE_API = 'catalog';
/** The function that reads films for the API. */
export const SAMPLE_FUNCTION = 'streaming-film';
/** The password of every confirmed viewer of the sample. */
export const SAMPLE_PASSWORD = 'Streaming-2026';

/** The fixed ids of the sample in a region, so that notes, scripts and tests may name them. */
export const sampleIds = (region: string) => ({
  poolId: `${region}_Streaming`,
  clientId: 'streamingplatformwebclient',
  identityPoolId: `${region}:57124ea3-1e90-4a7c-9b1d-c0ffee571ea3`,
  bucket: SAMPLE_BUCKET,
});

type SampleViewer = {
  readonly username: string;
  readonly groups: readonly ('free' | 'premium')[];
  readonly attributes: Readonly<Record<string, string>>;
};

const viewer = (username: string, name: string, groups: SampleViewer['groups'], country: string): SampleViewer => ({
  username,
  groups,
  attributes: {
    email: `${username}@streaming.example`,
    email_verified: 'true',
    name,
    picture: `https://streaming.example/pictures/${username}.png`,
    profile: `https://streaming.example/viewers/${username}`,
    'custom:country': country,
  },
});

/** Confirmed viewers: two a tier, and one who upgraded and kept her old group. */
export const SAMPLE_VIEWERS: readonly SampleViewer[] = [
  viewer('free-viewer', 'Free Viewer', ['free'], 'FR'),
  viewer('free-student', 'Free Student', ['free'], 'DE'),
  viewer('premium-viewer', 'Premium Viewer', ['premium'], 'JP'),
  viewer('premium-family', 'Premium Family', ['premium'], 'BR'),
  viewer('upgraded-viewer', 'Upgraded Viewer', ['free', 'premium'], 'KE'),
];

/** Signed up, never confirmed: the code is in the outbox. */
export const UNCONFIRMED_VIEWER = { username: 'new-viewer', email: 'new-viewer@streaming.example' };

/** The tiers: the lower precedence wins where a viewer is in both. */
export const SAMPLE_GROUPS = [
  { name: 'premium', description: 'Subscribers: the whole catalog', precedence: 1, role: 'StreamingPremium' },
  { name: 'free', description: 'Ad-supported: the free catalog', precedence: 10, role: 'StreamingFree' },
] as const;

type SampleRole = {
  readonly name: string;
  readonly description: string;
  /** The `amr` that the trust policy asks for. */
  readonly amr: 'authenticated' | 'unauthenticated';
  /** Folders of the bucket that may be read. */
  readonly reads: readonly string[];
  /** Whether the viewer has a folder of their own, named after their identity. */
  readonly ownFolder: boolean;
};

/** The roles that groups and guests get. */
export const SAMPLE_ROLES: readonly SampleRole[] = [
  {
    name: 'StreamingGuest',
    description: 'Visitors who have not signed in',
    amr: 'unauthenticated',
    reads: ['catalog/posters'],
    ownFolder: false,
  },
  {
    name: 'StreamingFree',
    description: 'Viewers of the ad-supported tier',
    amr: 'authenticated',
    reads: ['catalog/posters', 'catalog/free'],
    ownFolder: true,
  },
  {
    name: 'StreamingPremium',
    description: 'Premium subscribers',
    amr: 'authenticated',
    reads: ['catalog/posters', 'catalog/free', 'catalog/premium'],
    ownFolder: true,
  },
];

/** The role of the sample's function: it may read every film, whoever asks. */
export const FILM_ROLE = {
  name: 'StreamingFilmFunction',
  description: 'The function behind the catalog API, where it acts for itself',
  trust: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  },
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadCatalog',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: objectArn(SAMPLE_BUCKET, 'catalog/*'),
      },
    ],
  },
} as const;

/** The trust policy of a role that only this identity pool may hand out. */
export const trustPolicy = (identityPoolId: string, amr: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
      },
    },
  ],
});

/** What a role may do: read its folders, list them, keep its own viewing history. */
export const permissionPolicy = ({ reads, ownFolder }: SampleRole) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadCatalog',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: reads.map((folder) => objectArn(SAMPLE_BUCKET, `${folder}/*`)),
    },
    {
      Sid: 'ListCatalog',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: bucketArn(SAMPLE_BUCKET),
      Condition: { StringLike: { 's3:prefix': reads.map((folder) => `${folder}/*`) } },
    },
    ...(ownFolder
      ? [
          {
            Sid: 'CallCatalogApi',
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: apiArn({ region: '*', account: '*' }, SAMPLE_API, '*/GET/*'),
          },
          {
            Sid: 'OwnHistory',
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
            Resource: objectArn(SAMPLE_BUCKET, `history/\${cognito-identity.amazonaws.com:sub}/*`),
          },
        ]
      : []),
  ],
});

type SampleObject = { readonly key: string; readonly type: string; readonly body: string };

const film = (
  tier: 'free' | 'premium',
  slug: string,
  title: string,
  minutes: number,
  about: string,
): SampleObject[] => [
  {
    key: `catalog/${tier}/${slug}.json`,
    type: 'application/json',
    body: `${JSON.stringify({ title, tier, minutes, about, advertisements: tier === 'free' }, undefined, 2)}\n`,
  },
  {
    key: `catalog/${tier}/${slug}.vtt`,
    type: 'text/vtt',
    body: `WEBVTT\n\n00:00.000 --> 00:04.000\n${title}\n\n00:04.000 --> 00:09.000\n${about}\n`,
  },
];

const poster = (slug: string, title: string, colour: string): SampleObject => ({
  key: `catalog/posters/${slug}.svg`,
  type: 'image/svg+xml',
  body:
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 300" role="img" aria-label="${title}">` +
    `<rect width="200" height="300" fill="${colour}"/><circle cx="100" cy="120" r="60" fill="#fff" opacity=".2"/>` +
    `<text x="100" y="260" fill="#fff" font-family="sans-serif" font-size="18" text-anchor="middle">${title}</text></svg>\n`,
});

/** The catalog: small files that read well in a terminal and in a browser. */
export const SAMPLE_OBJECTS: readonly SampleObject[] = [
  poster('harbour-lights', 'Harbour Lights', '#1d5b79'),
  poster('the-long-signal', 'The Long Signal', '#5b2a86'),
  ...film('free', 'harbour-lights', 'Harbour Lights', 84, 'A ferry town, one winter, and a lamp that will not go out.'),
  ...film('free', 'paper-boats', 'Paper Boats', 61, 'Two cousins race letters down a flooded street.'),
  ...film('premium', 'the-long-signal', 'The Long Signal', 118, 'A listening post hears its own reply.'),
  ...film('premium', 'glass-orchard', 'Glass Orchard', 97, 'The last greenhouse on a warming island.'),
];
