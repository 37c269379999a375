import { call } from '../../engine/client.ts';
import { trustPolicy } from '../roles/policies.ts';
import { mappingFor, mappingKey, providerOf } from './mapping.ts';
import { mappingComplete, type MappingDraft } from './mapping-editor.tsx';

/** A role of the new pool: one that exists, or one to be made with a trust policy that names the pool. */
export type RoleChoice = { readonly way: 'existing' | 'new'; readonly arn: string; readonly name: string };

/** What the wizard has been told so far. */
export type Draft = {
  readonly name: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly serverSideCheck: boolean;
  readonly guests: boolean;
  readonly classic: boolean;
  readonly authenticated: RoleChoice;
  readonly guest: RoleChoice;
  readonly mapping: MappingDraft;
};

export const FRESH: Draft = {
  name: '',
  userPoolId: '',
  clientId: '',
  serverSideCheck: true,
  guests: false,
  classic: false,
  authenticated: { way: 'new', arn: '', name: '' },
  guest: { way: 'new', arn: '', name: '' },
  mapping: { way: 'Token', ambiguous: 'AuthenticatedRole', rules: [] },
};

const POOL_NAME = /^[\w\s+=,.@-]{1,128}$/;

/** What keeps a step from being left, in words. */
export function problemOf(step: number, draft: Draft): string | undefined {
  if (step === 0) {
    if (!POOL_NAME.test(draft.name))
      return 'Give the pool a name of 1 to 128 letters, digits, spaces or + = , . @ - _.';
    if (draft.userPoolId !== '' && draft.clientId === '') return 'Choose the app client whose tokens the pool takes.';
    if (draft.userPoolId === '' && !draft.guests) return 'Choose a user pool, or allow guests.';
  }
  if (step === 1) {
    if (draft.userPoolId !== '' && roleMissing(draft.authenticated))
      return 'Name or choose the role of signed-in users.';
    if (draft.guests && roleMissing(draft.guest)) return 'Name or choose the role of guests.';
  }
  if (step === 2 && !mappingComplete(draft.mapping)) return 'Every rule needs a claim, a value and a role.';
  return undefined;
}

const roleMissing = ({ way, arn, name }: RoleChoice): boolean => (way === 'new' ? name === '' : arn === '');

/** A chosen role in words. */
export const roleText = ({ way, arn, name }: RoleChoice): string => (way === 'new' ? `${name} (new)` : arn);

/** CreateIdentityPool's input. */
export const inputFor = (draft: Draft) => ({
  IdentityPoolName: draft.name,
  AllowUnauthenticatedIdentities: draft.guests,
  AllowClassicFlow: draft.classic,
  ...(draft.userPoolId === ''
    ? {}
    : {
        CognitoIdentityProviders: [
          {
            ProviderName: providerOf(draft.userPoolId),
            ClientId: draft.clientId,
            ServerSideTokenCheck: draft.serverSideCheck,
          },
        ],
      }),
});

/** Makes pool, roles and mapping in that order; gives the pool's id. A refusal half way leaves what was made, on its own page. */
export async function create(draft: Draft): Promise<string> {
  const { IdentityPoolId } = await call('cognito-identity', 'CreateIdentityPool', inputFor(draft));
  const role = async (choice: RoleChoice, trusted: 'authenticated' | 'unauthenticated'): Promise<string> => {
    if (choice.way === 'existing') return choice.arn;
    const { Role } = await call('iam', 'CreateRole', {
      RoleName: choice.name,
      Description: `${trusted === 'authenticated' ? 'Signed-in users' : 'Guests'} of ${draft.name}`,
      AssumeRolePolicyDocument: trustPolicy(trusted, IdentityPoolId, ''),
    });
    return Role.Arn;
  };
  const Roles: Record<string, string> = {};
  if (draft.userPoolId !== '') Roles['authenticated'] = await role(draft.authenticated, 'authenticated');
  if (draft.guests) Roles['unauthenticated'] = await role(draft.guest, 'unauthenticated');
  const mapping = mappingFor(draft.mapping.way, draft.mapping.ambiguous, draft.mapping.rules);
  await call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles,
    ...(draft.userPoolId === '' || mapping === undefined
      ? {}
      : { RoleMappings: { [mappingKey(providerOf(draft.userPoolId), draft.clientId)]: mapping } }),
  });
  return IdentityPoolId;
}
