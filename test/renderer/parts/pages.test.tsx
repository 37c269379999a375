// @vitest-environment jsdom
import { mount, type Mounted } from './mount.tsx';
import { Button } from '@cloudscape-design/components';
import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { useCall } from '../../../renderer/client/hooks.ts';
import { ActionDialog } from '../../../renderer/parts/action-dialog.tsx';
import { DeleteDialog } from '../../../renderer/parts/confirm-delete.tsx';
import { cli } from '../../../renderer/parts/copy-as-cli.tsx';
import { DetailPage } from '../../../renderer/parts/detail-page.tsx';
import { filled, whole } from '../../../renderer/parts/draft.ts';
import { EditSection } from '../../../renderer/parts/edit-section.tsx';
import { TextField, WholeField } from '../../../renderer/parts/fields.tsx';
import { Form, useDraft, useSubmission } from '../../../renderer/parts/form.tsx';
import { Overview } from '../../../renderer/parts/section.tsx';
import { TagsSection } from '../../../renderer/parts/tags-section.tsx';
import type { TestEngine } from '../../support/harness.ts';

let mounted: Mounted;
afterEach(() => mounted.stop());

const button = (name: string | RegExp) => screen.getByRole('button', { name });

function UserPage() {
  const read = useCall('iam', 'GetUser', { UserName: 'anna' });
  return (
    <DetailPage
      title="anna"
      crumbs={[{ text: 'IAM users', href: '/iam/users' }]}
      read={read}
      of={read.output?.User}
      remove={(close, gone) => (
        <DeleteDialog
          title="Delete IAM user anna"
          consequences="Gone for good."
          calls={[cli('iam', 'DeleteUser', { UserName: 'anna' })]}
          done="Deleted."
          onClose={close}
          onDone={gone}
        />
      )}
      tabs={(user, askToDelete) => [
        {
          id: 'keys',
          label: 'Access keys',
          content: (
            <>
              <p>Keys of {user.UserName}</p>
              <Button onClick={askToDelete}>Delete the user too</Button>
            </>
          ),
        },
        {
          id: 'tags',
          label: 'Tags',
          content: (
            <TagsSection
              tags={user.Tags}
              tag={(Tags) => cli('iam', 'TagUser', { UserName: 'anna', Tags })}
              untag={(TagKeys) => cli('iam', 'UntagUser', { UserName: 'anna', TagKeys })}
            />
          ),
        },
      ]}
    >
      {(user) => <Overview items={[{ label: 'ARN', value: user.Arn, copy: true }]} />}
    </DetailPage>
  );
}

const anna = (engine: TestEngine) =>
  engine.call('iam', 'CreateUser', {
    UserName: 'anna',
    Tags: [
      { Key: 'team', Value: 'film' },
      { Key: 'site', Value: 'oslo' },
    ],
  });

test('a page of what is not there says so, and offers nothing', async () => {
  mounted = await mount(<UserPage />);
  await screen.findByText('NoSuchEntity');
  expect(button('Delete')).toHaveProperty('disabled', true);
  expect(screen.queryByRole('tab')).toBeNull();
});

test('the open tab stands in the address; one that is not there opens the first', async () => {
  mounted = await mount(<UserPage />, { before: anna, path: '/here?tab=wrong' });
  await screen.findByText('Keys of anna');
  screen.getByText('arn:aws:iam::000000000000:user/anna');
  await mounted.user.click(screen.getByRole('tab', { name: 'Tags' }));
  expect(mounted.path()).toBe('/here?tab=tags');
});

test('deleting leaves the page for the list; giving up stays', async () => {
  mounted = await mount(<UserPage />, { before: anna });
  await screen.findByText('Keys of anna');
  await mounted.user.click(button('Delete'));
  await mounted.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
  expect(mounted.path()).toBe('/here');
  await mounted.user.click(button('Delete'));
  await mounted.user.type(within(screen.getByRole('dialog')).getByRole('textbox'), 'delete{Enter}');
  await screen.findByText('Another page');
  expect(mounted.path()).toBe('/iam/users');
  expect(mounted.flashes()).toContain('Deleted.');
});

test('tags: only what differs is sent, and nothing is sent before something differs', async () => {
  mounted = await mount(<UserPage />, { before: anna, path: '/here?tab=tags' });
  await mounted.user.click(await screen.findByRole('button', { name: 'Edit tags' }));
  expect(button('Save tags').getAttribute('aria-disabled')).toBe('true');
  await mounted.user.click(button('Remove tag site'));
  await mounted.user.type(screen.getByRole('textbox', { name: 'Value' }), 's');
  expect(mounted.unsaved()).toEqual(['tags']);
  await mounted.user.click(button('Save tags'));
  await screen.findByRole('button', { name: 'Edit tags' });
  expect(mounted.made).toEqual([
    { service: 'iam', operation: 'UntagUser', input: { UserName: 'anna', TagKeys: ['site'] } },
    { service: 'iam', operation: 'TagUser', input: { UserName: 'anna', Tags: [{ Key: 'team', Value: 'films' }] } },
  ]);
  expect(mounted.unsaved()).toEqual([]);
  await screen.findByText('films');
});

const seconds = ({ length }: { length: string }) => ({
  request: { RoleName: 'editor', MaxSessionDuration: Number(length) },
  differences: length === '3600' ? [] : [{ field: 'MaxSessionDuration', before: 3600, after: Number(length) }],
  rescued: [{ field: 'Description', kept: 'Edits films', becomes: '' }],
});

const editor = (engine: TestEngine) =>
  engine.call('iam', 'CreateRole', {
    RoleName: 'editor',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    }),
  });

function Session({
  onDraft = () => undefined,
}: {
  readonly onDraft?: (draft: { readonly length: string } | undefined) => void;
}) {
  const start = { length: '3600' };
  const form = useDraft(z.object({ length: filled('Type a length.') }), start);
  const saving = useSubmission({
    service: 'iam',
    operation: 'UpdateRole',
    input: (draft: typeof start) => seconds(draft).request,
    done: 'Session saved.',
  });
  return (
    <EditSection
      title="Session"
      form={form}
      start={start}
      saving={saving}
      review={seconds}
      onDraft={onDraft}
      view={<p>An hour</p>}
    >
      <TextField form={form} name="length" label="Seconds" />
    </EditSection>
  );
}

test('a section is shown, edited, reviewed with what would have been reset, and saved', async () => {
  mounted = await mount(<Session />, { before: editor });
  await mounted.user.click(button('Edit session'));
  expect(screen.queryByText('An hour')).toBeNull();
  expect(button('Review changes of session').getAttribute('aria-disabled')).toBe('true');
  const field = screen.getByRole('textbox', { name: 'Seconds' });
  await mounted.user.clear(field);
  await mounted.user.click(button('Review changes of session'));
  await screen.findByText('Type a length.');
  expect(screen.queryByRole('dialog')).toBeNull();
  await mounted.user.type(field, '1{Enter}');
  const review = within(await screen.findByRole('dialog', { name: 'Review changes' }));
  review.getByText('1 setting is kept that AWS would have reset');
  expect(mounted.made).toEqual([]);
  await mounted.user.click(review.getByRole('button', { name: 'Apply changes' }));
  await screen.findByText(/failed to satisfy constraint/);
  await mounted.user.click(review.getByRole('button', { name: 'Back to editing' }));
  await mounted.user.clear(field);
  await mounted.user.type(field, '7200{Enter}');
  await mounted.user.click(await screen.findByRole('button', { name: 'Apply changes' }));
  await screen.findByText('An hour');
  expect(mounted.flashes()).toContain('Session saved.');
  expect(mounted.made.at(-1)?.input).toEqual({ RoleName: 'editor', MaxSessionDuration: 7200 });
});

test('editing that is given up leaves nothing behind', async () => {
  mounted = await mount(<Session />, { before: editor });
  await mounted.user.click(button('Edit session'));
  await mounted.user.type(screen.getByRole('textbox', { name: 'Seconds' }), '1');
  expect(mounted.unsaved()).toEqual(['session']);
  await mounted.user.click(button('Cancel editing session'));
  expect(mounted.unsaved()).toEqual([]);
  await mounted.user.click(button('Edit session'));
  expect(screen.getByRole('textbox', { name: 'Seconds' })).toHaveProperty('value', '3600');
});

function Previewed() {
  const [draft, setDraft] = useState<{ readonly length: string }>();
  return (
    <>
      <p>{draft === undefined ? 'Nothing is edited' : `Edited: ${draft.length}`}</p>
      <Session onDraft={setDraft} />
    </>
  );
}

test('a page is told what is edited, and nothing once that is given up', async () => {
  mounted = await mount(<Previewed />, { before: editor });
  screen.getByText('Nothing is edited');
  await mounted.user.click(button('Edit session'));
  screen.getByText('Edited: 3600');
  await mounted.user.type(screen.getByRole('textbox', { name: 'Seconds' }), '1');
  screen.getByText('Edited: 36001');
  await mounted.user.click(button('Cancel editing session'));
  screen.getByText('Nothing is edited');
});

const RULES = z.object({
  rules: whole<readonly string[]>((rules) => (rules.length === 0 ? 'Add a rule.' : undefined)),
});

function Rules({ send }: { readonly send: (draft: { readonly rules: readonly string[] }) => void }) {
  const form = useDraft<{ readonly rules: readonly string[] }>(RULES, { rules: [] });
  return (
    <Form form={form} label="Rules" action="Save" running={false} fault={undefined} onSubmit={(draft) => send(draft)}>
      <WholeField form={form} name="rules">
        {({ value, onChange }) => (
          <Button formAction="none" onClick={() => onChange([...value, 'first'])}>
            Add rule
          </Button>
        )}
      </WholeField>
    </Form>
  );
}

test('what is wrong with a control of several parts stands below it, once it was tried', async () => {
  const send = vi.fn();
  mounted = await mount(<Rules send={send} />);
  expect(screen.queryByText('Add a rule.')).toBeNull();
  await mounted.user.click(button('Save'));
  await screen.findByText('Add a rule.');
  expect(send).not.toHaveBeenCalled();
  await mounted.user.click(button('Add rule'));
  await waitFor(() => expect(screen.queryByText('Add a rule.')).toBeNull());
  await mounted.user.click(button('Save'));
  await waitFor(() => expect(send).toHaveBeenCalledWith({ rules: ['first'] }));
});

test('a button within a tab can ask to delete', async () => {
  mounted = await mount(<UserPage />, { before: anna });
  expect(screen.queryByRole('dialog')).toBeNull();
  await mounted.user.click(await screen.findByRole('button', { name: 'Delete the user too' }));
  await screen.findByRole('dialog', { name: 'Delete IAM user anna' });
});

function Opened({ act, ready }: { act: () => void; ready: boolean }) {
  const [open, setOpen] = useState(true);
  if (!open) return <p>Closed</p>;
  return (
    <ActionDialog
      title="Merge"
      action="Merge"
      ready={ready}
      buttons={<Button>More</Button>}
      onAct={act}
      onClose={() => setOpen(false)}
    >
      <input aria-label="Identity" />
    </ActionDialog>
  );
}

test('a dialog acts by its button and by Enter, closes by its ways out, and not before it is ready', async () => {
  const act = vi.fn();
  mounted = await mount(<Opened act={act} ready />);
  await mounted.user.type(screen.getByRole('textbox', { name: 'Identity' }), 'a{Enter}');
  expect(act).toHaveBeenCalledTimes(1);
  await mounted.user.click(button('Merge'));
  expect(act).toHaveBeenCalledTimes(2);
  await mounted.user.click(button('Cancel'));
  screen.getByText('Closed');
  await mounted.stop();
  mounted = await mount(<Opened act={act} ready={false} />);
  expect(button('Merge')).toHaveProperty('disabled', true);
  await mounted.user.type(screen.getByRole('textbox', { name: 'Identity' }), 'a{Enter}');
  expect(act).toHaveBeenCalledTimes(2);
});
