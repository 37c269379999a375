import { matchingActions, type AuthorizationData, type KnownAction } from '../../../../shared/aws/authorization.ts';
import type { DocumentKind } from '../evaluate/policy.ts';

/** Advice of ours, and the path of what it is about. */
export type Warning = { readonly path: string; readonly message: string; readonly reason?: string };
export type Json = Readonly<Record<string, unknown>>;

/** One entry of `Action` and the known actions that it means; undefined where its service is not known. */
export type Entry = {
  readonly path: string;
  readonly text: string;
  readonly actions: readonly KnownAction[] | undefined;
};

/** A statement as the rules look at it. */
export type Looked = {
  readonly path: string;
  readonly json: Json;
  readonly kind: DocumentKind;
  readonly data: AuthorizationData;
  /** Entries of `Action`; empty where the statement has `NotAction`. */
  readonly entries: readonly Entry[];
};

/** A statement's JSON with the actions that it means. */
export function lookAt(json: Json, path: string, kind: DocumentKind, data: AuthorizationData): Looked {
  const entries = listOf(json['Action']).map((text, index) => ({
    path: `${path}.Action[${index}]`,
    text,
    actions: matchingActions(data, text),
  }));
  return { path, json, kind, data, entries };
}

/** The texts of an element that may be one text or a list of them. */
export const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((item): item is string => typeof item === 'string');
