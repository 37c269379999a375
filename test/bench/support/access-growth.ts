import { decide } from '../../../electron/engine/authorization/decide.ts';
import { batch, decider, insist } from './access-decisions.ts';
import { BUCKET, DEVELOPER, developerUser, keyOf, roleArnOf, type AccessStage } from './access-stage.ts';
import { sized } from './options.ts';
import { alternate, timed, type Contestant, type Measured } from './rounds.ts';
import { grouped, printTimes, type Row } from './table.ts';

/** One of so many, another each time and the same ones in every run. */
function anyOf(count: number): () => number {
  let seed = 12_345;
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * count);
  };
}

/** What is measured with few and with many identities. */
export async function identityCalls(stage: AccessStage): Promise<Contestant[]> {
  const { call, identities, identityId: IdentityId, identityPoolId: IdentityPoolId, logins: Logins } = stage;
  const any = anyOf(identities);
  const pages: string[] = [];
  for (let read = 0, NextToken: string | undefined; read < identities / 2; read += 60) {
    const page = { IdentityPoolId, MaxResults: 60, ...(NextToken === undefined ? {} : { NextToken }) };
    NextToken = (await call('cognito-identity', 'ListIdentities', page)).NextToken;
    if (NextToken !== undefined) pages.push(NextToken);
  }
  const middle = pages.at(-1) as string;
  const lookUp = () =>
    call('cognito-identity', 'LookupDeveloperIdentity', {
      IdentityPoolId,
      DeveloperUserIdentifier: developerUser(any()),
    });
  const known: string[] = [];
  for (let count = 0; count < 200; count++) known.push((await lookUp()).IdentityId as string);
  const next = anyOf(known.length);
  const decision = await decider(stage);
  return [
    { name: 'GetId', run: () => timed(() => call('cognito-identity', 'GetId', { IdentityPoolId, Logins })) },
    {
      name: 'GetCredentialsForIdentity',
      run: () => timed(() => call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins })),
    },
    { name: 'LookupDeveloperIdentity', run: () => timed(lookUp) },
    {
      name: 'GetOpenIdTokenForDeveloperIdentity',
      run: () =>
        timed(() =>
          call('cognito-identity', 'GetOpenIdTokenForDeveloperIdentity', {
            IdentityPoolId,
            Logins: { [DEVELOPER]: developerUser(any()) },
          }),
        ),
    },
    {
      name: 'DescribeIdentity',
      run: () => timed(() => call('cognito-identity', 'DescribeIdentity', { IdentityId: known[next()] as string })),
    },
    {
      name: 'ListIdentities, first page of 60',
      run: () => timed(() => call('cognito-identity', 'ListIdentities', { IdentityPoolId, MaxResults: 60 })),
    },
    {
      name: 'ListIdentities, a page in the middle',
      run: () =>
        timed(() => call('cognito-identity', 'ListIdentities', { IdentityPoolId, MaxResults: 60, NextToken: middle })),
    },
    { name: 'a decision', run: () => batch(() => insist(decide(decision.ctx, decision.session, decision.needed))) },
  ];
}

/** What is measured with few and with many roles. */
export async function roleCalls(stage: AccessStage): Promise<Contestant[]> {
  const { call, roles, identityId: IdentityId, logins: Logins } = stage;
  const any = anyOf(roles);
  const deciders: Awaited<ReturnType<typeof decider>>[] = [];
  for (let role = 0; role < roles; role++) deciders.push(await decider(stage, role));
  const next = (): Awaited<ReturnType<typeof decider>> => deciders[any()] as Awaited<ReturnType<typeof decider>>;
  return [
    {
      name: 'AssumeRole, any of them',
      run: () => timed(() => call('sts', 'AssumeRole', { RoleArn: roleArnOf(any()), RoleSessionName: 'bench' })),
    },
    {
      name: 'GetCredentialsForIdentity',
      run: () => timed(() => call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins })),
    },
    {
      name: 'a decision, for any of them',
      run: () =>
        batch(() => {
          const { ctx, session, needed } = next();
          insist(decide(ctx, session, needed));
        }),
    },
    { name: 'GetRole, any of them', run: () => timed(() => call('iam', 'GetRole', { RoleName: `bench-${any()}` })) },
    { name: 'ListRoles, first page of 10', run: () => timed(() => call('iam', 'ListRoles', { MaxItems: 10 })) },
    {
      name: 'who can: every role is asked',
      run: () =>
        timed(() =>
          call('poolkeeper', 'WhoCan', { Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/${keyOf(1)}` }),
        ),
    },
  ];
}

/** The same calls on two stages, of few and of many. */
export async function compare(
  what: 'identities' | 'roles',
  small: AccessStage,
  large: AccessStage,
  callsOn: (stage: AccessStage) => Promise<Contestant[]>,
  count: number,
): Promise<void> {
  const [few, lots] = [await callsOn(small), await callsOn(large)];
  const rows: Row[] = [];
  for (const [index, one] of few.entries()) {
    const asked = one.name.startsWith('who can');
    const [first, second] = (await alternate(
      [
        { ...one, name: `${one.name}: ${grouped(small[what])}` },
        { ...(lots[index] as Contestant), name: `${one.name}: ${grouped(count)}` },
      ],
      { rounds: sized(asked ? 10 : 20, 4), each: asked ? sized(10, 3) : sized(60, 20), warmUp: asked ? 5 : 100 },
    )) as [Measured, Measured];
    rows.push({ measured: first }, { measured: second, baseline: first, baselineName: grouped(small[what]) });
  }
  printTimes(`The same call with ${grouped(small[what])} and with ${grouped(count)} ${what}`, rows);
}
