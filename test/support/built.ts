import { ensureBuilt } from '../../electron/build/build.ts';

/** Set-up of the projects that need the built application: builds what is stale. */
export async function setup(): Promise<void> {
  await ensureBuilt();
}
