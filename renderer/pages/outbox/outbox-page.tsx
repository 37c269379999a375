import { Badge, Box, Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Message } from '../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../client/hooks.ts';
import { useList } from '../../client/lists.ts';
import { usePaletteActions } from '../../state/palette.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Go } from '../../parts/go.tsx';
import type { HelpTopic } from '../../lib/help.ts';
import { InfoLink } from '../../parts/help.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable, type Column } from '../../parts/resource-table.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { Time } from '../../parts/time.tsx';
import { pagePath, listPath } from '../../../shared/resources.ts';

const help: HelpTopic = {
  title: 'Outbox',
  text: [
    'Each e-mail and text message that Cognito would have sent is kept here. Nothing leaves this machine.',
    'Tests read the same list at /_poolkeeper/outbox on the endpoint, with poolId and username to narrow it.',
  ],
  term: {
    name: 'Message delivery',
    meaning: 'Cognito sends through Amazon SES or its own e-mail for mails, and through Amazon SNS for text messages.',
  },
};

const columns: readonly Column<Message>[] = [
  { id: 'destination', header: 'To', value: ({ destination }) => destination, isRowHeader: true, minWidth: 220 },
  { id: 'cause', header: 'Sent for', value: ({ cause }) => cause, minWidth: 180 },
  {
    id: 'code',
    header: 'Code',
    value: ({ code }) => code,
    cell: ({ code }) => (code === undefined ? '-' : <Copy value={code} what="code" />),
    minWidth: 150,
  },
  { id: 'username', header: 'User', value: ({ username }) => username, minWidth: 150 },
  { id: 'medium', header: 'Medium', value: ({ medium }) => (medium === 'EMAIL' ? 'E-mail' : 'SMS'), minWidth: 100 },
  { id: 'at', header: 'When', value: ({ at }) => at, cell: ({ at }) => <Time at={at} />, filter: false, minWidth: 140 },
  { id: 'subject', header: 'Subject', value: ({ subject }) => subject, hidden: true, minWidth: 220 },
  { id: 'pool', header: 'User pool', value: ({ poolId }) => poolId, hidden: true, minWidth: 200 },
];

/** Outbox: what was "sent", with codes to copy; the address names the message that is read. */
export function OutboxPage() {
  const { messageId } = useParams();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState<'all' | 'user'>();
  const { items: messages, ...list } = useList('poolkeeper', 'ListMessages', { Limit: 200 }, 'messages');
  const remove = useAction('poolkeeper', 'DeleteMessages', {
    done: ({ deleted }) => (deleted === 1 ? '1 message was deleted.' : `${deleted} messages were deleted.`),
    onDone: () => {
      setDeleting(undefined);
      void navigate(listPath('message'));
    },
  });
  usePageFrame('Outbox', [], help);
  usePaletteActions('This page', [{ id: 'empty-outbox', title: 'Empty the outbox', run: () => setDeleting('all') }]);
  const open = messages?.find(({ id }) => id === messageId);
  /** The user whose messages are to go; nobody when all are. */
  const chosen = deleting === 'user' ? open : undefined;
  return (
    <>
      <ResourceTable
        id="outbox"
        title="Outbox"
        variant="full-page"
        description="Mails and text messages that users would have got. Nothing leaves this machine."
        info={<InfoLink topic={help} />}
        items={messages}
        columns={columns}
        keyOf={({ id }) => id}
        {...list}
        onMore={list.loadMore}
        selectionType="single"
        selected={open === undefined ? [] : [open]}
        onSelect={([message]) =>
          void navigate(message === undefined ? listPath('message') : pagePath('message', message.id), {
            replace: messageId !== undefined,
          })
        }
        empty={{
          title: 'No messages',
          text: 'Codes for sign-up, password recovery and verification arrive here. Sign a user up to see the first.',
          action: <Go to="/">See how to reach the engine</Go>,
        }}
        actions={
          <Button disabled={(messages ?? []).length === 0} onClick={() => setDeleting('all')}>
            Empty outbox
          </Button>
        }
      />
      {open !== undefined && (
        <OneMessage
          message={open}
          onClose={() => void navigate(listPath('message'))}
          onDelete={() => setDeleting('user')}
        />
      )}
      <ConfirmDelete
        visible={deleting !== undefined}
        title="Delete messages"
        consequences={
          chosen === undefined
            ? 'All messages in the outbox are deleted. Codes in them stay valid.'
            : `All messages to the user ${chosen.username} are deleted. Codes in them stay valid.`
        }
        running={remove.running}
        fault={remove.fault}
        onConfirm={() =>
          void remove.run(chosen === undefined ? {} : { PoolId: chosen.poolId, Username: chosen.username })
        }
        onCancel={() => setDeleting(undefined)}
      />
    </>
  );
}

function OneMessage({
  message,
  onClose,
  onDelete,
}: {
  readonly message: Message;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}) {
  return (
    <SplitPane header={message.subject ?? `Message to ${message.destination}`} onClose={onClose}>
      <SpaceBetween size="l">
        {message.code !== undefined && (
          <div className="pk-message-code">
            <Box variant="awsui-key-label">Code</Box>
            <Copy value={message.code} what="code" />
          </div>
        )}
        <section aria-label="Message">
          <Box variant="h3" padding={{ bottom: 'xs' }}>
            <SpaceBetween direction="horizontal" size="xs">
              <span>Message</span>
              <Badge color="blue">{message.medium === 'EMAIL' ? 'E-mail' : 'SMS'}</Badge>
            </SpaceBetween>
          </Box>
          <div className="pk-message">{message.body}</div>
        </section>
        <KeyValues
          columns={2}
          items={[
            { label: 'To', value: message.destination, copy: true },
            { label: 'Sent for', value: message.cause },
            { label: 'Sent', value: <Time at={message.at} absolute /> },
            {
              label: 'User pool',
              value: <Go to={pagePath('user-pool', message.poolId)}>{message.poolId}</Go>,
            },
            {
              label: 'User',
              value: <Go to={pagePath('user', message.poolId, message.username)}>{message.username}</Go>,
            },
          ]}
        />
        <Button onClick={onDelete}>Delete messages to this user</Button>
      </SpaceBetween>
    </SplitPane>
  );
}
