import { isObject } from '../../../../shared/json.ts';
import type { Subject } from '../../../../shared/poolkeeper/operations.ts';
import { keyOf, loginOf, type Provider } from '../providers/providers.ts';

/** Whose role is asked about, as the form holds it. */
export type SubjectForm = {
  readonly way: 'user' | 'token' | 'claims' | 'developer' | 'guest';
  /** Which provider, by `keyOf`; empty for the first that fits. */
  readonly provider: string;
  readonly username: string;
  readonly token: string;
  /** The claims as JSON; undefined until they are edited. */
  readonly claims: string | undefined;
  readonly developerUser: string;
  /** The role that the app asks for. */
  readonly customRole: string;
};
export type SubjectWay = SubjectForm['way'];

const WAYS: readonly { readonly id: SubjectWay; readonly text: string }[] = [
  { id: 'user', text: 'User' },
  { id: 'token', text: 'Token' },
  { id: 'claims', text: 'Claims' },
  { id: 'developer', text: 'Developer' },
  { id: 'guest', text: 'Guest' },
];

/** The ways that make sense with a pool's providers. */
export const waysOf = (providers: readonly Provider[]): typeof WAYS =>
  WAYS.filter(({ id }) => id === 'guest' || providersFor(id, providers).length > 0);

/** The providers by which somebody of that way can come. */
export function providersFor(way: SubjectWay, providers: readonly Provider[]): readonly Provider[] {
  if (way === 'guest') return [];
  if (way === 'user') return providers.filter(({ kind }) => kind === 'user-pool');
  if (way === 'developer') return providers.filter(({ kind }) => kind === 'developer');
  return providers.filter(({ kind }) => kind !== 'developer');
}

/** The form's start: a user where there is a user pool. */
export const firstSubject = (providers: readonly Provider[]): SubjectForm => ({
  way: waysOf(providers)[0]?.id ?? 'guest',
  provider: '',
  username: '',
  token: '',
  claims: undefined,
  developerUser: '',
  customRole: '',
});

/** The form when a provider is being edited: somebody of that provider. */
export function turnedTo(form: SubjectForm, provider: Provider, providers: readonly Provider[]): Partial<SubjectForm> {
  const now = providerFor(form, providers);
  if (form.way !== 'token' && now !== undefined && keyOf(now) === keyOf(provider)) return {};
  const way = provider.kind === 'user-pool' ? 'user' : 'claims';
  return { way, provider: keyOf(provider), username: '', claims: undefined };
}

/** The provider that is meant: the chosen one, else the first that fits. A token names its provider itself. */
export function providerFor(form: SubjectForm, providers: readonly Provider[]): Provider | undefined {
  const fitting = providersFor(form.way, providers);
  const chosen = fitting.find((provider) => keyOf(provider) === form.provider);
  return form.way === 'token' ? chosen : (chosen ?? fitting[0]);
}

/** Claims to begin with: what a token of the provider usually carries. */
export function exampleClaims(provider: Provider | undefined): string {
  const claims: Record<string, unknown> = { sub: '11111111-2222-3333-4444-555555555555' };
  if (provider?.kind === 'user-pool')
    Object.assign(claims, { aud: provider.clientId, email: 'somebody@example.com', 'cognito:groups': ['premium'] });
  else if (provider?.kind === 'saml') Object.assign(claims, { department: 'legal' });
  else Object.assign(claims, { email: 'somebody@example.com' });
  return JSON.stringify(claims, null, 2);
}

/** The subject that the form describes, or what it lacks. */
export function subjectOf(
  form: SubjectForm,
  providers: readonly Provider[],
): { readonly subject: Subject } | { readonly lacks: string } {
  const provider = providerFor(form, providers);
  switch (form.way) {
    case 'guest':
      return { subject: { Guest: true } };
    case 'user':
      if (provider?.kind !== 'user-pool' || form.username === '') return { lacks: 'Choose a user.' };
      return {
        subject: { UserPoolId: provider.userPoolId, Username: form.username, ClientId: provider.clientId },
      };
    case 'token':
      if (form.token === '') return { lacks: 'Paste a token.' };
      return { subject: { Token: form.token, ...(provider === undefined ? {} : { Provider: loginOf(provider) }) } };
    case 'developer':
      return form.developerUser === ''
        ? { lacks: 'Type the user’s id at your back end.' }
        : { subject: { DeveloperUser: form.developerUser } };
    case 'claims':
      return provider === undefined ? { lacks: 'Choose a provider.' } : claimsSubject(form, provider);
  }
}

function claimsSubject(
  form: SubjectForm,
  provider: Provider,
): { readonly subject: Subject } | { readonly lacks: string } {
  try {
    const claims: unknown = JSON.parse(form.claims ?? exampleClaims(provider));
    if (!isObject(claims)) return { lacks: 'The claims must be a JSON object.' };
    return { subject: { Provider: loginOf(provider), Claims: claims as Record<string, unknown> } };
  } catch {
    return { lacks: 'The claims are not JSON yet.' };
  }
}
