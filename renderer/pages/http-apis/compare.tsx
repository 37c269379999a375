import { Box, Button, ColumnLayout, FormField, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { ApiRecord, ApiRoute, TestCaller } from '../../../shared/poolkeeper/operations.ts';
import { call } from '../../client/client.ts';
import { asFault, type EngineFault } from '../../lib/fault.ts';
import { useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { Outcome } from '../../parts/outcome.tsx';
import { CallerPicker, callerOf, EMPTY_CALLER, usePools } from '../../parts/caller-picker.tsx';
import { Section } from '../../parts/section.tsx';
import { pagePath } from '../../../shared/resources.ts';

/** What came of one way to an object. */
type Came = { readonly status: number; readonly title: string; readonly reason: string; readonly traceId: string };

type Ways = { readonly caller: ApiRoute; readonly service: ApiRoute };

/** The two routes that hand the same function the caller's credentials and its own; nothing where an API has not both. */
export function waysOf({ routes }: ApiRecord): Ways | undefined {
  const lends = (route: ApiRoute, own: boolean): boolean =>
    route.target.kind === 'function' &&
    route.authorizer.kind === 'IAM' &&
    (own ? typeof route.target.credentials === 'object' : route.target.credentials === 'caller');
  const caller = routes.find((route) => lends(route, false));
  const service = routes.find((route) => lends(route, true));
  const same = (a: ApiRoute, b: ApiRoute): boolean =>
    a.target.kind === 'function' && b.target.kind === 'function' && a.target.arn === b.target.arn;
  return caller !== undefined && service !== undefined && same(caller, service) ? { caller, service } : undefined;
}

/** The parts that a path names, filled in: `/as-caller/{tier}/{film}` with `free/paper-boats`. */
const filled = (path: string, rest: string): string => `/${path.split('/')[1] ?? ''}/${rest}`;

const WAYS = [
  {
    id: 'direct',
    title: 'Direct service integration',
    text: 'The app itself calls S3 with the user’s credentials.',
  },
  {
    id: 'caller',
    title: 'Permission pass-through',
    text: 'A function calls S3 with the credentials of its caller, not its own.',
  },
  { id: 'service', title: 'The function’s own role', text: 'The same function calls S3 with its own role.' },
] as const;

type Way = (typeof WAYS)[number]['id'];

/** One film asked for in three ways by one person, side by side. */
export function Compare({ api, ways }: { readonly api: ApiRecord; readonly ways: Ways }) {
  const pools = usePools();
  const [draft, setDraft] = useState(EMPTY_CALLER);
  const films = useFilms();
  const [film, setFilm] = useState<string>();
  const [came, setCame] = useState<Partial<Record<Way, Came>>>({});
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const caller = callerOf(draft, pools);
  const chosen = film ?? films[0];
  const compare = async (as: TestCaller, wanted: string): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    setCame({});
    try {
      // One after the other: each signs in anew, and the list of calls reads in this order.
      const direct = await direction(as, wanted);
      const passed = await through(api.name, filled(ways.caller.path, wanted), as);
      const served = await through(api.name, filled(ways.service.path, wanted), as);
      setCame({ direct, caller: passed, service: served });
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Section
      title="Direct, passed through, or by the service"
      description="The same person asks for the same film in three ways: whose permissions decide?"
    >
      <CallerPicker draft={draft} onChange={setDraft} pools={pools} kinds={['user', 'role']} />
      <FormField label="Film" stretch={false}>
        <Select
          selectedOption={chosen === undefined ? null : { value: chosen, label: chosen }}
          options={films.map((value) => ({ value, label: value }))}
          empty="The bucket has no films"
          onChange={({ detail }) => setFilm(detail.selectedOption.value)}
        />
      </FormField>
      <Button
        variant="primary"
        loading={running}
        disabled={caller === undefined || chosen === undefined}
        onClick={() => caller !== undefined && chosen !== undefined && void compare(caller, chosen)}
      >
        Compare
      </Button>
      <FaultAlert fault={fault} />
      <ColumnLayout columns={3} borders="vertical">
        {WAYS.map(({ id, title, text }) => (
          <section key={id} aria-label={title}>
            <SpaceBetween size="s">
              <Box variant="h3">{title}</Box>
              <Box color="text-body-secondary">{text}</Box>
              {came[id] !== undefined && <Result came={came[id]} />}
            </SpaceBetween>
          </section>
        ))}
      </ColumnLayout>
    </Section>
  );
}

function Result({ came: { status, title, reason, traceId } }: { readonly came: Came }) {
  return (
    <SpaceBetween size="xs">
      <Outcome of={status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed'}>{title}</Outcome>
      <Box variant="p">
        <span className="pk-wrap-anywhere">{reason}</span>
      </Box>
      <Go to={pagePath('trace', traceId)}>Every step</Go>
    </SpaceBetween>
  );
}

const BUCKET = 'streaming-catalog';

/** The films of the sample's bucket: `free/paper-boats`. */
function useFilms(): readonly string[] {
  const { output } = useCall('s3', 'ListObjectsV2', { Bucket: BUCKET, Prefix: 'catalog/' });
  return (output?.Contents ?? []).flatMap(({ Key }) => /^catalog\/(\w+\/[\w-]+)\.json$/.exec(Key)?.[1] ?? []);
}

async function direction(As: TestCaller, film: string): Promise<Came> {
  const answer = await call('poolkeeper', 'ReadObjectAs', { Bucket: BUCKET, Key: `catalog/${film}.json`, As });
  return {
    status: answer.allowed ? 200 : 403,
    title: answer.allowed ? 'Allowed' : (answer.code ?? 'Refused'),
    reason: answer.reason,
    traceId: answer.traceId,
  };
}

async function through(Name: string, Path: string, As: TestCaller): Promise<Came> {
  const { status, reason, traceId } = await call('poolkeeper', 'InvokeApi', { Name, Method: 'GET', Path, As });
  return { status, title: status < 400 ? `Allowed: ${status}` : `Refused: ${status}`, reason, traceId };
}
