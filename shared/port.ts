/**
 * What travels between the shell and the engine's process, and the names of the window's two channels.
 *
 * The shell forwards calls by number and gets replies by number; everything else the engine says by itself.
 */
import type { EngineEvent, Reply } from './contract.ts';

/** One call of the window: the operation as the contract names it. */
export type PortCall = { readonly service: string; readonly operation: string; readonly input: unknown };

/** From the shell to the engine. `stop` asks for an orderly end. */
export type ToEngine = (PortCall & { readonly id: number }) | { readonly stop: true };

/** From the engine to the shell. `failed` says in words why it cannot start and will not by trying again. */
export type FromEngine =
  | { readonly id: number; readonly reply: Reply<unknown> }
  | { readonly event: EngineEvent }
  | { readonly ready: { readonly endpoint: string } }
  | { readonly failed: string };

/** The window's channel for calls, and the one on which the engine's events come back. */
export const INVOKE_CHANNEL = 'invoke';
export const EVENT_CHANNEL = 'event';
