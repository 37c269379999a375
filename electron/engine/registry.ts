import type { AnyHandlers, Handlers } from './kernel/handler.ts';
import * as iam from './iam/operations.ts';
import * as sts from './sts/operations.ts';
import * as apis from './http-apis/operations.ts';
import * as presign from './http-apis/presign.ts';
import * as history from './history/operations.ts';
import * as explain from './explainer/operations.ts';
import * as roleUses from './iam/role-uses.ts';
import * as validate from './iam/lint-operations.ts';
import * as providers from './iam/provider-operations.ts';
import * as issuerKeys from './federation/oidc/operations.ts';
import * as credentials from './identity-pools/credentials.ts';
import * as developer from './identity-pools/developer.ts';
import * as foundIdentities from './identity-pools/find-identities.ts';
import * as identityPools from './identity-pools/pools.ts';
import * as localProviders from './federation/local-providers/operations.ts';
import * as inspect from './inspector/operations.ts';
import * as outbox from './messages/outbox.ts';
import * as attributes from './s3/attributes.ts';
import * as bucketPolicy from './s3/bucket-policy.ts';
import * as copy from './s3/copy.ts';
import * as cors from './s3/cors.ts';
import * as multipart from './s3/multipart.ts';
import * as s3 from './s3/s3.ts';
import * as tagging from './s3/tagging.ts';
import * as simulate from './simulator/operations.ts';
import * as functions from './triggers/operations.ts';
import * as revocation from './user-pools/sign-in/sign-out.ts';
import * as wellKnown from './tokens/well-known.ts';
import * as authEvents from './user-pools/protection/auth-event-operations.ts';
import * as clientToken from './user-pools/clients/client-token.ts';
import * as domains from './user-pools/domains/domains.ts';
import * as identityProviders from './user-pools/providers/identity-providers.ts';
import * as linking from './user-pools/providers/linking.ts';
import * as logDelivery from './user-pools/pools/log-delivery.ts';
import * as branding from './user-pools/branding/managed-login-branding.ts';
import * as limits from './user-pools/pools/provisioned-limits.ts';
import * as replicas from './user-pools/pools/replicas.ts';
import * as resourceServers from './user-pools/resource-servers/resource-servers.ts';
import * as riskConfiguration from './user-pools/protection/risk-configuration.ts';
import * as sessionConfiguration from './user-pools/sessions/session-configuration.ts';
import * as signingCertificate from './user-pools/providers/signing-certificate.ts';
import * as terms from './user-pools/branding/terms.ts';
import * as uiCustomization from './user-pools/branding/ui-customization.ts';
import * as userSessions from './user-pools/sessions/user-session-operations.ts';
import * as clients from './user-pools/clients/clients.ts';
import * as importConsole from './user-pools/imports/console-operations.ts';
import * as imports from './user-pools/imports/operations.ts';
import * as confirmByLink from './user-pools/sign-up/confirm-by-link.ts';
import * as devices from './user-pools/devices/operations.ts';
import * as groups from './user-pools/groups/groups.ts';
import * as mfa from './user-pools/mfa/operations.ts';
import * as pools from './user-pools/pools/pools.ts';
import * as recovery from './user-pools/sign-up/recovery.ts';
import * as self from './user-pools/users/self.ts';
import * as signIn from './user-pools/sign-in/operations.ts';
import * as signUp from './user-pools/sign-up/sign-up.ts';
import * as users from './user-pools/users/users.ts';
import * as webauthn from './user-pools/passkeys/operations.ts';
import * as passkeys from './user-pools/passkeys/console-operations.ts';
import * as workspaceOperations from './workspace/operations.ts';

/**
 * Every handler, by service and AWS's name.
 *
 * A module given here exports handlers and nothing else. What is missing answers
 * `UnsupportedOperationException` and stands in the coverage table; the services that are whole are
 * typed so that a missing handler does not compile.
 */
export const handlers: AnyHandlers = {
  'cognito-idp': {
    ...pools,
    ...clients,
    ...groups,
    ...users,
    ...signUp,
    ...recovery,
    ...self,
    ...signIn,
    ...revocation,
    ...resourceServers,
    ...domains,
    ...identityProviders,
    ...linking,
    ...branding,
    ...uiCustomization,
    ...terms,
    ...riskConfiguration,
    ...logDelivery,
    ...replicas,
    ...limits,
    ...signingCertificate,
    ...clientToken,
    ...authEvents,
    ...sessionConfiguration,
    ...userSessions,
    ...mfa,
    ...imports,
    ...devices,
    ...webauthn,
  } satisfies Handlers<'cognito-idp'>,
  'cognito-identity': { ...identityPools, ...credentials, ...developer } satisfies Handlers<'cognito-identity'>,
  iam: iam satisfies Handlers<'iam'>,
  sts,
  s3: { ...s3, ...multipart, ...copy, ...bucketPolicy, ...tagging, ...attributes, ...cors } satisfies Handlers<'s3'>,
  poolkeeper: {
    ...workspaceOperations,
    ...history,
    ...outbox,
    ...wellKnown,
    ...issuerKeys,
    ...foundIdentities,
    ...providers,
    ...explain,
    ...roleUses,
    ...validate,
    ...inspect,
    ...simulate,
    ...functions,
    ...apis,
    ...presign,
    ...importConsole,
    ...passkeys,
    ...confirmByLink,
    ...localProviders,
  } satisfies Handlers<'poolkeeper'>,
};
