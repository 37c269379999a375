import type { Workspace } from '../../kernel/workspace.ts';
import { verifyResponse } from './assertion.ts';
import type { SamlAssertion, SamlRejection } from './judge.ts';
import { readMetadata } from './metadata.ts';

/** Verifies a SAML response against the IAM provider of an ARN, by the workspace clock. */
export function verifySaml(
  { store, clock }: Workspace,
  providerArn: string,
  encoded: string,
): SamlAssertion | SamlRejection | { readonly why: 'provider'; readonly reason: string } {
  const provider = store.access.samlProvider(providerArn);
  if (provider === undefined) return { why: 'provider', reason: `IAM has no SAML provider ${providerArn}.` };
  return verifyResponse(encoded, readMetadata(provider.metadata), clock.now(), {
    privateKeys: store.access.samlPrivateKeys(providerArn).map(({ pem }) => pem),
    required: provider.encryption === 'Required',
  });
}
