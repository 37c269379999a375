import {
  Box,
  Button,
  ColumnLayout,
  Container,
  ContentLayout,
  ExpandableSection,
  FormField,
  SpaceBetween,
  Textarea,
} from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import { useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { JudgementView } from './judgement-view.tsx';
import './inspector.css';
import { LabelledInput, LabelledSelect } from '../../parts/labelled.tsx';

const HELP = {
  title: 'Token inspector',
  text: [
    'Paste anything that holds a token: the token itself, an Authorization header, a callback address, the answer of a token endpoint or of the AWS CLI. It is decoded and judged on this machine and sent nowhere.',
    'Pool and client are found from the token. Choose others to see whether the token would be taken there.',
  ],
  term: {
    name: 'JSON web token (JWT)',
    meaning: 'Three parts: a header that names the key, a payload of claims, and a signature over both.',
  },
  links: [
    {
      text: 'Verifying a JSON web token',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html',
    },
  ],
} as const;

const USES = [
  { value: '', label: 'What the token says it is' },
  { value: 'id', label: 'ID token' },
  { value: 'access', label: 'Access token' },
] as const;

/** Paste a token and read whether it would be taken, and why. Judged while it is typed. */
export function InspectorPage() {
  const [text, setText] = useState('');
  const [poolId, setPoolId] = useState('');
  const [clientId, setClientId] = useState('');
  const [use, setUse] = useState<'' | 'id' | 'access'>('');
  const [scope, setScope] = useState('');
  const pasted = useDeferredValue(text.trim());
  // Read anew every few seconds: a token expires while it is looked at.
  const { output, fault, loading } = useCall(
    'poolkeeper',
    'InspectToken',
    {
      Token: pasted,
      ...(poolId === '' ? {} : { PoolId: poolId }),
      ...(clientId === '' ? {} : { ClientId: clientId }),
      ...(use === '' ? {} : { Use: use }),
      ...(scope === '' ? {} : { Scope: scope }),
    },
    { enabled: pasted !== '', keepPrevious: true, every: 5000 },
  );
  const judgements = pasted === '' ? [] : (output?.judgements ?? []);
  return (
    <ContentLayout
      header={
        <PageHeader
          title="Token inspector"
          description="Would this token be taken, and why? Decoded and judged on this machine, sent nowhere."
          help={HELP}
        />
      }
    >
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="m">
            <FormField
              label="Token"
              description="A token, an Authorization header, a callback address, or JSON that holds tokens."
              stretch
              secondaryControl={
                <Button disabled={text === ''} onClick={() => setText('')}>
                  Clear
                </Button>
              }
            >
              <Textarea
                value={text}
                rows={6}
                spellcheck={false}
                placeholder="eyJraWQiOi…"
                onChange={({ detail }) => setText(detail.value)}
              />
            </FormField>
            <ExpandableSection headerText="Judge it against" headerDescription="Found from the token where left empty.">
              <ColumnLayout columns={4}>
                <LabelledInput
                  label="User pool ID"
                  value={poolId}
                  onChange={setPoolId}
                  placeholder="us-east-1_…"
                  trim
                />
                <LabelledInput label="App client ID" value={clientId} onChange={setClientId} trim />
                <LabelledSelect
                  label="Used as"
                  ariaLabel="Used as"
                  options={USES}
                  value={use}
                  onChange={(chosen) => setUse(chosen as typeof use)}
                />
                <LabelledInput
                  label="Scope needed"
                  value={scope}
                  onChange={setScope}
                  placeholder="aws.cognito.signin.user.admin"
                  trim
                />
              </ColumnLayout>
            </ExpandableSection>
          </SpaceBetween>
        </Container>
        <FaultAlert fault={pasted === '' ? undefined : fault} />
        <div aria-live="polite">
          <SpaceBetween size="l">
            {judgements.map((judgement, index) => (
              <JudgementView
                key={`${index} ${judgement.kind}`}
                judgement={judgement}
                {...(judgements.length > 1 ? { number: `(${index + 1} of ${judgements.length})` } : {})}
              />
            ))}
            {pasted !== '' && !loading && fault === undefined && judgements.length === 0 && (
              <Box textAlign="center" color="text-body-secondary">
                There is no token in what was pasted.
              </Box>
            )}
          </SpaceBetween>
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}
