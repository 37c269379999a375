import { Box, Button, ColumnLayout, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { ApiRecord, TestCaller } from '../../../shared/poolkeeper/operations.ts';
import type { Output } from '../../../shared/contract.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { quoted } from '../../lib/cli.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { Outcome } from '../../parts/outcome.tsx';
import { CallerPicker, callerOf, EMPTY_CALLER, usePools } from '../../parts/caller-picker.tsx';
import { Section } from '../../parts/section.tsx';
import { pagePath } from '../../../shared/resources.ts';
import { LabelledInput, LabelledSelect } from '../../parts/labelled.tsx';

type Answer = Output<'poolkeeper', 'InvokeApi'>;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value }));

/** What a request looks like outside; how it is signed is the client's affair. */
function curlLine(address: string, method: string, caller: TestCaller | undefined): string {
  const how =
    caller?.kind === 'nobody'
      ? []
      : caller?.kind === 'token'
        ? ['-H', '"Authorization: Bearer $TOKEN"']
        : caller?.kind === 'user' && caller.identityPoolId === undefined
          ? ['-H', '"Authorization: Bearer $ID_TOKEN"']
          : [
              '--aws-sigv4 aws:amz:us-east-1:execute-api',
              '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
              '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
            ];
  return ['curl', '-i', ...(method === 'GET' ? [] : ['-X', method]), ...how, quoted(address)].join(' ');
}

/** A request to an API as somebody: what is sent, what came back, and what decided. */
export function TryApi({ api }: { readonly api: ApiRecord }) {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const pools = usePools();
  const first = api.routes[0];
  const [method, setMethod] = useState<string>(first === undefined || first.method === 'ANY' ? 'GET' : first.method);
  const [path, setPath] = useState(first?.path ?? '/');
  const [draft, setDraft] = useState(EMPTY_CALLER);
  const [answer, setAnswer] = useState<Answer>();
  const invoke = useAction('poolkeeper', 'InvokeApi', { showsFault: true });
  const caller = callerOf(draft, pools);
  const send = async (): Promise<void> => {
    if (caller === undefined) return;
    const [Path = '/', Query] = path.trim().split('?');
    setAnswer(undefined);
    setAnswer(
      await invoke.run({ Name: api.name, Method: method, Path, As: caller, ...(Query === undefined ? {} : { Query }) }),
    );
  };
  return (
    <Section
      title="Try it"
      description="A real request with real credentials. It stands in the activity list like any other."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SpaceBetween size="m">
          <div className="pk-api-request">
            <LabelledSelect label="Method" value={method} options={METHODS} onChange={setMethod} />
            <LabelledInput label="Path" stretch value={path} placeholder="/films/free/paper-boats" onChange={setPath} />
          </div>
          <CallerPicker draft={draft} onChange={setDraft} pools={pools} />
          <Button formAction="submit" variant="primary" loading={invoke.running} disabled={caller === undefined}>
            Send
          </Button>
          <FaultAlert fault={invoke.fault} />
          <Code
            label="The request with curl"
            text={curlLine(`${workspace.output?.endpoint ?? ''}/_api/${api.name}${path}`, method, caller)}
            copy
          />
          <output>{answer !== undefined && <Answered answer={answer} />}</output>
        </SpaceBetween>
      </form>
    </Section>
  );
}

/** What an API answered, what decided, and the way to every step. */
function Answered({ answer }: { readonly answer: Answer }) {
  const { status, route, reason, body, headers, traceId } = answer;
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2} variant="text-grid">
        <Outcome of={status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed'}>
          {`${status}${route === undefined ? '' : ` · ${route}`}`}
        </Outcome>
        <Go to={pagePath('trace', traceId)}>Every step of this request</Go>
      </ColumnLayout>
      <Box variant="p">{reason}</Box>
      {headers['www-authenticate'] !== undefined && (
        <Code label="www-authenticate" text={headers['www-authenticate']} wrap />
      )}
      <Code label="Answer" text={printed(new TextDecoder().decode(body))} copy />
    </SpaceBetween>
  );
}

function printed(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
