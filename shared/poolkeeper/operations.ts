/**
 * Our own calls: what the console and the tools need beyond AWS's operations.
 *
 * Same form as AWS's contracts: input, output and fault codes in one declaration. They are reached
 * through the message port and the console's HTTP door only, never through an AWS door.
 */
import { workspaceOperations, type WorkspaceOperations } from './workspace.ts';
import { activityOperations, type ActivityOperations } from './activity.ts';
import { userPoolsOperations, type UserPoolsOperations } from './user-pools.ts';
import { importsOperations, type ImportsOperations } from './imports.ts';
import { accessOperations, type AccessOperations } from './access.ts';
import { providersOperations, type ProvidersOperations } from './providers.ts';
import { identityPoolsOperations, type IdentityPoolsOperations } from './identity-pools.ts';
import { inspectOperations, type InspectOperations } from './inspect.ts';
import { simulateOperations, type SimulateOperations } from './simulate.ts';
import { functionsOperations, type FunctionsOperations } from './functions.ts';
import { apisOperations, type ApisOperations } from './apis.ts';
import { localProviderOperations, type LocalProvidersOperations } from './local-providers.ts';
import { policiesOperations, type PoliciesOperations } from './policies.ts';

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

export interface ConsoleOperations
  extends
    WorkspaceOperations,
    ActivityOperations,
    UserPoolsOperations,
    ImportsOperations,
    AccessOperations,
    IdentityPoolsOperations,
    ProvidersOperations,
    PoliciesOperations,
    InspectOperations,
    SimulateOperations,
    FunctionsOperations,
    ApisOperations,
    LocalProvidersOperations {}

const names = [
  ...workspaceOperations,
  ...activityOperations,
  ...userPoolsOperations,
  ...importsOperations,
  ...accessOperations,
  ...identityPoolsOperations,
  ...providersOperations,
  ...policiesOperations,
  ...inspectOperations,
  ...simulateOperations,
  ...functionsOperations,
  ...apisOperations,
  ...localProviderOperations,
] as const;

/** Nothing but names: an operation that no list names does not compile. */
type Unlisted = Exclude<keyof ConsoleOperations, (typeof names)[number]>;

/** The names of our own operations. */
export const consoleOperations: [Unlisted] extends [never] ? readonly (keyof ConsoleOperations)[] : Unlisted = names;
