import { ColumnLayout, ExpandableSection, FormField, Select, SpaceBetween } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import {
  ClientField,
  IamUserField,
  IdentityPoolField,
  ProviderField,
  RoleField,
  UserField,
  UserPoolField,
} from './choices.tsx';
import type { Question } from './question.ts';
import { LabelledInput, LabelledTextarea } from '../../parts/labelled.tsx';

type Kind = { readonly value: Question['who']; readonly label: string; readonly description: string };

const THROUGH: readonly Kind[] = [
  { value: 'user', label: 'User of a user pool', description: 'As if they signed in now' },
  { value: 'guest', label: 'Guest', description: 'Nobody is signed in' },
  { value: 'token', label: 'Token', description: 'A login token, checked as the identity pool checks it' },
  { value: 'claims', label: 'Made-up claims', description: 'Of a SAML, OpenID Connect or social provider' },
  { value: 'developer', label: 'Developer user', description: 'Signed in by your own back end' },
];
const DIRECT: readonly Kind[] = [
  { value: 'role', label: 'Role', description: 'A session of it, with a session policy if you like' },
  { value: 'iam-user', label: 'IAM user', description: 'An administrator or a back end' },
  { value: 'key', label: 'Access key', description: 'Credentials that were issued, as they are' },
  { value: 'anyone', label: 'Anyone', description: 'Nothing is signed' },
];

/** Chooses whose access is asked about. */
export function WhoFields({
  question,
  set,
}: {
  readonly question: Question;
  readonly set: (part: Partial<Question>) => void;
}) {
  const { who } = question;
  const chosen = [...THROUGH, ...DIRECT].find(({ value }) => value === who) ?? null;
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        <FormField label="Who" description="Whose access you ask about.">
          <Select
            selectedOption={chosen}
            options={[
              { label: 'Through an identity pool', options: THROUGH },
              { label: 'With credentials of their own', options: DIRECT },
            ]}
            onChange={({ detail }) => set({ who: detail.selectedOption.value as Question['who'] })}
          />
        </FormField>
        {THROUGH.some(({ value }) => value === who) && (
          <IdentityPoolField value={question.identityPool} onChange={(identityPool) => set({ identityPool })} />
        )}
        {fieldsOf({ question, set })}
      </ColumnLayout>
      <Wide question={question} set={set} />
    </SpaceBetween>
  );
}

type Props = { readonly question: Question; readonly set: (part: Partial<Question>) => void };

/** The fields of a kind of subject, one a cell of the form. */
function fieldsOf({ question, set }: Props): readonly ReactNode[] {
  const { identityPool } = question;
  const provider = (optional: boolean) => (
    <ProviderField
      key="provider"
      optional={optional}
      identityPool={identityPool}
      value={question.provider}
      onChange={(chosen) => set({ provider: chosen })}
    />
  );
  switch (question.who) {
    case 'user':
      return [
        <UserPoolField
          key="user pool"
          value={question.userPool}
          onChange={(userPool) => set(userPool === question.userPool ? {} : { userPool, client: '', user: '' })}
        />,
        <UserField key="user" userPool={question.userPool} value={question.user} onChange={(user) => set({ user })} />,
      ];
    case 'claims':
      return [provider(false)];
    case 'token':
      return [provider(true)];
    case 'developer':
      return [
        <LabelledInput
          key="developer"
          label="Developer user"
          description="The identifier that your back end gives the user."
          value={question.developerUser}
          onChange={(developerUser) => set({ developerUser })}
          trim
        />,
      ];
    case 'role':
      return [<RoleField key="role" value={question.role} onChange={(role) => set({ role })} />];
    case 'iam-user':
      return [<IamUserField key="iam user" value={question.iamUser} onChange={(iamUser) => set({ iamUser })} />];
    case 'key':
      return [
        <LabelledInput
          key="key"
          label="Access key ID"
          description="Begins with ASIA or AKIA."
          value={question.key}
          onChange={(key) => set({ key })}
          trim
        />,
      ];
    default:
      return [];
  }
}

/** Long texts, and what is seldom asked for. */
function Wide({ question, set }: Props) {
  switch (question.who) {
    case 'token':
      return (
        <SpaceBetween size="m">
          <LabelledTextarea
            label="Token"
            description="An ID token, a SAML response or a provider’s access token. It stays in this window and out of the address."
            stretch
            value={question.token}
            rows={4}
            spellcheck={false}
            placeholder="eyJraWQiOi…"
            onChange={(token) => set({ token })}
            trim
          />
          <Further question={question} set={set} />
        </SpaceBetween>
      );
    case 'claims':
      return (
        <SpaceBetween size="m">
          <LabelledTextarea
            label="Claims"
            description="As the provider would state them; sub is who it is."
            stretch
            value={question.claims}
            rows={6}
            spellcheck={false}
            onChange={(claims) => set({ claims })}
          />
          <Further question={question} set={set} />
        </SpaceBetween>
      );
    case 'user':
    case 'developer':
      return <Further question={question} set={set} />;
    case 'role':
      return (
        <ExpandableSection headerText="Session policy" defaultExpanded={question.sessionPolicy !== ''}>
          <LabelledTextarea
            label="Session policy"
            description="What is handed in when the role is assumed. The session may do what both it and the role allow."
            stretch
            value={question.sessionPolicy}
            rows={6}
            spellcheck={false}
            onChange={(sessionPolicy) => set({ sessionPolicy })}
          />
        </ExpandableSection>
      );
    default:
      return null;
  }
}

function Further({ question, set }: Props) {
  return (
    <ExpandableSection
      headerText={question.who === 'user' ? 'App client and role' : 'Role'}
      defaultExpanded={question.client !== '' || question.customRole !== ''}
    >
      <ColumnLayout columns={2}>
        {question.who === 'user' && (
          <ClientField userPool={question.userPool} value={question.client} onChange={(client) => set({ client })} />
        )}
        <RoleField
          label="Role that the app asks for"
          description="CustomRoleArn of GetCredentialsForIdentity."
          none="None: the identity pool chooses"
          value={question.customRole}
          onChange={(customRole) => set({ customRole })}
        />
      </ColumnLayout>
    </ExpandableSection>
  );
}
