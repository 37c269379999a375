/**
 * Our own calls: what the console and the tools need beyond AWS's operations.
 *
 * Same form as AWS's contracts: input, output and fault codes in one declaration. They are reached
 * through the message port and the console's HTTP door only, never through an AWS door.
 */
import { workspaceOperations, type WorkspaceOperations } from './console/workspace.ts';
import { activityOperations, type ActivityOperations } from './console/activity.ts';
import { userPoolsOperations, type UserPoolsOperations } from './console/user-pools.ts';
import { importsOperations, type ImportsOperations } from './console/imports.ts';
import { accessOperations, type AccessOperations } from './console/access.ts';
import { providersOperations, type ProvidersOperations } from './console/providers.ts';
import { identityPoolsOperations, type IdentityPoolsOperations } from './console/identity-pools.ts';
import { inspectOperations, type InspectOperations } from './console/inspect.ts';
import { simulateOperations, type SimulateOperations } from './console/simulate.ts';
import { functionsOperations, type FunctionsOperations } from './console/functions.ts';
import { apisOperations, type ApisOperations } from './console/apis.ts';
import { standInsOperations, type StandInsOperations } from './console/stand-ins.ts';
import { policiesOperations, type PoliciesOperations } from './console/policies.ts';

export type { WorkspaceSettings } from './console/workspace.ts';
export type { Message, ConfigurationChange } from './console/activity.ts';
export type { UserPasskey } from './console/user-pools.ts';
export type { ImportOutcome } from './console/imports.ts';
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
  AccessTurn,
  PoolGrant,
  ResourceGrant,
  WhoCanAnswer,
  AccessExplanation,
} from './console/access.ts';
export type { PolicyKind, PolicyProblem, RoleUse } from './console/policies.ts';
export type { IssuerKeys, PublicKey, SamlMetadataSummary } from './console/providers.ts';
export type { PoolIdentity } from './console/identity-pools.ts';
export type { Judgement } from './console/inspect.ts';
export type { Story, Actor, RunMessage, Run } from './console/simulate.ts';
export type { FunctionBinding, FunctionRecord, FunctionUse, FunctionRun } from './console/functions.ts';
export type { ApiAuthorizer, ApiTarget, ApiRoute, ApiRecord, TestCaller } from './console/apis.ts';
export type { StandIn, StandInClaims, StandInKind, StandInPerson } from './console/stand-ins.ts';

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
    StandInsOperations {}

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
  ...standInsOperations,
] as const;

/** Nothing but names: an operation that no list names does not compile. */
type Unlisted = Exclude<keyof ConsoleOperations, (typeof names)[number]>;

/** The names of our own operations. */
export const consoleOperations: [Unlisted] extends [never] ? readonly (keyof ConsoleOperations)[] : Unlisted = names;
