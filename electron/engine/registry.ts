import type { AnyHandlers, Handlers } from './handler.ts';
import * as iam from './access/iam.ts';
import * as sts from './access/sts.ts';
import * as apis from './apis/operations.ts';
import * as presign from './apis/presign.ts';
import * as history from './history/operations.ts';
import * as explain from './access/explain/operations.ts';
import * as roleUses from './access/role-uses.ts';
import * as validate from './access/validate/operations.ts';
import * as providers from './access/provider-operations.ts';
import * as issuerKeys from './access/oidc/operations.ts';
import * as credentials from './identity-pools/credentials.ts';
import * as developer from './identity-pools/developer.ts';
import * as foundIdentities from './identity-pools/find-identities.ts';
import * as identityPools from './identity-pools/pools.ts';
import * as standIns from './federation/stand-ins/operations.ts';
import * as inspect from './inspect/operations.ts';
import * as outbox from './messages/outbox.ts';
import * as attributes from './resources/attributes.ts';
import * as bucketPolicy from './resources/bucket-policy.ts';
import * as copy from './resources/copy.ts';
import * as cors from './resources/cors.ts';
import * as multipart from './resources/multipart.ts';
import * as s3 from './resources/s3.ts';
import * as tagging from './resources/tagging.ts';
import * as simulate from './simulate/operations.ts';
import * as functions from './triggers/operations.ts';
import * as revocation from './tokens/revocation.ts';
import * as wellKnown from './tokens/well-known.ts';
import * as authEvents from './user-pools/catalog/auth-event-operations.ts';
import * as clientToken from './user-pools/catalog/client-token.ts';
import * as domains from './user-pools/catalog/domains.ts';
import * as identityProviders from './user-pools/catalog/identity-providers.ts';
import * as linking from './user-pools/catalog/linking.ts';
import * as logDelivery from './user-pools/catalog/log-delivery.ts';
import * as branding from './user-pools/catalog/managed-login-branding.ts';
import * as limits from './user-pools/catalog/provisioned-limits.ts';
import * as replicas from './user-pools/catalog/replicas.ts';
import * as resourceServers from './user-pools/catalog/resource-servers.ts';
import * as riskConfiguration from './user-pools/catalog/risk-configuration.ts';
import * as sessionConfiguration from './user-pools/catalog/session-configuration.ts';
import * as signingCertificate from './user-pools/catalog/signing-certificate.ts';
import * as terms from './user-pools/catalog/terms.ts';
import * as uiCustomization from './user-pools/catalog/ui-customization.ts';
import * as userSessions from './user-pools/catalog/user-session-operations.ts';
import * as clients from './user-pools/clients.ts';
import * as importConsole from './user-pools/imports/console-operations.ts';
import * as imports from './user-pools/imports/operations.ts';
import * as confirmByLink from './user-pools/confirm-by-link.ts';
import * as devices from './user-pools/devices.ts';
import * as groups from './user-pools/groups.ts';
import * as mfa from './user-pools/mfa.ts';
import * as pools from './user-pools/pools.ts';
import * as recovery from './user-pools/recovery.ts';
import * as self from './user-pools/self.ts';
import * as signIn from './user-pools/sign-in/operations.ts';
import * as signUp from './user-pools/sign-up.ts';
import * as users from './user-pools/users.ts';
import * as webauthn from './user-pools/webauthn.ts';
import * as passkeys from './user-pools/webauthn/operations.ts';
import * as workspaceOperations from './workspace-operations.ts';

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
    ...standIns,
  } satisfies Handlers<'poolkeeper'>,
};
