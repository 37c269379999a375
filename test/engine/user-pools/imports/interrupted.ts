/** A process that imports into the database of its first argument until it is killed. */
import { begin, fileOf, startWorld, viewer } from './support.ts';

const world = await startWorld({}, process.argv[2]);
const rows = Array.from({ length: Number(process.argv[3]) }, (_, index) => viewer(`viewer-${index}`));
const job = await begin(world, await fileOf(world, rows));
console.log(JSON.stringify(job));
for (;;) {
  const { UserImportJob } = await world.call('cognito-idp', 'DescribeUserImportJob', job);
  console.log(UserImportJob?.ImportedUsers);
  await new Promise((resolve) => setTimeout(resolve, 1));
}
