/** Running the project's tools as child processes, with this very Node. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './build.ts';

/** Scripts of the tools by name: started with this Node, not through shell shims that differ by system. */
const TOOLS = {
  tsc: 'typescript/bin/tsc',
  oxlint: 'oxlint/bin/oxlint',
  oxfmt: 'oxfmt/bin/oxfmt',
  vitest: 'vitest/vitest.mjs',
  'playwright-core': 'playwright-core/cli.js',
  'electron-builder': 'electron-builder/cli.js',
} as const;

type Tool = keyof typeof TOOLS;

/** Path of a tool's script. */
export const toolPath = (tool: Tool): string => join(root, 'node_modules', TOOLS[tool]);

/** Runs a command in the project's folder on this terminal; answers its exit code (1 for a signal). */
export function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

/** Runs one of the project's tools. */
export const runTool = (tool: Tool, args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<number> =>
  run(process.execPath, [toolPath(tool), ...args], environment);
