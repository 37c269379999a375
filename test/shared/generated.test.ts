import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { authorizationText } from '../../electron/build/generate-authorization.ts';
import { formLimitsText } from '../../electron/build/generate-limits.ts';
import { typesOf } from '../../electron/build/generate-types.ts';
import { AWS_SERVICES } from '../../shared/services.ts';

test.each(AWS_SERVICES)('the generated types of %s are current', (service) => {
  const committed = readFileSync(new URL(`../../shared/aws/types/${service}.ts`, import.meta.url), 'utf8');
  expect(committed === typesOf(service), 'run `npm run generate`').toBe(true);
});

test('the actions of AWS’s services are current', () => {
  const committed = readFileSync(new URL('../../shared/aws/model/authorization.json', import.meta.url), 'utf8');
  expect(committed === authorizationText(), 'run `npm run generate`').toBe(true);
});

test('the limits of the console’s forms are current', () => {
  const committed = readFileSync(new URL('../../shared/aws/model/form-limits.json', import.meta.url), 'utf8');
  expect(committed, 'run `npm run generate`').toBe(formLimitsText());
});
