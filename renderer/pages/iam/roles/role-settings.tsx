import { hoursProblem, SESSION_HOURS } from './create-role-draft.ts';
import { rangeWords } from '../../../lib/limits.ts';
import { Button, Container, FormField, Header, Input, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { CopyAsCli, cli, type CliCall } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { tagRecord, tagsProblem, type TagRow } from '../../../parts/tag-rows.ts';
import { TagsEditor } from '../../../parts/tags-editor.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { flash } from '../../../state/flash.ts';
import { PolicySelect } from '../policies/managed.tsx';

type Settings = {
  readonly description: string;
  readonly hours: string;
  readonly boundary: string;
  readonly tags: readonly TagRow[];
};

const settingsOf = (role: Role): Settings => ({
  description: role.Description ?? '',
  hours: String((role.MaxSessionDuration ?? 3600) / 3600),
  boundary: role.PermissionsBoundary?.PermissionsBoundaryArn ?? '',
  tags: (role.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
});

/** `callsFor` has checked each input against its operation. */
type SomeCall = (service: string, operation: string, input: object) => Promise<unknown>;

/** The calls that turn what is into what is wanted; each setting of IAM has its own. */
function callsFor(RoleName: string, before: Settings, after: Settings): CliCall[] {
  const calls: CliCall[] = [];
  if (before.description !== after.description || before.hours !== after.hours)
    calls.push(
      cli('iam', 'UpdateRole', {
        RoleName,
        Description: after.description,
        MaxSessionDuration: Math.round(Number(after.hours) * 3600),
      }),
    );
  if (before.boundary !== after.boundary)
    calls.push(
      after.boundary === ''
        ? cli('iam', 'DeleteRolePermissionsBoundary', { RoleName })
        : cli('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: after.boundary }),
    );
  const there = tagRecord(before.tags);
  const wanted = tagRecord(after.tags);
  const gone = Object.keys(there).filter((key) => !(key in wanted));
  const changed = Object.entries(wanted).filter(([key, value]) => there[key] !== value);
  if (gone.length > 0) calls.push(cli('iam', 'UntagRole', { RoleName, TagKeys: gone }));
  if (changed.length > 0)
    calls.push(cli('iam', 'TagRole', { RoleName, Tags: changed.map(([Key, Value]) => ({ Key, Value })) }));
  return calls;
}

/** Description, session length, boundary and tags of a role, edited together. */
export function RoleSettings({ role }: { readonly role: Role }) {
  const before = settingsOf(role);
  const [edited, setEdited] = useState<Settings>();
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const settings = edited ?? before;
  const calls = callsFor(role.RoleName, before, settings);
  const problems = {
    hours: hoursProblem(settings.hours),
    tags: tagsProblem(settings.tags),
  };
  const change = (changes: Partial<Settings>): void => setEdited({ ...settings, ...changes });
  const save = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      for (const { service, operation, input } of calls) await (call as SomeCall)(service, operation, input);
      flash.success('Limits and tags saved.');
      setEdited(undefined);
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            calls.length > 0 && (
              <SpaceBetween direction="horizontal" size="xs">
                <CopyAsCli calls={calls} />
                <Button onClick={() => setEdited(undefined)}>Discard</Button>
                <Button
                  variant="primary"
                  disabled={problems.hours !== undefined || problems.tags !== undefined}
                  loading={running}
                  onClick={() => void save()}
                >
                  Save
                </Button>
              </SpaceBetween>
            )
          }
        >
          Limits and tags
        </Header>
      }
    >
      <UnsavedGuard dirty={calls.length > 0} what="limits and tags" />
      <SpaceBetween size="l">
        <FaultAlert fault={fault} />
        <FormField label="Description">
          <Input value={settings.description} onChange={({ detail }) => change({ description: detail.value })} />
        </FormField>
        <FormField
          label="Longest session, in hours"
          description={`${rangeWords(SESSION_HOURS)}. Credentials of an identity pool’s enhanced flow always last an hour.`}
          errorText={problems.hours}
        >
          <Input
            value={settings.hours}
            inputMode="decimal"
            onChange={({ detail }) => change({ hours: detail.value.trim() })}
          />
        </FormField>
        <FormField
          label="Permissions boundary"
          description="A managed policy that bounds what any policy of the role can allow. It allows nothing by itself."
        >
          <PolicySelect
            label="Permissions boundary"
            value={settings.boundary}
            onChange={(boundary) => change({ boundary })}
          />
        </FormField>
        <FormField
          label="Tags"
          description="Policies compare them as aws:PrincipalTag/KEY; a session tag of the same key wins."
          stretch
        >
          <TagsEditor tags={settings.tags} onChange={(tags) => change({ tags })} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
