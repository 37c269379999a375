/**
 * `npm run dev`: the engine from its sources, started anew on each change of them, and the console with hot reload.
 *
 * One address, Vite's, which hands on to the engine what is the engine's. It takes the flags of `npm run serve`.
 * Whoever opens the address has the console's session: it is for the machine of a developer, on loopback only.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { CONSOLE_HEADERS, CONTENT_SECURITY_POLICY } from '../../shared/console-files.ts';
import { optionsOrExit } from '../start-failures.ts';
import { ensureBuilt, outputOf, root } from './build.ts';

const say = (sentence: string): void => console.error(`poolkeeper: ${sentence}`);

/** What the engine says of itself on its lines. */
type Engine = {
  readonly process: ChildProcess;
  /** Takes the newest one-time token, once. */ takeToken(): string | undefined;
};

/** A port that nobody listens on now: the engine must keep its own from start to start. */
async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the engine under `node --watch`; `started` is called each time that it is ready. */
function watchEngine(flags: readonly string[], started: () => void): Engine {
  const child = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', join(root, 'electron/serve.ts'), ...flags],
    { cwd: process.cwd(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let token: string | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const address = /^console (\S+)$/.exec(line)?.[1];
    if (address === undefined) return console.log(line);
    token = new URL(address).searchParams.get('token') ?? undefined;
    started();
  });
  return {
    process: child,
    takeToken: () => {
      const taken = token;
      token = undefined;
      return taken;
    },
  };
}

/**
 * The headers of the console's files, and the session of whoever opens the page.
 *
 * The policy is the one that ships, but for one nonce: Vite writes the preamble of its hot reload into the page, and
 * style sheets into it as they change.
 */
function consoleHeaders(engine: Engine, nonce: string): Plugin {
  const policy = CONTENT_SECURITY_POLICY.replace("script-src 'self'", `script-src 'self' 'nonce-${nonce}'`).replace(
    "style-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
  );
  const headers = { ...CONSOLE_HEADERS, 'content-security-policy': policy };
  return {
    name: 'poolkeeper-console',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        const token = request.url === '/' ? engine.takeToken() : undefined;
        if (token === undefined) return next();
        response.writeHead(302, { location: `/?token=${token}` }).end();
      });
    },
  };
}

async function startConsole(engine: Engine, enginePort: number): Promise<ViteDevServer> {
  const nonce = randomBytes(16).toString('base64');
  const target = `http://localhost:${enginePort}`;
  const server = await createServer({
    configFile: join(root, 'electron/build/renderer.vite.ts'),
    clearScreen: false,
    logLevel: 'warn',
    html: { cspNonce: nonce },
    plugins: [consoleHeaders(engine, nonce)],
    server: {
      host: 'localhost',
      port: enginePort + 1,
      cors: false,
      fs: { allow: [root] },
      proxy: {
        '^/(_poolkeeper/|\\?token=)': {
          target,
          changeOrigin: true,
          // The engine takes calls from its own origin only, which to the browser is this one. Others stay others.
          configure: (proxy) =>
            void proxy.on('proxyReq', (handedOn, { headers }) => {
              if (headers.origin === `http://${headers.host}`) handedOn.setHeader('origin', target);
            }),
        },
      },
    },
  });
  return await server.listen();
}

const given = process.argv.slice(2);
const { port: wanted } = optionsOrExit(given);
const port = wanted === 0 ? await freePort() : wanted;
// The engine gives a session only for a console that is there; which one the browser shows is Vite's.
if (!existsSync(outputOf('console'))) await ensureBuilt(['console']);
let shown: ViteDevServer | undefined;
const engine = watchEngine([...given, `--port=${port}`], () => {
  if (shown === undefined) void show();
  // The session went with the engine that gave it; the page comes back with a new one.
  else shown.ws.send({ type: 'full-reload' });
});

/** Starts the console beside the first engine that is ready, and prints the one address. */
async function show(): Promise<void> {
  try {
    shown = await startConsole(engine, port);
    console.log(`dev ready ${shown.resolvedUrls?.local[0] ?? ''}`);
  } catch (error) {
    say(`the console could not be served: ${error instanceof Error ? error.message : String(error)}`);
    await stop(1);
  }
}

let stopping = false;

/** Ends the engine in order, then the console. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const ended = engine.process.exitCode === null ? once(engine.process, 'exit') : undefined;
  engine.process.kill('SIGTERM');
  await ended;
  await shown?.close();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
engine.process.on('exit', (code) => void stop(code ?? 1));
