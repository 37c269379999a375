/**
 * The value of ExplicitAuthFlows that opens GetClientToken. AWS documents it and its service takes it; the
 * published contract does not list it.
 */
export const CLIENT_TOKEN_AUTH = 'ALLOW_CLIENT_TOKEN_AUTH';
