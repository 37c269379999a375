import { fetchOf } from '../../kernel/ports.ts';
import type { OidcProvider } from '../../store/access-records.ts';
import type { IssuerKeys } from '../../store/federation.ts';
import type { Workspace } from '../../kernel/workspace.ts';
import { fetchKeys, isLoopback } from './fetch-keys.ts';
import { KeySetError } from './key-set.ts';

/** Milliseconds between two questions to the same issuer that no person asked for. */
const REFETCH_PAUSE_MS = 60_000;

type Provider = Pick<OidcProvider, 'arn' | 'url'>;
/** A question to an issuer: `begun` in monotonic milliseconds, `at` by the workspace clock. */
type Asked = {
  readonly begun: number;
  readonly at: number;
  readonly done: Promise<string | undefined>;
  problem?: string;
};

/** The last question to each issuer, by its provider's ARN: not worth the database. */
const asked = new WeakMap<Workspace, Map<string, Asked>>();

function questions(workspace: Workspace): Map<string, Asked> {
  const known = asked.get(workspace) ?? new Map<string, Asked>();
  asked.set(workspace, known);
  return known;
}

/** When an issuer was last asked, and what went wrong, since the engine started. */
export function lastAsked(workspace: Workspace, arn: string): { at: number; problem?: string } | undefined {
  const last = questions(workspace).get(arn);
  return last === undefined
    ? undefined
    : { at: last.at, ...(last.problem === undefined ? {} : { problem: last.problem }) };
}

/**
 * Whether a login may make the engine ask an issuer.
 *
 * Nothing leaves the machine unasked: an issuer elsewhere is asked again only after somebody had its keys fetched
 * once, and pasted keys stay what they are. An issuer on this machine is asked when a login needs it.
 */
export const isRefetched = (stored: Pick<IssuerKeys, 'source'> | undefined, url: string): boolean =>
  stored === undefined ? isLoopback(url) : stored.source === 'fetched';

/**
 * Asks an issuer for its keys and stores them. Throws a `KeySetError` that says what failed.
 *
 * Questions to one issuer at the same time are one.
 */
export async function askIssuer(workspace: Workspace, provider: Provider): Promise<IssuerKeys> {
  const known = questions(workspace);
  const begun = workspace.ports.elapsed();
  const at = workspace.clock.now();
  let found: IssuerKeys | undefined;
  const question: Asked = {
    begun,
    at,
    done: fetchKeys(provider.url, fetchOf(workspace.ports)).then(
      (keys) => {
        found = { source: 'fetched', keys, storedAt: at };
        keep(workspace, provider.arn, found);
        return undefined;
      },
      (error: unknown) => {
        if (!(error instanceof KeySetError)) throw error;
        question.problem = error.message;
        return error.message;
      },
    ),
  };
  known.set(provider.arn, question);
  const problem = await question.done;
  if (found === undefined) throw new KeySetError(problem);
  return found;
}

function keep({ store, emit }: Workspace, arn: string, keys: IssuerKeys): void {
  const kept = store.write(() => {
    // The provider may have gone while its issuer was asked.
    if (store.access.oidcProvider(arn) === undefined) return false;
    store.access.putIssuerKeys(arn, keys);
    return true;
  });
  if (kept) emit({ type: 'changed', changes: [{ kind: 'oidc-provider', id: arn }] });
}

/**
 * The keys of an issuer for a token that names one of them by `kid`.
 *
 * Where that key is not known and the issuer may be asked, it is, at most once a minute: issuers change their
 * keys, and a made-up `kid` must not make the engine ask without end.
 */
export async function keysForToken(
  workspace: Workspace,
  provider: Provider,
  kid: unknown,
): Promise<IssuerKeys | undefined> {
  const { access } = workspace.store;
  const stored = access.issuerKeys(provider.arn);
  const unknown = stored === undefined || (typeof kid === 'string' && !stored.keys.some((key) => key['kid'] === kid));
  if (!unknown || !isRefetched(stored, provider.url) || access.oidcProvider(provider.arn) === undefined) return stored;
  const last = questions(workspace).get(provider.arn);
  if (last !== undefined && workspace.ports.elapsed() - last.begun < REFETCH_PAUSE_MS) await last.done;
  else await askIssuer(workspace, provider).catch(tolerated);
  return access.issuerKeys(provider.arn);
}

/** A login goes on without new keys: its refusal says what is missing. */
function tolerated(error: unknown): void {
  if (!(error instanceof KeySetError)) throw error;
}
