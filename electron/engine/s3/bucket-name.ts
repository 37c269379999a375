/**
 * What is wrong with a bucket's name by the rules for general purpose buckets, or nothing.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return 'A bucket name has 3 to 63 characters.';
  if (!/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name))
    return 'A bucket name holds lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit.';
  if (name.includes('..')) return 'A bucket name has no two dots in a row.';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return 'A bucket name does not look like an IP address.';
  const prefix = ['xn--', 'sthree-', 'amzn-s3-demo-'].find((reserved) => name.startsWith(reserved));
  if (prefix !== undefined) return `The prefix ${prefix} is reserved.`;
  const suffix = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'].find((reserved) => name.endsWith(reserved));
  return suffix === undefined ? undefined : `The suffix ${suffix} is reserved.`;
}
