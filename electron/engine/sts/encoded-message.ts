import { createHmac, timingSafeEqual } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { workspaceSecret } from '../kernel/secrets.ts';
import type { Workspace } from '../kernel/workspace.ts';

const TAG_BYTES = 32;
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Why a request was refused, as `DecodeAuthorizationMessage` gives it. */
type AuthorizationMessage = {
  readonly allowed: boolean;
  readonly explicitDeny: boolean;
  readonly matchedStatements: { readonly items: readonly { readonly statementId: string; readonly effect: string }[] };
  readonly failures: { readonly items: readonly string[] };
  readonly context: {
    readonly principal: { readonly id: string; readonly arn: string };
    readonly action: string;
    readonly resource: string;
    readonly conditions: {
      readonly items: readonly {
        readonly key: string;
        readonly values: { readonly items: readonly { readonly value: string }[] };
      }[];
    };
  };
};

/** Encodes a message so that only this workspace can open it unnoticed changed. */
export async function sealMessage(workspace: Workspace, message: AuthorizationMessage): Promise<string> {
  const content = deflateRawSync(JSON.stringify(message));
  return Buffer.concat([await tagOf(workspace, content), content]).toString('base64url');
}

/** Opens a message that `sealMessage` made; nothing for any other text. */
export async function openMessage(workspace: Workspace, encoded: string): Promise<string | undefined> {
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length <= TAG_BYTES) return undefined;
  const content = bytes.subarray(TAG_BYTES);
  if (!timingSafeEqual(bytes.subarray(0, TAG_BYTES), await tagOf(workspace, content))) return undefined;
  return inflateRawSync(content, { maxOutputLength: MAX_MESSAGE_BYTES }).toString('utf8');
}

async function tagOf(workspace: Workspace, content: Uint8Array): Promise<Buffer> {
  const key = await workspaceSecret(workspace, 'authorization messages');
  return createHmac('sha256', key).update(content).digest();
}
