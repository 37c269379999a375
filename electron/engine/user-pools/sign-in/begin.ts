import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import { workspaceSecret } from '../../kernel/secrets.ts';
import type { SignIn } from './state.ts';

/** The state with which the steps of a sign-in begin. */
export async function begin(
  ctx: Ctx,
  found: { readonly pool: Pool; readonly client: Client },
  admin: boolean,
  parameters: Readonly<Record<string, string>> | undefined,
  session: string | undefined,
  clientMetadata?: Readonly<Record<string, string>>,
): Promise<SignIn> {
  ctx.about({ poolId: found.pool.id, clientId: found.client.id });
  const [sessions, unknownUser] = await Promise.all([
    workspaceSecret(ctx.workspace, 'session'),
    workspaceSecret(ctx.workspace, 'unknown user'),
  ]);
  return {
    ...found,
    admin,
    parameters: parameters ?? {},
    sessionText: session,
    progress: (parameters?.['DEVICE_KEY'] ?? '') === '' ? {} : { device: parameters?.['DEVICE_KEY'] as string },
    clientMetadata,
    secrets: { session: sessions, unknownUser },
  };
}
