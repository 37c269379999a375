/** `npm run clean`: removes what was built, packaged and remembered, not the packages and no workspace. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.ts';

for (const folder of ['dist', 'release', 'test-results', 'node_modules/.cache', 'node_modules/.vite'])
  rmSync(join(root, folder), { recursive: true, force: true });
