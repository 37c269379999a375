import { Box, SpaceBetween, Tabs, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import type { RunMessage } from '../../../shared/poolkeeper/operations.ts';
import { Code } from '../../parts/code.tsx';
import { Go } from '../../parts/go.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { TraceView } from '../../parts/trace-view.tsx';
import { hiddenBody, hiddenHeaders, hiddenValue, pretty } from './hide-secrets.ts';

/** One message of a run: what went over the wire, and beside it what the engine decided and why. */
export function MessageDetail({ message }: { readonly message: RunMessage }) {
  const [shown, show] = useState(false);
  const body = (text: string): string => pretty(shown ? text : hiddenBody(text));
  const headers = (all: Readonly<Record<string, string>>): string =>
    Object.entries(shown ? all : hiddenHeaders(all))
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  const wired = message.request.line !== '';
  return (
    <SpaceBetween size="l">
      <Box variant="p">{message.about}</Box>
      <Toggle checked={shown} onChange={({ detail }) => show(detail.checked)}>
        Show secrets
      </Toggle>
      {message.facts.length > 0 && (
        <KeyValues
          columns={1}
          items={message.facts.map(({ name, value }) => ({
            label: name,
            value: shown ? value : hiddenValue(value),
            copy: true,
          }))}
        />
      )}
      {message.facts.some(({ name }) => name.endsWith('token')) && <Go to="/inspector">Open the token inspector</Go>}
      {wired && (
        <Tabs
          ariaLabel="Both sides of the message"
          tabs={[
            {
              id: 'decision',
              label: 'Why',
              content:
                message.trace === undefined ? (
                  <Box variant="p">The engine left no trace of this message.</Box>
                ) : (
                  <TraceView trace={message.trace} />
                ),
            },
            {
              id: 'request',
              label: 'Request',
              content: (
                <SpaceBetween size="s">
                  <Code
                    label="Request"
                    wrap
                    copy
                    text={`${message.request.line}\n${headers(message.request.headers)}`}
                  />
                  {message.request.body !== '' && (
                    <Code label="Request body" wrap copy text={body(message.request.body)} />
                  )}
                </SpaceBetween>
              ),
            },
            {
              id: 'response',
              label: `Response ${message.response.status}`,
              content: (
                <SpaceBetween size="s">
                  <Code
                    label="Response headers"
                    wrap
                    copy
                    text={`HTTP ${message.response.status}\n${headers(message.response.headers)}`}
                  />
                  {message.response.body !== '' && (
                    <Code label="Response body" wrap copy text={body(message.response.body)} />
                  )}
                </SpaceBetween>
              ),
            },
          ]}
        />
      )}
    </SpaceBetween>
  );
}
