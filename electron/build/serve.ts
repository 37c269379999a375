/** `npm run serve`: the engine without a window, from the sources, with the console for browsers built if stale. */
import { ensureBuilt } from './build.ts';

await ensureBuilt(['console']);
// In this process: one signal reaches the engine, and its exit code is this command's.
await import('../serve.ts');
