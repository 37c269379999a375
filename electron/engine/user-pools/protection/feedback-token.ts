import { createHmac, timingSafeEqual } from 'node:crypto';
import { workspaceSecret } from '../../kernel/secrets.ts';
import type { Workspace } from '../../kernel/workspace.ts';

/**
 * What lets a user judge one event of theirs without signing in; it stands in the message about that event. A
 * MAC over the event, so that nothing has to be stored.
 */
export async function feedbackToken(workspace: Workspace, eventId: string): Promise<string> {
  const secret = await workspaceSecret(workspace, 'session');
  return createHmac('sha256', secret).update(`feedback ${eventId}`).digest('base64url');
}

/** Whether a token belongs to an event. */
export async function feedbackTokenFits(workspace: Workspace, eventId: string, token: string): Promise<boolean> {
  const wanted = Buffer.from(await feedbackToken(workspace, eventId));
  const given = Buffer.from(token);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
