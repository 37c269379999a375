import { resourceName } from '../../../../shared/aws/arn.ts';
import { Box, Button, Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../../client/client.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { tagRecord } from '../../../parts/tag-rows.ts';
import { TagList } from '../../../parts/tags-editor.tsx';
import { mappable, mappingOf, taggable, tagMapOf, type Draft, type RoleChoice } from './create-draft.ts';
import { poolInput, restOfPlan, toExtend } from './create-plan.ts';
import { described, mappingFor } from '../providers/mapping.ts';
import { detailOf, keyOf, titleOf } from '../providers/providers.ts';
import { tagsDescribed } from '../tags/tag-map.ts';

/** What will be created, part by part, each with the way back to its step. */
export function Review({
  draft,
  place,
  edit,
}: {
  readonly draft: Draft;
  readonly place: { readonly region: string; readonly account: string };
  readonly edit: (step: number) => void;
}) {
  const arns = toExtend(draft);
  const documents = useQueries({
    queries: arns.map((arn) => ({
      queryKey: ['iam', 'GetRole', { RoleName: resourceName(arn) }],
      queryFn: () => call('iam', 'GetRole', { RoleName: resourceName(arn) }),
    })),
    combine: (results) =>
      Object.fromEntries(
        results.flatMap(({ data }, index) =>
          data === undefined ? [] : [[arns[index] ?? '', data.Role.AssumeRolePolicyDocument ?? ''] as const],
        ),
      ),
  });
  const poolId = draft.customId === '' ? undefined : `${place.region}:${draft.customId}`;
  const calls = [
    cli('cognito-identity', 'CreateIdentityPool', poolInput(draft, place.region)),
    ...restOfPlan(draft, { ...place, poolId, documents }),
  ];
  const signedIn = draft.providers.length > 0;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h2"
        description="The pool is created first, then its roles with trust policies that name it, then mappings and tags."
        actions={<CopyAsCli calls={calls} />}
      >
        What will be created
      </Header>
      <Part title="Name and sign-in" edit={() => edit(0)}>
        <SpaceBetween size="m">
          <KeyValues
            items={[
              { label: 'Name', value: draft.name },
              { label: 'Guests', value: draft.guests ? 'Allowed' : 'Not allowed' },
              { label: 'Basic (classic) flow', value: draft.classic ? 'Allowed' : 'Not allowed' },
            ]}
          />
          <KeyValues
            columns={2}
            items={
              signedIn
                ? draft.providers.map((provider) => ({
                    label: titleOf(provider),
                    value: <span className="pk-mono pk-wrap">{detailOf(provider)}</span>,
                  }))
                : [{ label: 'Identity providers', value: 'None: guests only' }]
            }
          />
        </SpaceBetween>
      </Part>
      <Part title="Roles" edit={() => edit(1)}>
        <KeyValues
          columns={2}
          items={[
            { label: 'Authenticated role', value: signedIn ? roleText(draft.authenticated) : '' },
            { label: 'Guest role', value: draft.guests ? roleText(draft.guest) : '' },
          ]}
        />
      </Part>
      {mappable(draft).length > 0 && (
        <Part title="Role mapping" edit={() => edit(2)}>
          <KeyValues
            columns={2}
            items={mappable(draft).map((provider) => ({
              label: titleOf(provider),
              value: <span key={keyOf(provider)}>{described(mappingFor(mappingOf(draft, provider)))}</span>,
            }))}
          />
        </Part>
      )}
      {taggable(draft).length > 0 && (
        <Part title="Principal tags" edit={() => edit(3)}>
          <KeyValues
            columns={2}
            items={taggable(draft).map((provider) => ({
              label: titleOf(provider),
              value: tagsDescribed(tagMapOf(draft, provider)),
            }))}
          />
        </Part>
      )}
      <Part title="ID and tags" edit={() => edit(4)}>
        <SpaceBetween size="m">
          <KeyValues columns={1} items={[{ label: 'Identity pool ID', value: poolId ?? 'Made up' }]} />
          <TagList tags={tagRecord(draft.tags)} />
        </SpaceBetween>
      </Part>
      {draft.providers.some(({ kind }) => kind === 'developer') && (
        <Box color="text-status-warning">The custom developer provider can never be changed or removed.</Box>
      )}
    </SpaceBetween>
  );
}

const roleText = ({ way, arn, name, extend }: RoleChoice): string =>
  way === 'new'
    ? `${name} (new, trusts the pool)`
    : `${resourceName(arn)}${extend ? ' (its trust policy is extended)' : ' (its trust policy stays as it is)'}`;

function Part({
  title,
  edit,
  children,
}: {
  readonly title: string;
  readonly edit: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Container
      header={
        <Header
          variant="h3"
          actions={
            <Button ariaLabel={`Edit ${title.toLowerCase()}`} formAction="none" onClick={edit}>
              Edit
            </Button>
          }
        >
          {title}
        </Header>
      }
    >
      {children}
    </Container>
  );
}
