/** One run, several projects: `npx vitest run --project unit` runs one of them alone. */
import { defineConfig } from 'vitest/config';

const walls = ['test/walls.test.ts', 'test/console-rules.test.ts'];
const elsewhere = [...walls, 'test/clients/**', 'test/console/**', 'test/desktop/**', 'test/build/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    // A test that hangs is a failure, and one that needs a slow machine's patience says so itself.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'walls', include: walls } },
      {
        extends: true,
        // By itself vitest leaves one core of two idle. Browsers and clients have processes of their own to fill it.
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: elsewhere, maxWorkers: 2 },
      },
      { extends: true, test: { name: 'clients', include: ['test/clients/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'console',
          include: ['test/console/**/*.test.{ts,tsx}'],
          // Each test makes what it needs: none may count on another.
          sequence: { shuffle: { tests: true } },
          // A browser on a busy machine may be late once; a test that needed its second try is named in the output.
          retry: 1,
          globalSetup: ['test/support/built.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'shell',
          include: ['test/desktop/**/*.test.ts', 'test/build/**/*.test.ts'],
          globalSetup: ['test/support/built.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
