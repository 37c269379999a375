import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withCoverage } from '../../electron/build/generate-coverage.ts';
import { handlers } from '../../electron/engine/registry.ts';
import { contracts, type AwsService } from '../../shared/aws/models.ts';
import { ownOperations } from '../../shared/poolkeeper/operations.ts';

test('the README’s coverage table is current', () => {
  const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(withCoverage(text) === text, 'run `npm run generate`').toBe(true);
});

test('every handler is an operation of its contract', () => {
  for (const service of Object.keys(contracts) as AwsService[])
    expect(Object.keys(handlers[service]).filter((operation) => !(operation in contracts[service].operations))).toEqual(
      [],
    );
});

test('every console operation has a handler and no other is there', () => {
  expect(Object.keys(handlers.poolkeeper).toSorted()).toEqual(Object.keys(ownOperations).toSorted());
});
