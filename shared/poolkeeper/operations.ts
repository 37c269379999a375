/**
 * Our own calls: what the console and the tools need beyond AWS's operations.
 *
 * Each is declared once: names, types, checks and the table of faults derive from here. They are reached through the
 * message port and the console's HTTP endpoint only, never through one of AWS's.
 */
import { accessOperations } from './access.ts';
import { activityOperations } from './activity.ts';
import { apiOperations } from './apis.ts';
import type { Typed } from './declare.ts';
import { functionOperations } from './functions.ts';
import { identityPoolOperations } from './identity-pools.ts';
import { importOperations } from './imports.ts';
import { inspectOperations } from './inspect.ts';
import { localProviderOperations } from './local-providers.ts';
import { policyOperations } from './policies.ts';
import { providerOperations } from './providers.ts';
import { simulateOperations } from './simulate.ts';
import { userPoolOperations } from './user-pools.ts';
import { workspaceOperations } from './workspace.ts';

export type { WorkspaceSettings } from './workspace.ts';
export type { Message, ConfigurationChange } from './activity.ts';
export type { UserPasskey } from './user-pools.ts';
export type { ImportOutcome } from './imports.ts';
export type {
  Subject,
  AccessPrincipal,
  ConsideredRole,
  RolePreview,
  AccessLink,
  AccessStatement,
  AccessPolicy,
  AccessStep,
  AccessCall,
  AccessChange,
  WhatIf,
  PoolGrant,
  ResourceGrant,
  WhoCanAnswer,
  AccessExplanation,
} from './access.ts';
export type { PolicyKind, PolicyProblem, RoleUse } from './policies.ts';
export type { IssuerKeys, PublicKey, SamlMetadataSummary } from './providers.ts';
export type { PoolIdentity } from './identity-pools.ts';
export type { Judgement } from './inspect.ts';
export type { Scenario, Actor, RunMessage, Run } from './simulate.ts';
export type { FunctionBinding, FunctionRecord, FunctionUse, FunctionRun } from './functions.ts';
export type { ApiAuthorizer, ApiTarget, ApiRoute, ApiRecord, TestCaller } from './apis.ts';
export type { LocalProvider, LocalProviderClaims, LocalProviderKind, LocalProviderPerson } from './local-providers.ts';

/** The declaration of every operation of ours, by name. */
export const ownOperations = {
  ...workspaceOperations,
  ...activityOperations,
  ...userPoolOperations,
  ...importOperations,
  ...accessOperations,
  ...identityPoolOperations,
  ...providerOperations,
  ...policyOperations,
  ...inspectOperations,
  ...simulateOperations,
  ...functionOperations,
  ...apiOperations,
  ...localProviderOperations,
};

/** Our own operations as types, in the form of AWS's contracts. */
export type OwnOperations = { [O in keyof typeof ownOperations]: Typed<(typeof ownOperations)[O]> };
