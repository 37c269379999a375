import { expect, test } from 'vitest';
import { contracts } from '../../shared/aws/models.ts';
import { AWS_SERVICES, isService, SERVICES } from '../../shared/services.ts';
import { handlers } from '../../electron/engine/registry.ts';

test('the services are those that have contracts and handlers', () => {
  expect(new Set(AWS_SERVICES)).toEqual(new Set(Object.keys(contracts)));
  expect(new Set(SERVICES)).toEqual(new Set(Object.keys(handlers)));
});

test.each(SERVICES)('%s is a service', (name) => {
  expect(isService(name)).toBe(true);
});

test.each(['', 'S3', 's3 ', 'execute-api', 'constructor', '__proto__'])('%j is none', (name) => {
  expect(isService(name)).toBe(false);
});
