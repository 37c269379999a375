import type { Workspace } from '../../workspace.ts';
import { verifyResponse, type SamlAssertion, type SamlRejection } from './assertion.ts';
import { readMetadata } from './metadata.ts';

/** Verifies a SAML response against the IAM provider of an ARN, by the workspace clock. */
export function verifySaml(
  workspace: Workspace,
  providerArn: string,
  encoded: string,
): SamlAssertion | SamlRejection | { readonly why: 'provider'; readonly reason: string } {
  const provider = workspace.store.access.samlProvider(providerArn);
  if (provider === undefined) return { why: 'provider', reason: `IAM has no SAML provider ${providerArn}.` };
  return verifyResponse(encoded, readMetadata(provider.metadata), workspace.clock.now());
}
