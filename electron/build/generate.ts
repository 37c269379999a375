/** `npm run generate`: everything in the repository that is written by a program. */
import { readFileSync, writeFileSync } from 'node:fs';
import { authorizationText } from './generate-authorization.ts';
import { withCoverage } from './generate-coverage.ts';
import { formLimitsText } from './generate-limits.ts';
import { AWS_SERVICES } from '../../shared/services.ts';
import { typesOf } from './generate-types.ts';

for (const service of AWS_SERVICES) {
  writeFileSync(new URL(`../../shared/aws/types/${service}.ts`, import.meta.url), typesOf(service));
  console.log(`wrote the types of ${service}`);
}
writeFileSync(new URL('../../shared/aws/model/authorization.json', import.meta.url), authorizationText());
console.log('wrote the actions of AWS’s services');
writeFileSync(new URL('../../shared/aws/model/form-limits.json', import.meta.url), formLimitsText());
console.log('wrote the limits of the console’s forms');
const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withCoverage(readFileSync(readme, 'utf8')));
console.log('wrote the coverage table of README.md');
