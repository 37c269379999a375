import { setBridge, type Made } from './window.ts';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en.json' with { type: 'json' };
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { createRequire } from 'node:module';
import type { ReactNode } from 'react';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { invalidateFor, queryClient } from '../../../renderer/client/queries.ts';
import { useFlashes } from '../../../renderer/state/flash.ts';
import { useUnsaved } from '../../../renderer/state/unsaved.ts';
import type * as Harness from '../../support/harness.ts';
import type { TestEngine } from '../../support/harness.ts';

// Loaded by Node itself: for the window's environment the runner would make browser code of the engine.
const { startEngine } = createRequire(import.meta.url)('../../support/harness.ts') as typeof Harness;

/** A part on a page, with a real engine behind it. */
export type Mounted = {
  readonly test: TestEngine;
  readonly user: UserEvent;
  /** The calls that the part made which change something, in order. */
  readonly made: readonly Made[];
  /** Where the console is. */
  path(): string;
  /** What the flashbar says. */
  flashes(): readonly string[];
  /** What would be lost if the page were left. */
  unsaved(): readonly string[];
  stop(): Promise<void>;
};

// A busy machine draws slowly; what is looked for and never comes is a failure all the same.
configure({ asyncUtilTimeout: 10_000 });

const READS = /^(Get|List|Describe|Read|Find|Check|Lint|Validate)/;

/** Starts an engine, makes what the part needs, and draws the part at a path of the console. */
export async function mount(
  part: ReactNode,
  { path = '/here', before }: { path?: string; before?: (test: TestEngine) => Promise<unknown> } = {},
): Promise<Mounted> {
  const test = await startEngine({ keys: 1 });
  await before?.(test);
  const made: Made[] = [];
  setBridge({
    invoke: (service, operation, input) => {
      if (!READS.test(operation)) made.push({ service, operation, input });
      return test.engine.call(service as never, operation as never, input as never);
    },
    subscribe: (listener) => test.engine.subscribe(listener),
  });
  const stopListening = test.engine.subscribe(invalidateFor);
  const router = createMemoryRouter(
    [
      { path: '/here/*', element: part },
      { path: '*', element: <p>Another page</p> },
    ],
    { initialEntries: [path] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en" messages={[messages]}>
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>,
  );
  return {
    test,
    user: userEvent.setup(),
    made,
    path: () => `${router.state.location.pathname}${router.state.location.search}`,
    flashes: () => useFlashes.getState().items.map(({ header, text }) => String(header ?? text)),
    unsaved: () => Object.values(useUnsaved.getState().forms),
    stop: async () => {
      cleanup();
      stopListening();
      setBridge();
      queryClient.clear();
      useFlashes.setState({ items: [] });
      await test.stop();
    },
  };
}
